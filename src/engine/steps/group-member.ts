import * as v from 'valibot'
import { changing } from '../../catalog/deadlines.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { change, firstWay } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { engine } from './stale.ts'

type Membership = Pick<StepOf<'group-member'>, 'user' | 'group'>

interface Way {
  readonly program: string
  readonly argv: (membership: Membership) => Argv
}

/** Source: usermod(8) and gpasswd(1) of shadow-utils; addgroup and delgroup of busybox, which Alpine has instead. */
const joining: readonly Way[] = [
  { program: 'usermod', argv: ({ user, group }) => ['usermod', '-aG', group, user] },
  { program: 'gpasswd', argv: ({ user, group }) => ['gpasswd', '-a', user, group] },
  { program: 'addgroup', argv: ({ user, group }) => ['addgroup', user, group] },
]
const leaving: readonly Way[] = [
  { program: 'gpasswd', argv: ({ user, group }) => ['gpasswd', '-d', user, group] },
  { program: 'delgroup', argv: ({ user, group }) => ['delgroup', user, group] },
]

const undoSchema = v.object({ user: v.string(), group: v.string() })

const membersOf = async (host: WriteHost, group: string): Promise<readonly string[] | undefined> =>
  (await host.readText('/etc/group'))
    ?.split('\n')
    .find((line) => line.startsWith(`${group}:`))
    ?.split(':')[3]
    ?.trim()
    .split(',')

const isMember = async (host: WriteHost, { user, group }: Membership): Promise<boolean> =>
  (await membersOf(host, group))?.includes(user) === true

const go = async (host: WriteHost, ways: readonly Way[], membership: Membership): Promise<void> => {
  const way = await firstWay(host, ways)
  if (way === undefined)
    throw new StepError('not-supported', 'this machine has no program that changes groups')
  await change(host, way.argv(membership), { deadlineMs: changing.quick, as: 'root' })
}

/** Puts a user into a group that exists; the database tells, a login learns of it later. */
export const groupMember = defineInterpreter<StepOf<'group-member'>>({
  kind: 'group-member',
  reversibility: 'compensable',
  stale: ['identity', ...engine],
  isDone: (step, host) => isMember(host, step),
  prepare: async ({ user, group }) => ({ user, group }),
  perform: async (step, host) => {
    if ((await membersOf(host, step.group)) === undefined)
      throw new StepError('refused', `there is no group ${step.group} on this machine`)
    await go(host, joining, step)
  },
  revert: async (undo, host) => {
    const membership = readUndo(undoSchema, undo)
    if (await isMember(host, membership)) await go(host, leaving, membership)
  },
})
