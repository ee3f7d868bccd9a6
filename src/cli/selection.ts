import { areas, withPrerequisites } from '../model/check.ts'
import type { AnyCheck } from '../model/check.ts'
import { suggest } from './suggest.ts'
import { UsageError } from './usage-error.ts'

const words = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

const matching = (checks: readonly AnyCheck[], word: string, flag: string): readonly AnyCheck[] => {
  const found = checks.filter(({ id }) => id === word || id.startsWith(`${word}/`))
  if (found.length > 0 || areas.some((area) => area === word)) return found
  const known = [...areas, ...checks.map(({ id }) => id)]
  throw new UsageError(`${flag}: there is no check or area "${word}"; ${suggest(word, known)}`)
}

/** The checks that `--only` (with what they wait for) and `--skip` leave. Throws `UsageError` on an unknown name. */
export const select = (
  checks: readonly AnyCheck[],
  { only, skip }: { readonly only?: string; readonly skip?: string },
): ((check: AnyCheck) => boolean) => {
  const wanted = words(only).flatMap((word) => matching(checks, word, '--only'))
  const unwanted = new Set(words(skip).flatMap((word) => matching(checks, word, '--skip')))
  const chosen = words(only).length === 0 ? new Set(checks) : withPrerequisites(wanted)
  return (check) => chosen.has(check) && !unwanted.has(check)
}
