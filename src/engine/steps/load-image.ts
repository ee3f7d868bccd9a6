import * as v from 'valibot'
import { changing } from '../../catalog/deadlines.ts'
import { attempt } from '../../model/unreadable.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { formatReference, parseReference } from '../../registry/reference.ts'
import { change } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { askDocker } from './docker.ts'
import { cluster } from './stale.ts'

type LoadImage = StepOf<'load-image'>

const undoSchema = v.object({
  image: v.string(),
  cluster: v.string(),
  command: v.picklist(['image load', 'cache add']),
})

const taking = { 'image load': ['image', 'rm'], 'cache add': ['cache', 'delete'] } as const

const listSchema = v.looseObject({
  images: v.array(v.looseObject({ repoTags: v.nullish(v.array(v.string()), []) })),
})

const whole = (name: string): string => {
  const reference = parseReference(name)
  return reference === undefined ? name : formatReference(reference)
}

/** Names of the images in the first node, which docker runs; undefined where it does not say. Source: crictl(1), every kicbase has it. */
const imagesIn = async (
  host: WriteHost,
  name: string,
): Promise<ReadonlySet<string> | undefined> => {
  const asked = await attempt(
    askDocker(host, 'exec', name, 'crictl', 'images', '-o', 'json').catch(() => undefined),
  )
  if (!asked.ok || asked.value === undefined) return undefined
  try {
    const { images } = v.parse(listSchema, JSON.parse(asked.value.join('\n')))
    return new Set(images.flatMap(({ repoTags }) => repoTags ?? []).map(whole))
  } catch {
    return undefined
  }
}

const minikube = (host: WriteHost, cluster: string, ...words: readonly string[]) => {
  const argv: Argv = ['minikube', '-p', cluster, ...words]
  return change(host, argv, { deadlineMs: changing.minikube })
}

/**
 * Hands an image of docker's over to the running cluster. minikube ends with 0 also where it found no such image, or a node did
 * not take it: what the node lists decides. Source: pkg/minikube/image/cache.go, `SaveToDir`; machine/cache_images.go, `DoLoadImages`.
 */
export const loadImage = defineInterpreter<LoadImage>({
  kind: 'load-image',
  reversibility: 'compensable',
  stale: cluster,
  showsLater: true,
  isDone: async ({ image, cluster: name }, host) =>
    (await imagesIn(host, name))?.has(whole(image)) === true,
  prepare: async ({ image, cluster: name, command }) => ({ image, cluster: name, command }),
  perform: async ({ image, cluster: name, command }, host) => {
    await minikube(host, name, ...command.split(' '), image)
    const there = await imagesIn(host, name)
    if (there?.has(whole(image)) === false)
      throw new StepError('failed', `minikube found nothing wrong, but ${name} has no ${image}`)
  },
  revert: async (undo, host) => {
    const { image, cluster: name, command } = readUndo(undoSchema, undo)
    // A cluster that is gone, or stopped, has nothing to give back now.
    if ((await imagesIn(host, name))?.has(whole(image)) === true)
      await minikube(host, name, ...taking[command], image)
  },
})
