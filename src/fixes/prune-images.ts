import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Deletes images that no name points to any more; helps only where docker keeps its data. */
export const pruneImages = defineFix<{ readonly place: Term }>({
  id: 'prune-images',
  title: 'delete dangling images',
  risk: 'destructive',
  needsRoot: false,
  plan: ({ place }) => (place.value === 'docker' ? [{ kind: 'prune-images' }] : []),
  verifies: 'resources/disk',
})
