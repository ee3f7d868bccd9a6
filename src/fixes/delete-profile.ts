import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Deletes one cluster of minikube with everything in it; the next start makes it anew. */
export const deleteProfile = defineFix<{ readonly cluster: Term }>({
  id: 'delete-profile',
  title: 'delete the old cluster',
  risk: 'destructive',
  needsRoot: false,
  plan: ({ cluster }) => [{ kind: 'delete-profile', profile: cluster.value }],
  verifies: 'cluster/profile',
})
