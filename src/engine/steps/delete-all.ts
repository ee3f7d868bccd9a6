import { changing } from '../../catalog/deadlines.ts'
import { minikubeHomeOf } from '../../facts/minikube-home.ts'
import type { Argv } from '../../model/value.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { clustersHere, judge, refuseOthers } from './clusters.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { cluster, disk, engineObjects } from './stale.ts'

const homeOf = async (host: WriteHost): Promise<string> =>
  minikubeHomeOf(host.env, (await host.identity()).subject.home)

/** Deletes every cluster that was named, and refuses where there is another. */
export const deleteAll = defineInterpreter<StepOf<'delete-all'>>({
  kind: 'delete-all',
  reversibility: 'irreversible',
  stale: [...engineObjects, ...cluster, ...disk],
  isDone: async (_, host) => (await clustersHere(host, await homeOf(host))).length === 0,
  prepare: async () => undefined,
  perform: async ({ profiles }, host) => {
    const home = await homeOf(host)
    await refuseOthers(host, home, profiles)
    const argv: Argv = ['minikube', 'delete', '--all']
    const output = await host.runChanging(argv, { deadlineMs: changing.minikube })
    judge(argv, output, await clustersHere(host, home))
  },
  revert: noWayBack,
})
