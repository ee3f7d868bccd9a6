import type { AnyCheck } from '../model/check.ts'
import type { CheckResult } from '../model/report.ts'

const problemsOf = (checks: readonly AnyCheck[], id: string): AnyCheck['problems'] =>
  checks.find((check) => check.id === id)?.problems ?? {}

/** The course's cluster was seen to work: every check that can say so has passed without a warning. */
const isVouched = (checks: readonly AnyCheck[], results: readonly CheckResult[]): boolean => {
  const able = new Set(checks.filter(({ vouches }) => vouches === true).map(({ id }) => id))
  const own = results.filter(({ id }) => able.has(id))
  return (
    own.length > 0 &&
    own.every(
      ({ status, findings }) =>
        status === 'passed' && findings.every(({ severity }) => severity === 'info'),
    )
  )
}

/** A check whose finding leaves the verdict open is unknown, unless a running cluster answers what the catalog cannot. Pure. */
export const withUndecided = (
  checks: readonly AnyCheck[],
  results: readonly CheckResult[],
): readonly CheckResult[] => {
  if (isVouched(checks, results)) return results
  return results.map((result): CheckResult => {
    const problems = problemsOf(checks, result.id)
    const open = result.findings.some(
      ({ code }) => problems[code.slice(result.id.length + 1)]?.undecided === true,
    )
    return open && result.status === 'passed' ? { ...result, status: 'unknown' } : result
  })
}
