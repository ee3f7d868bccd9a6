import { chownSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codesIn, parseReport, statusOf } from '../support/cli.ts'
import type { JsonReport } from '../../src/report/schema.ts'
import { dockerGroup, learner, provision, runInside } from './support/container.ts'
import type { ContainerOptions } from './support/container.ts'
import { startEngine } from './support/engine.ts'
import type { Engine } from './support/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
  await provision(engine)
})
afterAll(() => engine.dispose())

const look = async (options: ContainerOptions): Promise<JsonReport> => {
  const { code, stdout, stderr } = await runInside(engine, ['--json', '--offline'], options)
  expect([stderr, [0, 1, 3].includes(code ?? -1)]).toEqual(['', true])
  const report = parseReport(stdout)
  expect(report.checks.filter(({ status }) => status === 'crashed')).toEqual([])
  return report
}

test('root with the socket mounted', async () => {
  const report = await look({ socket: true })
  expect(statusOf(report, 'docker/daemon')).toBe('passed')
  expect(report.checks.find(({ id }) => id === 'docker/daemon')?.fine).toContain(engine.version)
  expect(statusOf(report, 'docker/access')).toBe('passed')
  expect(codesIn(report)).toContain('user/root/login')
})

test('no docker at all', async () => {
  const report = await look({ client: false })
  expect(report.first?.code).toBe('docker/installed/absent')
  expect(statusOf(report, 'docker/daemon')).toBe('blocked')
  expect(statusOf(report, 'docker/access')).toBe('blocked')
})

test('a client and no engine', async () => {
  const report = await look({})
  expect(report.first?.code).toMatch(/^docker\/daemon\//)
  expect(statusOf(report, 'docker/access')).toBe('blocked')
})

test('an engine that is installed and not started', async () => {
  const report = await look({ engineProgram: true })
  expect(report.first?.code).toBe('docker/daemon/not-running')
  const access = report.checks.find(({ id }) => id === 'docker/access')
  expect(access).toMatchObject({ status: 'blocked', blockedBy: 'docker/daemon/not-running' })
})

/** The socket belongs to root, or to the group docker. */
const sockets: readonly (readonly [string, number, ContainerOptions, string | undefined])[] = [
  [
    'a learner outside the group',
    dockerGroup,
    { user: `${learner}:${learner}` },
    'docker/access/not-in-group',
  ],
  [
    'a login from before the membership',
    dockerGroup,
    { user: `${learner}:${learner}`, member: true },
    'docker/access/new-login',
  ],
  [
    'a socket that is open to root only',
    0,
    { user: `${learner}:${learner}`, member: true, flags: ['--group-add', `${dockerGroup}`] },
    'docker/access/denied',
  ],
  [
    'a member of the group',
    dockerGroup,
    { user: `${learner}:${learner}`, member: true, flags: ['--group-add', `${dockerGroup}`] },
    undefined,
  ],
]

test.for(sockets)('%s', async ([, group, options, expected]) => {
  chownSync(engine.socket, 0, group)
  const report = await look({ socket: true, ...options })
  const found = codesIn(report).filter((code) => code.startsWith('docker/access/'))
  expect(found).toEqual(expected === undefined ? [] : [expected])
  expect(statusOf(report, 'docker/access')).toBe(expected === undefined ? 'passed' : 'failed')
  expect(codesIn(report).filter((code) => code.startsWith('user/root/'))).toEqual([])
})

/** Checks that count what the container's limits leave. */
const limits: readonly (readonly [string, readonly string[]])[] = [
  ['resources/cpu', ['--cpus', '1']],
  ['resources/memory', ['--memory', '1g']],
]

test.for(limits)('%s sees the limit of %j', async ([id, flags]) => {
  const listed = await runInside(engine, ['--list'], {})
  // Without an engine to ask, our own limits are what counts.
  const report = await look({ flags })
  const codes = codesIn(report).filter((code) => code.startsWith(`${id}/`))
  const exists = new RegExp(`^${id} `, 'm').test(listed.stdout)
  // Where there is no such check yet, the list says so too: nothing is skipped in silence.
  expect({ exists, seen: codes.length > 0 }).toEqual({ exists, seen: exists })
  if (!exists) return
  const free = codesIn(await look({})).filter((code) => code.startsWith(`${id}/`))
  expect(codes).not.toEqual(free)
})

test.for([['--json'], ['record']])('%s names neither the learner nor the machine', async (args) => {
  const { stdout } = await runInside(engine, args, { user: `${learner}`, socket: true })
  expect(stdout).toContain('user-1')
  expect(stdout).not.toMatch(/marie/i)
  expect(stdout).not.toContain('maries-thinkpad')
})
