import type { Os, ReadHost, RunOptions } from '../model/host.ts'
import { localFiles } from './files.ts'
import { identity } from './identity.ts'
import type { Prefix } from './run.ts'

const oses: readonly Os[] = ['linux', 'darwin', 'win32']

/** Facts are read in English whatever the learner's language; our own resolver limits are no child's affair. */
const forChildren = { LC_ALL: 'C', LANGUAGE: undefined, RES_OPTIONS: undefined }

/** Bits of the mode that let a person write, as the kernel reads them. */
const mayWrite = (
  { mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number },
  person: { readonly uid: number; readonly gid: number },
): boolean => {
  if (person.uid === uid) return (mode & 0o200) !== 0
  return person.gid === gid ? (mode & 0o020) !== 0 : (mode & 0o002) !== 0
}

/** This machine, seen by the person the doctor works for. The heavy packages load at first use. */
export const createLocalHost = (env: NodeJS.ProcessEnv): ReadHost => {
  const who = identity(env)
  const asSubject = async (
    as: RunOptions['as'],
  ): Promise<Prefix & { readonly env: NodeJS.ProcessEnv }> => {
    const { sudo, subject } = await who
    if (!sudo || as === 'root') return { argv: [], env: {} }
    const { uid, gid, name, home } = subject
    return {
      argv: ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--init-groups', '--'],
      owner: { uid, gid },
      env: { HOME: home, USER: name, LOGNAME: name },
    }
  }
  return {
    ...localFiles,
    os: oses.find((os) => os === process.platform) ?? 'other',
    env,
    writable: async (path) => {
      const { sudo, subject } = await who
      if (!sudo) return localFiles.writable(path)
      const stat = await localFiles.stat(path)
      return stat === undefined ? undefined : mayWrite(stat, subject)
    },
    run: async (argv, options) => {
      const [{ run }, prefix] = await Promise.all([import('./run.ts'), asSubject(options.as)])
      return run(
        argv,
        { ...options, env: { ...env, ...forChildren, ...prefix.env, ...options.env } },
        prefix,
      )
    },
    get: async (url, options) => (await import('./get.ts')).get(url, options, env),
    lookup: async (name, options) => (await import('./net.ts')).lookup(name, options),
    connect: async (host, port, options) => (await import('./net.ts')).connect(host, port, options),
    identity: () => who,
    inventory: async () => (await import('./inventory.ts')).inventory(),
    now: () => Date.now(),
  }
}
