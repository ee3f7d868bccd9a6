import { withPrerequisites } from '../model/check.ts'
import type { AnyCheck } from '../model/check.ts'
import type { DiagnoseOptions } from './diagnose.ts'

/** Those that were chosen, of these ids and of what they wait for. */
export const selection = (
  { checks, selected = () => true }: Pick<DiagnoseOptions, 'checks' | 'selected'>,
  only: readonly string[] | undefined,
): ((check: AnyCheck) => boolean) => {
  if (only === undefined) return selected
  const chosen = withPrerequisites(checks.filter(({ id }) => only.includes(id)))
  return (check) => chosen.has(check) && selected(check)
}
