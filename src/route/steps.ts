import type { Step } from '../model/step.ts'
import { command } from '../model/value.ts'
import type { Command } from '../model/value.ts'

/** The size as a word of its own, which none of the others can be taken for. */
const sizeWord = /^bytes=(\d+)$/

const withSize = (bytes: number | undefined): readonly string[] =>
  bytes === undefined ? [] : [`bytes=${bytes}`]

/** A step of a route as a leaf, so that a finding can carry it; undefined for other kinds. Pure. */
export const stepLeaf = (step: Step): Command | undefined => {
  if (step.kind === 'pull-image') {
    const { kind, image, as: name, bytes } = step
    return command([kind, image, ...(name === undefined ? [] : [name]), ...withSize(bytes)])
  }
  if (step.kind === 'save-image') return command([step.kind, step.image, step.path])
  if (step.kind !== 'seed-cache') return undefined
  const { kind, url, sha256, path, executable, bytes } = step
  const more = [...(executable ? ['executable'] : []), ...withSize(bytes)]
  return command([kind, url, sha256, path, ...more])
}

/** The way back. Pure. */
export const leafStep = ({ value: [kind, ...all] }: Command): Step | undefined => {
  const size = sizeWord.exec(all.at(-1) ?? '')?.[1]
  const words = size === undefined ? all : all.slice(0, -1)
  const told = size === undefined ? {} : { bytes: Number(size) }
  const [first = '', second, third = '', fourth] = words
  switch (kind) {
    case 'pull-image':
      return { kind, image: first, ...(second === undefined ? {} : { as: second }), ...told }
    case 'save-image':
      return { kind, image: first, path: second ?? '' }
    case 'seed-cache':
      return {
        kind,
        url: first,
        sha256: second ?? '',
        path: third,
        executable: fourth === 'executable',
        ...told,
      }
    default:
      return undefined
  }
}
