import * as v from 'valibot'
import { changing } from '../../catalog/deadlines.ts'
import { attempt } from '../../model/unreadable.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { Owner, WriteHost } from '../../model/write-host.ts'
import { failureOf } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { settings } from './stale.ts'

type Step = StepOf<'chown'>

/** Paths by the owner they had, `uid:gid`. */
const undoSchema = v.object({
  owners: v.record(v.pipe(v.string(), v.regex(/^\d+:\d+$/)), v.array(v.string())),
})

interface Owned {
  readonly path: string
  /** `uid:gid`. */
  readonly owner: string
}

const toOwner = (text: string): Owner => {
  const [uid, gid] = text.split(':').map(Number)
  return { uid: uid ?? 0, gid: gid ?? 0 }
}

const ownerOf = async (host: WriteHost, name: string): Promise<Owner> => {
  const { subject } = await host.identity()
  if (subject.name === name) return { uid: subject.uid, gid: subject.gid }
  const entry = (await host.readText('/etc/passwd'))
    ?.split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':')
  if (entry === undefined) throw new StepError('refused', `there is no user ${name} here`)
  return toOwner(`${entry[2]}:${entry[3]}`)
}

const present = async (host: WriteHost, paths: readonly string[]): Promise<readonly string[]> => {
  const stats = await Promise.all(paths.map((path) => attempt(host.stat(path))))
  // What may not even be looked at is there.
  return paths.filter((_, index) => {
    const stat = stats[index]
    return stat?.ok !== true || stat.value !== undefined
  })
}

/** Asks for what is not the user's below the paths, links themselves and other file systems left out. */
const question = (host: WriteHost, step: Step, paths: readonly string[], uid: number): Argv => {
  const format = host.os === 'darwin' ? ['-f', '%u:%g %N'] : ['-c', '%u:%g %n']
  const reach = step.recursive ? ['-xdev'] : ['-maxdepth', '0']
  return [
    'find',
    ...paths,
    ...reach,
    '!',
    '-user',
    String(uid),
    '-exec',
    'stat',
    ...format,
    '{}',
    '+',
  ]
}

const parse = (stdout: string): readonly Owned[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, owner, path] = /^(\d+:\d+) (\/.*)$/.exec(line) ?? []
      if (owner === undefined || path === undefined)
        throw new StepError('refused', `a file's name there has a line break in it: ${line}`)
      return { path, owner }
    })

/** As root: folders may be closed to their user. From the bottom up, so that a folder is given away after what is in it. */
const foreign = async (host: WriteHost, step: Step, uid: number): Promise<readonly Owned[]> => {
  const paths = await present(host, step.paths)
  if (paths.length === 0) return []
  const argv = question(host, step, paths, uid)
  const output = await host.runChanging(argv, {
    deadlineMs: changing.service,
    as: 'root',
    maxBytes: 32 * 1024 * 1024,
  })
  if (output.exitCode !== 0 || output.truncated) throw failureOf(argv, output)
  return parse(output.stdout).toReversed()
}

/** Gives these paths to their user, and with `recursive` what is in them; never what a link points to. */
export const chown = defineInterpreter<Step>({
  kind: 'chown',
  reversibility: 'compensable',
  stale: settings,
  isDone: async (step, host) => {
    const { uid } = await ownerOf(host, step.user)
    const paths = await present(host, step.paths)
    if (paths.length === 0) return true
    const argv = question(host, step, paths, uid)
    const { exitCode, stdout } = await host.run(argv, { deadlineMs: changing.quick })
    return exitCode === 0 && stdout === ''
  },
  prepare: async (step, host) => {
    const { uid } = await ownerOf(host, step.user)
    const owners: Record<string, string[]> = {}
    for (const { path, owner } of await foreign(host, step, uid)) (owners[owner] ??= []).push(path)
    return { owners }
  },
  perform: async (step, host) => {
    const owner = await ownerOf(host, step.user)
    for (const { path } of await foreign(host, step, owner.uid)) await host.chown(path, owner)
  },
  revert: async (undo, host) => {
    const { owners } = readUndo(undoSchema, undo)
    for (const [owner, paths] of Object.entries(owners))
      for (const path of await present(host, paths)) await host.chown(path, toOwner(owner))
  },
})
