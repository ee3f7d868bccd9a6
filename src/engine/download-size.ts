import { sizeOf } from '../catalog/sizes.ts'
import type { Step } from '../model/step.ts'

/** Bytes a step fetches, where the catalog or the route has them. Pure. */
export const downloadSize = (step: Step): number | undefined => {
  if (step.kind === 'pull-image') return step.bytes
  if (step.kind === 'install-tool')
    return step.sha256 === undefined ? undefined : sizeOf(step.sha256)?.size
  return step.kind === 'seed-cache' ? (sizeOf(step.sha256)?.size ?? step.bytes) : undefined
}
