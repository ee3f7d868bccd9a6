import type { AnyCheck } from '../model/check.ts'
import type { FixResult } from '../model/repair.ts'
import type { CheckResult, FinishedReport, Invocation, Report } from '../model/report.ts'

const errors = ({ findings }: CheckResult) =>
  findings.filter(({ severity }) => severity === 'error')

/**
 * Whether not knowing matters: a check that can only warn keeps nobody from starting, and variables that sudo took away are not
 * part of what the checks after it see either.
 */
const required = (checks: readonly AnyCheck[], { id, undetermined }: CheckResult): boolean => {
  if (undetermined.length > 0 && undetermined.every(({ why }) => why === 'stripped')) return false
  const problems = checks.find((check) => check.id === id)?.problems ?? {}
  return Object.values(problems).some(
    ({ severity, undecided }) => severity === 'error' || undecided === true,
  )
}

/** false: an uncovered error stands; null: nothing bad found, but something required was not determined. Pure. */
export const readiness = (
  checks: readonly AnyCheck[],
  results: readonly CheckResult[],
): boolean | null => {
  if (results.some((result) => errors(result).length > 0)) return false
  const open = results.some(
    (result) =>
      result.status === 'crashed' ||
      ((result.status === 'unknown' || result.status === 'blocked') && required(checks, result)),
  )
  return open ? null : true
}

/** The finding to start with: the first error in the order of the list, which runs from the ground up. A stopping one goes first. Pure. */
export const firstFinding = (results: readonly CheckResult[]): Report['first'] => {
  const candidates = results.flatMap((result) => errors(result))
  const blocking = new Set(
    results.flatMap(({ blockedBy }) => (blockedBy === undefined ? [] : [blockedBy])),
  )
  const finding = candidates.find(({ code }) => blocking.has(code)) ?? candidates[0]
  return finding === undefined ? undefined : { code: finding.code, finding }
}

/** Exit code of a diagnosis, by precedence. */
const diagnosisCode = ({ ready, checks }: Pick<Report, 'ready' | 'checks'>): number => {
  if (checks.some(({ status }) => status === 'crashed')) return 70
  if (ready === false) return 1
  return ready === null ? 3 : 0
}

const unmet: ReadonlySet<FixResult> = new Set([
  'failed',
  'worse',
  'handed-over',
  'declined',
  'offline',
  'not-reached',
])

/** The cluster should have been started, and it was not. */
const isUnstarted = ({ course }: Pick<Report, 'course'>): boolean =>
  course?.state === 'failed' || course?.notBegun === 'offline'

/** Exit code of a run the user ended, as a shell tells of SIGINT. */
export const interrupted = 130

/** Exit code of a run: of a diagnosis by precedence, of `--fix` 4 while something it should have repaired still stands, or the cluster did not start. A dry run is a diagnosis. Pure. */
export const exitCode = (
  report: Pick<Report, 'ready' | 'checks' | 'repair' | 'course'>,
): number => {
  const diagnosis = diagnosisCode(report)
  const { rounds = [], dryRun = true } = report.repair ?? {}
  const bug = [...rounds, ...(report.course?.rounds ?? [])].some(({ steps }) =>
    steps.some(({ trouble }) => trouble?.why === 'bug'),
  )
  if (bug || diagnosis === 70) return 70
  const standing = new Set(
    report.checks.flatMap(({ findings }) => findings.map(({ code }) => code)),
  )
  const open = rounds.some(({ fixes }) =>
    fixes.some(
      ({ fix, result }) =>
        unmet.has(result) && (result === 'worse' || fix.because.some((code) => standing.has(code))),
    ),
  )
  return !dryRun && (open || isUnstarted(report)) ? 4 : diagnosis
}

/** The report as it is written: with its call, and the one exit code the run ends with. Pure. */
export const finish = (
  report: Report,
  invocation: Invocation,
  stopped: boolean,
): FinishedReport => ({
  ...report,
  ...invocation,
  exitCode: stopped ? interrupted : exitCode(report),
})
