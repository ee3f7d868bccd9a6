import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { askDocker, mustDocker } from './docker.ts'
import { disk } from './stale.ts'

/** Images without a name that no container uses. */
const dangling = ['images', '-q', '--filter', 'dangling=true'] as const

/** Deletes images that no name points to any more. One that a stopped container uses stays, so an image left is no failure. */
export const pruneImages = defineInterpreter<StepOf<'prune-images'>>({
  kind: 'prune-images',
  reversibility: 'irreversible',
  stale: disk,
  isDone: async (_, host) => (await askDocker(host, ...dangling)).length === 0,
  prepare: async () => undefined,
  perform: async (_, host) => {
    await mustDocker(host, 'image', 'prune', '-f')
  },
  revert: noWayBack,
})
