import { failureOf } from './commands.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { askDocker, tellDocker } from './docker.ts'
import { images } from './stale.ts'

const must = async (
  host: Parameters<typeof tellDocker>[0],
  ...args: readonly string[]
): Promise<void> => {
  const output = await tellDocker(host, ...args)
  if (output.exitCode !== 0) throw failureOf(['docker', ...args], output)
}

/** Pulls an image through docker and gives it its further name. Left in place by an undo: an image does no harm and was long in coming. */
export const pullImage = defineInterpreter<StepOf<'pull-image'>>({
  kind: 'pull-image',
  reversibility: 'compensable',
  stale: images,
  isDone: async ({ image, as: name }, host) =>
    (await askDocker(host, 'images', '-q', name ?? image)).length > 0,
  prepare: async () => undefined,
  perform: async ({ image, as: name }, host) => {
    await must(host, 'pull', image)
    if (name !== undefined) await must(host, 'tag', image, name)
  },
  revert: noWayBack,
})
