import { changing } from '../../catalog/deadlines.ts'
import { change } from './commands.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'

/** Has minikube write the cluster's address into the kubeconfig; minikube itself changes nothing where it is right. */
export const updateContext = defineInterpreter<StepOf<'update-context'>>({
  kind: 'update-context',
  reversibility: 'irreversible',
  stale: ['kubeconfig', 'api-endpoint', 'api-health', 'minikube-status'],
  isDone: async () => false,
  prepare: async () => undefined,
  perform: async ({ profile }, host) => {
    await change(host, ['minikube', 'update-context', '-p', profile], {
      deadlineMs: changing.quick * 2,
    })
  },
  revert: noWayBack,
})
