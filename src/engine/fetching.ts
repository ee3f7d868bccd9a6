import type { PlannedFix } from '../model/report.ts'
import type { Request } from '../model/request.ts'
import type { Step } from '../model/step.ts'

/** They ask somebody on the network: for a file, an image, packages, the time. */
const asking: ReadonlySet<Step['kind']> = new Set([
  'install-tool',
  'seed-cache',
  'pull-image',
  'packages',
  'set-clock',
])

/** Whether a repair is left out because of --offline. It is done as a whole or not at all. Pure. */
export const isLeftOut = ({ offline }: Request, { steps }: PlannedFix): boolean =>
  offline && steps.some(({ kind }) => asking.has(kind))
