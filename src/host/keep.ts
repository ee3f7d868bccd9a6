import { stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import type { Person } from '../model/host.ts'
import { identity } from './identity.ts'
import type { Owner } from './fill.ts'

/** Where one person's downloads and records are kept. */
export interface Keep {
  readonly blobs: string
  /** Journal of installs. */
  readonly journal: string
  readonly backups: string
  /** Whom new files are given to, where that is not the process itself. */
  readonly owner: Owner | undefined
}

type Env = NodeJS.ProcessEnv

const isDirectoryOf = async (path: string, uid: number): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.uid === uid

/** Root may have been given somebody else's HOME; nothing of root's is put there. */
const homeOf = async ({ uid, home }: Person): Promise<string> =>
  uid !== 0 || (await isDirectoryOf(home, 0)) ? home : userInfo().homedir

const inHome = (home: string): readonly [cache: string, state: string] => {
  if (process.platform === 'darwin')
    return [join(home, 'Library', 'Caches'), join(home, '.local', 'state')]
  if (process.platform === 'win32') {
    const local = join(home, 'AppData', 'Local')
    return [local, local]
  }
  return [join(home, '.cache'), join(home, '.local', 'state')]
}

const keepIn = (cache: string, state: string, owner?: Owner): Keep => ({
  blobs: join(cache, 'k8s-doctor', 'blobs'),
  journal: join(state, 'k8s-doctor', 'install'),
  backups: join(state, 'k8s-doctor', 'install', 'backup'),
  owner,
})

const xdg = (env: Env, name: string, fallback: string): string => {
  const path = env[name] ?? ''
  return isAbsolute(path) ? path : fallback
}

/** The process's own keep, and behind sudo that of the person it works for, whose variables sudo may have taken away. */
export const keeps = async (
  env: Env,
): Promise<{ readonly own: Keep; readonly subject: Keep | undefined; readonly who: Person }> => {
  const { process: self, subject, sudo } = await identity(env)
  const [cache, state] = inHome(sudo ? userInfo().homedir : await homeOf(self))
  const { uid, gid } = subject
  return {
    own: sudo
      ? keepIn(cache, state)
      : keepIn(xdg(env, 'XDG_CACHE_HOME', cache), xdg(env, 'XDG_STATE_HOME', state)),
    subject: sudo ? keepIn(...inHome(subject.home), { uid, gid }) : undefined,
    who: subject,
  }
}

const nearest = async (path: string): Promise<number | undefined> => {
  const stats = await stat(path).catch(() => undefined)
  if (stats !== undefined) return stats.uid
  return dirname(path) === path ? undefined : nearest(dirname(path))
}

/**
 * Who keeps what concerns a folder: behind sudo the subject for folders of its own, root for all others, so that nobody's cache holds
 * root's files and no program in root's folders can be changed by a user.
 */
export const keepFor = async (directory: string, env: Env): Promise<Keep> => {
  const { own, subject, who } = await keeps(env)
  return subject !== undefined && (await nearest(directory)) === who.uid ? subject : own
}
