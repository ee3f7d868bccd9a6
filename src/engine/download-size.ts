import type { Route } from '../model/chosen-route.ts'
import type { Step } from '../model/step.ts'

/** Bytes a step fetches, where the source that its file was found at has told them. Pure. */
export const downloadSize = (step: Step, route?: Route): number | undefined => {
  if (step.kind === 'pull-image' || step.kind === 'seed-cache') return step.bytes
  if (step.kind !== 'install-tool' || step.sha256 === undefined) return undefined
  const { sha256 } = step
  const chosen = route?.legs.find(({ artefact: { digest } }) => digest?.endsWith(sha256))?.chosen
  return chosen !== undefined && 'size' in chosen ? chosen.size : undefined
}
