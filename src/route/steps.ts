import type { Step } from '../model/step.ts'
import { command } from '../model/value.ts'
import type { Command } from '../model/value.ts'

/** A step of a route as a leaf, so that a finding can carry it; undefined for other kinds. Pure. */
export const stepLeaf = (step: Step): Command | undefined => {
  if (step.kind === 'pull-image')
    return command([step.kind, step.image, ...(step.as === undefined ? [] : [step.as])])
  if (step.kind === 'save-image') return command([step.kind, step.image, step.path])
  if (step.kind !== 'seed-cache') return undefined
  const { kind, url, sha256, path, executable } = step
  return command([kind, url, sha256, path, ...(executable ? ['executable'] : [])])
}

/** The way back. Pure. */
export const leafStep = ({ value: [kind, ...words] }: Command): Step | undefined => {
  const [first = '', second, third = '', fourth] = words
  switch (kind) {
    case 'pull-image':
      return { kind, image: first, ...(second === undefined ? {} : { as: second }) }
    case 'save-image':
      return { kind, image: first, path: second ?? '' }
    case 'seed-cache':
      return {
        kind,
        url: first,
        sha256: second ?? '',
        path: third,
        executable: fourth === 'executable',
      }
    default:
      return undefined
  }
}
