import { choiceNames, choosing } from '../model/choice.ts'
import type { ReadHost } from '../model/host.ts'
import type { CheckResult, Finding, PlannedFix, Report } from '../model/report.ts'
import { askingOnce } from './asking-once.ts'
import { diagnose } from './diagnose.ts'
import type { DiagnoseOptions } from './diagnose.ts'
import { sameFix } from './plan.ts'

/** What asked for a choice that has been taken is covered by it. */
const covered = (
  { checks }: Pick<Report, 'checks'>,
  id: string,
  chosen: readonly PlannedFix[],
): readonly Finding[] =>
  (checks.find((check) => check.id === id)?.findings ?? []).flatMap((finding) => {
    const { fix: _, ...rest } = finding
    const choice = chosen.find(({ because }) => because.includes(finding.code))?.choice
    return choice === undefined
      ? []
      : [{ ...rest, severity: 'warning' as const, covered: choiceNames(choice) }]
  })

const withCovered = (now: Report, before: Report, chosen: readonly PlannedFix[]): Report => ({
  ...now,
  checks: now.checks.map((check): CheckResult => {
    const findings = covered(before, check.id, chosen)
    if (findings.length === 0) return check
    const status = check.status === 'skipped' ? 'passed' : check.status
    return { ...check, status, findings: [...findings, ...check.findings] }
  }),
})

const choose = async (
  host: ReadHost,
  options: DiagnoseOptions,
  known: readonly PlannedFix[] = [],
): Promise<Report> => {
  const report = await diagnose(host, options)
  const chosen = report.plan.filter(
    (fix) => fix.choice !== undefined && !known.some((each) => sameFix(each, fix)),
  )
  if (chosen.length === 0 || options.signal.aborted) return report
  const request = chosen.flatMap(({ choice }) => choice ?? []).reduce(choosing, options.request)
  const now = await choose(host, { ...options, request }, [...known, ...chosen])
  return { ...withCovered(now, report, chosen), at: report.at, ms: report.ms + now.ms }
}

/** A diagnosis with what the machine can do where it cannot do what the course says: looked at once more for every choice. */
export const diagnoseChoosing = (host: ReadHost, options: DiagnoseOptions): Promise<Report> =>
  choose(askingOnce(host), options)
