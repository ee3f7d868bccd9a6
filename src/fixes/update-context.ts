import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Lets minikube write the running cluster's address into the kubeconfig; from v1.14.0 on it also makes it the current one. */
export const updateContext = defineFix<{ readonly cluster: Term }>({
  id: 'update-context',
  title: "write the cluster's address into the kubeconfig",
  risk: 'safe',
  needsRoot: false,
  plan: ({ cluster }) => [{ kind: 'update-context', profile: cluster.value }],
  verifies: 'cluster/kubeconfig',
})
