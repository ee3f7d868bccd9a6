import type { FixOutcome, FixResult, RoundPlan, StepOutcome } from '../model/repair.ts'
import { sameFix } from './plan.ts'
import type { CheckResult, Finding, PlannedFix, Report } from '../model/report.ts'

type Results = readonly CheckResult[]
type Seen = Pick<Report, 'checks' | 'plan'>

const findingsOf = (results: Results): readonly Finding[] =>
  results.flatMap(({ findings }) => findings)

const errorsOf = (result: CheckResult | undefined): number =>
  result?.findings.filter(({ severity }) => severity === 'error').length ?? 0

/**
 * Whether what asked for this very fix still stands: the fix is planned again, or no finding of its codes has gone. What is no problem goes on
 * standing, and is judged by the plan alone.
 */
const stillAsked = (fix: PlannedFix, before: Seen, after: Seen): boolean => {
  const count = ({ checks }: Seen): number =>
    findingsOf(checks).filter(
      ({ code, severity }) => severity !== 'info' && fix.because.includes(code),
    ).length
  const problems = count(before)
  return (
    after.plan.some((other) => sameFix(fix, other)) || (problems > 0 && count(after) >= problems)
  )
}

/** What a fix that was done has led to: judged by the check it is to repair, never by its own word. Pure. */
const judged = (fix: PlannedFix, before: Seen, after: Seen): FixResult => {
  const old = before.checks.find(({ id }) => id === fix.verifies)
  const now = after.checks.find(({ id }) => id === fix.verifies)
  if (now === undefined || now.status === 'crashed') return 'unchanged'
  if (errorsOf(now) > errorsOf(old)) return 'worse'
  const known = new Set(findingsOf(before.checks).map(({ code }) => code))
  if (now.status === 'blocked' && old?.status !== 'blocked' && !known.has(now.blockedBy ?? ''))
    return 'worse'
  if (now.status === 'blocked' || stillAsked(fix, before, after)) return 'unchanged'
  const open = now.status === 'unknown' && old?.status !== 'unknown'
  return open ? 'unchanged' : 'fixed'
}

const failed = (states: readonly StepOutcome['state'][]): FixResult | undefined =>
  (['failed', 'handed-over', 'declined', 'not-reached'] as const).find((state) =>
    states.includes(state),
  )

/** What became of every fix of a round; without a look afterwards nothing is known of those that were done. Pure. */
export const fixOutcomes = (
  { fixes }: RoundPlan,
  steps: readonly StepOutcome[],
  agreed: ReadonlySet<number>,
  before: Seen,
  after: Seen | undefined,
): readonly FixOutcome[] =>
  fixes.map((fix, index) => {
    const own = steps.filter(({ planned }) => planned.fixes.includes(index))
    const isDeclined = own.length === 0 && !agreed.has(index)
    return {
      fix,
      result:
        failed(isDeclined ? ['declined'] : own.map(({ state }) => state)) ??
        (after === undefined ? 'not-reached' : judged(fix, before, after)),
    }
  })
