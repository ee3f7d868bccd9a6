import type { Chrome } from '../messages/chrome.ts'
import type { JsonExplanation } from './explanation-schema.ts'
import type { Redactor } from './redact.ts'
import type { StoredReport } from './stored.ts'

const words = { error: 'FAIL', warning: 'WARN', info: 'INFO' } as const

type StoredFinding = StoredReport['checks'][number]['findings'][number]

interface Voice {
  readonly chrome: Chrome
  readonly redactor: Redactor
}

const findingLines = (finding: StoredFinding): readonly string[] => {
  const { severity, code, about, covered, hint, looks, commands, page } = finding
  return [
    `${words[severity].padEnd(5)} ${code}${about === undefined ? '' : ` (${about})`}  ${finding.message}`,
    ...(covered.length === 0 ? [] : [`      ${covered.join(' ')}`]),
    ...[hint, ...looks.map((line) => `? ${line}`), ...commands.map((line) => `$ ${line}`), page]
      .filter((line) => line !== undefined)
      .map((line) => `      ${line}`),
  ]
}

const headOf = (report: StoredReport, { chrome }: Voice): string => {
  const { at, label, exitCode, tool, catalog, profile } = report
  return [
    ...[at, label].filter((part) => part !== undefined),
    profile.id,
    ...(exitCode === undefined ? [] : [`exit ${exitCode}`]),
    `k8s-doctor ${tool.version}${chrome.catalog(catalog.date)}`,
  ].join(' · ')
}

/** What a stored report found, one line a result, in the report's own words. Pure. */
export const storedText = (report: StoredReport, voice: Voice): string => {
  const { chrome, redactor } = voice
  const lines = [
    headOf(report, voice),
    report.verdict ?? chrome.brief(report.ready),
    ...(report.first === null ? [] : [chrome.first(report.first.message)]),
    ...report.checks.flatMap(({ id, findings, undetermined }) => [
      ...findings.flatMap(findingLines),
      ...undetermined.map(({ why, what }) => `UNKN  ${id}  ${what} (${why})`),
    ]),
    `${chrome.brief(report.ready)} · ${chrome.counts(report.counts)}`,
  ]
  return `${lines.map((line) => redactor.text(line)).join('\n')}\n`
}

/** The same for a program: its findings as those of an explanation. Pure. */
export const storedExplanation = ({ checks }: StoredReport): JsonExplanation => ({
  schema: 'k8s-doctor/explanation/1',
  findings: checks.flatMap(({ findings }) =>
    findings.map(({ code, severity, about, args, message, hint, commands }) => ({
      code,
      severity,
      ...(about === undefined ? {} : { about }),
      args,
      lines: [],
      message,
      ...(hint === undefined ? {} : { hint }),
      commands,
    })),
  ),
})
