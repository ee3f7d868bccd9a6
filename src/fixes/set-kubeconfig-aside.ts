import { defineFix } from '../model/fix.ts'
import type { Path } from '../model/value.ts'

/** Moves a kubeconfig away that no program can read. Other clusters' entries stay in it, for somebody to mend: so it is asked for. */
export const setKubeconfigAside = defineFix<{ readonly path: Path }>({
  id: 'set-kubeconfig-aside',
  title: 'move the damaged kubeconfig away',
  risk: 'system',
  needsRoot: false,
  plan: ({ path }) => [{ kind: 'set-aside', path: path.value }],
  verifies: 'cluster/kubeconfig',
})
