import { changing } from '../../catalog/deadlines.ts'
import { minikubeHomeOf } from '../../facts/minikube-home.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { clustersHere, judge, refuseOthers } from './clusters.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import {
  fileIn,
  isKept,
  keepCache,
  putCacheBack,
  putKilledBack,
  refuseUnlessMovable,
} from './kept-cache.ts'
import { cluster, disk, engineObjects, settings } from './stale.ts'

/** The downloads, and what minikube writes there whenever it runs. */
const spared: ReadonlySet<string> = new Set(['cache', 'logs', 'last_update_check'])

/** Clusters, and one file for all that was to go with the home. */
const leftOf = async (host: WriteHost, home: string): Promise<readonly string[]> => {
  const [clusters, file] = await Promise.all([clustersHere(host, home), fileIn(host, home, spared)])
  return [...clusters, ...(file === undefined ? [] : [file])]
}

/** minikube finds its home by itself: it must be the one whose downloads are kept. */
const refuseOtherHome = async (host: WriteHost, home: string): Promise<void> => {
  const { subject } = await host.identity()
  const own = minikubeHomeOf(host.env, subject.home)
  if (own !== home) throw new StepError('refused', `minikube's home is ${own}, not ${home}`)
}

/**
 * Deletes every cluster that was named and minikube's home, all but the downloads: they are renamed out of it before and back
 * afterwards, also when the command fails, and by the next run when this one is killed. minikube purges nothing where one
 * profile failed (exit 80) and everything where several did (exit 0), so what is left decides. Source: cmd/minikube/cmd/delete.go.
 */
export const purgeHome = defineInterpreter<StepOf<'purge-home'>>({
  kind: 'purge-home',
  reversibility: 'irreversible',
  stale: [...engineObjects, ...cluster, ...settings, ...disk],
  isDone: async ({ home }, host) =>
    !(await isKept(host, home)) && (await leftOf(host, home)).length === 0,
  prepare: async () => undefined,
  perform: async ({ home, profiles }, host) => {
    await refuseOtherHome(host, home)
    await refuseUnlessMovable(host, home)
    await putKilledBack(host, home)
    await refuseOthers(host, home, profiles)
    await keepCache(host, home)
    const argv: Argv = ['minikube', 'delete', '--all', '--purge']
    const output = await host
      .runChanging(argv, { deadlineMs: changing.minikube })
      .finally(() => putCacheBack(host, home))
    judge(argv, output, await leftOf(host, home))
  },
  revert: noWayBack,
})
