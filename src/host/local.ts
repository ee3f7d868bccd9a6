import type { Identity, Os, ReadHost } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'
import { withAbsolutePaths } from './absolute.ts'
import { localFiles } from './local-files.ts'
import { identity } from './identity.ts'
import { createSubject } from './subject.ts'

const oses: readonly Os[] = ['linux', 'darwin', 'win32']

/** Facts are read in English whatever the learner's language; our own resolver limits are no child's affair. */
const forChildren = { LC_ALL: 'C', LANGUAGE: undefined, RES_OPTIONS: undefined }

const testMs = 1000

export interface LocalOptions {
  /** The subject has joined a group since this login: commands get its groups as they are now. */
  readonly freshGroups?: boolean
}

/** This machine, seen by the person the doctor works for. The heavy packages load at first use. */
export const createLocalHost = (
  given: NodeJS.ProcessEnv,
  { freshGroups = false }: LocalOptions = {},
): ReadHost => {
  const env = withAbsolutePaths(given)
  const who = identity(env)
  const asSubject = createSubject(who, env['PATH'], freshGroups)
  const run: ReadHost['run'] = async (argv, options) => {
    const [{ run: start }, prefix] = await Promise.all([
      import('./run.ts'),
      asSubject(options.as, options.env?.['PATH']),
    ])
    return start(
      argv,
      { ...options, env: { ...env, ...forChildren, ...prefix.env, ...options.env } },
      prefix,
    )
  }
  /** Groups, access lists and folders on the way decide too: only the kernel knows, and only for the subject's own process. */
  const writableBySubject = async (path: string): Promise<boolean | undefined> => {
    if ((await localFiles.writable(path)) === undefined) return undefined
    const { exitCode } = await run(['test', '-w', path], { deadlineMs: testMs })
    if (exitCode !== 0 && exitCode !== 1) throw new Unreadable('denied', pathValue(path))
    return exitCode === 0
  }
  const withFreshGroups = async (known: Identity): Promise<Identity> => {
    const { exitCode, stdout } = await run(['id', '-G', known.subject.name], { deadlineMs: testMs })
    return exitCode === 0 ? { ...known, groups: stdout.trim().split(' ').map(Number) } : known
  }
  return {
    ...localFiles,
    os: oses.find((os) => os === process.platform) ?? 'other',
    env,
    writable: async (path) =>
      freshGroups || (await who).sudo ? writableBySubject(path) : localFiles.writable(path),
    run,
    get: async (url, options) => (await import('./net/get.ts')).get(url, options, env),
    lookup: async (name, options) => (await import('./net/probe.ts')).lookup(name, options),
    connect: async (host, port, options) =>
      (await import('./net/probe.ts')).connect(host, port, options),
    peerCertificate: async (host, options) =>
      (await import('./net/certificate.ts')).peerCertificate(host, options, env),
    identity: async () => (freshGroups ? withFreshGroups(await who) : who),
    inventory: async () => (await import('./inventory.ts')).inventory(),
    now: () => Date.now(),
  }
}
