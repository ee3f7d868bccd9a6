import type { NotBegun } from '../model/attempt.ts'
import type { FixResult, Round } from '../model/repair.ts'
import type { CheckResult, Report } from '../model/report.ts'

const hasError = ({ findings }: CheckResult): boolean =>
  findings.some(({ severity }) => severity === 'error')

const isPassed = (checks: readonly CheckResult[], id: string): boolean =>
  checks.find((check) => check.id === id)?.status === 'passed'

const refusals: ReadonlySet<FixResult> = new Set(['declined', 'handed-over'])

/** What an earlier cluster needed was not agreed to: a start would run into it. */
const isRefused = (rounds: readonly Round[], standing: ReadonlySet<string>): boolean =>
  rounds.some(({ fixes }) =>
    fixes.some(
      ({ fix, result }) =>
        refusals.has(result) &&
        fix.because.some((code) => code.startsWith('cluster/') && standing.has(code)),
    ),
  )

/** Codes of the errors that stand in a part of the checks. */
const errorsIn = (
  { checks }: Pick<Report, 'checks'>,
  wanted: (check: CheckResult) => boolean,
): readonly string[] =>
  checks
    .filter(wanted)
    .flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
    .map(({ code }) => code)

/**
 * Why no start is begun; undefined where one may be. What nobody could tell is no reason: the start will. An error of the cluster
 * itself is none either, for that is what a start, and the ladder after it, can mend. Pure.
 */
export const notStartable = (
  report: Pick<Report, 'checks'>,
  rounds: readonly Round[],
): NotBegun | undefined => {
  const { checks } = report
  if (checks.some(({ reason }) => reason === 'not-selected')) return 'partial'
  const inTheWay = checks.some(
    (check) => check.area !== 'cluster' && (hasError(check) || check.status === 'crashed'),
  )
  if (inTheWay) return 'not-ready'
  const standing = new Set(errorsIn(report, ({ area }) => area === 'cluster'))
  return isRefused(rounds, standing) ? 'not-agreed' : undefined
}

const proofs = ['cluster/running', 'cluster/system-pods'] as const

/** The cluster runs and all that was looked at of it is well. Pure. */
export const isProven = ({ checks }: Pick<Report, 'checks'>): boolean =>
  proofs.every((id) => isPassed(checks, id)) &&
  checks.every((check) => check.area !== 'cluster' || !hasError(check))

/** What is wrong with a cluster that minikube thinks done. Pure. */
export const clusterErrors = (report: Pick<Report, 'checks'>): readonly string[] => [
  ...new Set(errorsIn(report, ({ area }) => area === 'cluster')),
]

/** There was no cluster of the course's name, nor anything left of one. Pure. */
export const hasNoCluster = ({ checks }: Pick<Report, 'checks'>): boolean =>
  checks.find(({ id }) => id === 'cluster/running')?.reason === 'no-cluster' &&
  checks.find(({ id }) => id === 'cluster/leftovers')?.findings.length === 0
