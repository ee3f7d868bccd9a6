import { changing } from '../../catalog/deadlines.ts'
import { minikubeHomeOf } from '../../facts/minikube-home.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { failureOf, reasonIn } from './commands.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { askDocker } from './docker.ts'
import { cluster, disk, engineObjects } from './stale.ts'

/** What there is of a cluster: its folder, its containers; those are unknown where docker does not answer. */
const leftOf = async (host: WriteHost, profile: string): Promise<readonly string[]> => {
  const { subject } = await host.identity()
  const home = minikubeHomeOf(host.env, subject.home)
  const folder = `${home}/profiles/${profile}`
  const containers = await askDocker(
    host,
    'ps',
    '-a',
    '--filter',
    `label=name.minikube.sigs.k8s.io=${profile}`,
    '--format',
    '{{.Names}}',
  ).catch(() => [])
  return [...((await host.stat(folder)) === undefined ? [] : [folder]), ...containers]
}

/**
 * Deletes one cluster. minikube ends with 0 where there was none and with 80 where one part failed; what is left decides.
 * Source: cmd/minikube/cmd/delete.go.
 */
export const deleteProfile = defineInterpreter<StepOf<'delete-profile'>>({
  kind: 'delete-profile',
  reversibility: 'irreversible',
  stale: [...engineObjects, ...cluster, ...disk],
  isDone: async ({ profile }, host) => (await leftOf(host, profile)).length === 0,
  prepare: async () => undefined,
  perform: async ({ profile }, host) => {
    const argv: Argv = ['minikube', 'delete', '-p', profile]
    const output = await host.runChanging(argv, { deadlineMs: changing.minikube })
    if (output.timedOut) throw failureOf(argv, output)
    const left = await leftOf(host, profile)
    if (left.length > 0)
      throw new StepError(
        'failed',
        `of the cluster ${profile} there is still ${left.join(', ')}; minikube says: ${reasonIn(output)}`,
      )
  },
  revert: noWayBack,
})
