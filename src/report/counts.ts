import type { Counts } from '../messages/chrome.ts'
import type { Report } from '../model/report.ts'

/** How many of each; what the start covers is counted apart. Pure. */
export const countAll = ({ checks }: Pick<Report, 'checks'>): Counts => {
  const findings = checks.flatMap((check) => check.findings)
  const covered = findings.filter(
    ({ covered, severity }) => covered.length > 0 && severity !== 'info',
  ).length
  const of = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity && finding.covered.length === 0)
      .length
  const status = (name: string): number => checks.filter((check) => check.status === name).length
  return {
    problems: of('error'),
    covered,
    warnings: of('warning'),
    fine: checks.filter(
      (check) =>
        check.status === 'passed' && check.findings.every(({ severity }) => severity === 'info'),
    ).length,
    blocked: status('blocked'),
    unknown: status('unknown') + status('crashed'),
  }
}
