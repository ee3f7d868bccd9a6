import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { identity } from './machine.ts'
import { minikubeHome } from './minikube-home.ts'

export interface MinikubeLocks {
  /** Lock files of other users that keep the subject out. */
  readonly foreign: readonly string[]
  /** A minikube process runs; undefined where that cannot be seen. Looked for only when there are such files. */
  readonly running: boolean | undefined
}

const name = /^juju-mk[0-9a-f]+$/

const minikubeRuns = async (host: ReadHost): Promise<boolean | undefined> => {
  if (host.os !== 'linux') return undefined
  const pids = (await host.readdir('/proc'))?.filter((entry) => /^\d+$/.test(entry))
  if (pids === undefined) return undefined
  const names = await Promise.all(
    pids.map(async (pid) => attempt(host.readText(`/proc/${pid}/comm`))),
  )
  return names.some((comm) => comm.ok && comm.value?.startsWith('minikube') === true)
}

/** The kernel keeps even root from opening another user's file in a sticky folder with O_CREAT, where this is above 0. */
const protectsRegular = async (host: ReadHost): Promise<boolean> =>
  Number((await host.readText('/proc/sys/fs/protected_regular')) ?? '0') > 0

/**
 * The lock files minikube leaves in the temporary folder, mode 0600, named by a hash of the path they guard. Another ordinary
 * user's guard another home; root's, left by sudo, may guard this one. Source: pitfalls USER-4, juju/mutex mutex_flock.go
 * (os.TempDir, O_CREAT, 0600).
 */
export const minikubeLocks = defineFact({
  id: 'minikube-locks',
  read: async ({ host, get }): Promise<MinikubeLocks> => {
    const [{ subject }, state] = await Promise.all([get(identity), get(minikubeHome)])
    const folder = (host.env['TMPDIR'] ?? '/tmp').replace(/(.)\/+$/, '$1')
    const [names, protects] = await Promise.all([host.readdir(folder), protectsRegular(host)])
    const stats = await Promise.all(
      (names ?? [])
        .filter((file) => name.test(file))
        .map(async (file) => ({
          path: `${folder}/${file}`,
          stat: await attempt(host.stat(`${folder}/${file}`)),
        })),
    )
    const shared = !state.startsWith(`${subject.home}/`)
    const blocks = (uid: number): boolean => {
      if (uid === subject.uid) return false
      return subject.uid === 0 ? protects : uid === 0 || shared
    }
    const foreign = stats.flatMap(({ path, stat }) =>
      stat.ok && stat.value !== undefined && blocks(stat.value.uid) ? [path] : [],
    )
    return { foreign, running: foreign.length === 0 ? undefined : await minikubeRuns(host) }
  },
})
