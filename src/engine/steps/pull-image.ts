import * as v from 'valibot'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { failureOf, reasonIn } from './commands.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { askDocker, mustDocker, tellDocker } from './docker.ts'
import { images } from './stale.ts'

type PullImage = StepOf<'pull-image'>

/** Names that docker did not know before, the last given first. */
const undoSchema = v.object({ names: v.array(v.string()) })

const isHere = async (host: WriteHost, name: string): Promise<boolean> =>
  (await askDocker(host, 'images', '-q', name)).length > 0

const namesOf = ({ image, as: name }: PullImage): readonly string[] =>
  name === undefined ? [image] : [name, image]

/** docker's words for an image that a container was made from. Source: moby daemon/images/image_delete.go, `conflict`. */
const isUsed = /conflict: unable to|is using its referenced image|image is being used/

const drop = async (host: WriteHost, name: string): Promise<void> => {
  const argv = ['image', 'rm', name] as const
  const output = await tellDocker(host, ...argv)
  if (output.exitCode === 0) return
  if (isUsed.test(output.stderr)) throw new StepError('refused', `${name}: ${reasonIn(output)}`)
  throw failureOf(['docker', ...argv], output)
}

/** Pulls an image through docker and gives it its further name; an undo takes away the names that docker did not have before. */
export const pullImage = defineInterpreter<PullImage>({
  kind: 'pull-image',
  reversibility: 'compensable',
  stale: images,
  isDone: ({ image, as: name }, host) => isHere(host, name ?? image),
  prepare: async (step, host) => {
    const names: string[] = []
    for (const name of namesOf(step)) if (!(await isHere(host, name))) names.push(name)
    return { names }
  },
  perform: async ({ image, as: name }, host) => {
    await mustDocker(host, 'pull', image)
    if (name !== undefined) await mustDocker(host, 'tag', image, name)
  },
  revert: async (undo, host) => {
    const { names } = readUndo(undoSchema, undo)
    for (const name of names) if (await isHere(host, name)) await drop(host, name)
  },
})
