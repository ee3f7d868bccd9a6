import { defineFix } from '../model/fix.ts'
import type { List } from '../model/value.ts'
import { leafStep } from '../route/steps.ts'

/** Fetches beforehand what flags cannot move: the node image through docker, programs and images into minikube's cache. */
export const prepareDownloads = defineFix<{ readonly now: List<'command'> }>({
  id: 'prepare-downloads',
  title: 'fetch beforehand what minikube would look for in vain',
  risk: 'safe',
  needsRoot: false,
  plan: ({ now }) => now.value.flatMap((leaf) => leafStep(leaf) ?? []),
  verifies: 'registry/route',
})
