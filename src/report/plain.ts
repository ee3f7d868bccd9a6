import type { CheckResult, Report } from '../model/report.ts'
import { actionLines } from './common.ts'
import type { Look } from './look.ts'
import { offerLines } from './repair.ts'
import { aboutOf, fineOf, hintOf, lastLine, messageOf, unknownOf, verdictOf } from './sentences.ts'
import { preparedBy, shownIn, startLines } from './start.ts'
import { evidenceLines } from './verbose.ts'

const words = { error: 'FAIL', warning: 'WARN', info: 'INFO' } as const

const line = (word: string, id: string, text: string): string =>
  `${word.padEnd(5)} ${id}  ${text}`.trimEnd()

const checkLines = (
  check: CheckResult,
  look: Look,
  prepared: ReadonlySet<string>,
): readonly string[] => {
  const { language } = look
  const findings = check.findings.flatMap((finding) => {
    const about = aboutOf(finding, look)
    const covered =
      finding.covered.length > 0 ? ` (${language.chrome.covered(finding.covered.join(' '))})` : ''
    const hint = hintOf(finding, look)
    return [
      line(
        words[finding.severity],
        about === '' ? finding.code : `${finding.code} (${about})`,
        messageOf(finding, look) + covered,
      ),
      ...(hint === undefined ? [] : [`      ${hint}`]),
      ...actionLines(
        shownIn(finding, prepared),
        { ...look, paint: (_, text) => text },
        { fix: '$', look: '?' },
      ).map((each) => `      ${each}`),
    ]
  })
  const open = check.undetermined.map((each) => line('UNKN', check.id, unknownOf(each, look)))
  if (findings.length > 0 || open.length > 0) return [...findings, ...open]
  if (check.status === 'crashed') return [line('BUG', check.id, language.chrome.crashed(check.id))]
  if (check.status === 'blocked') return [line('WAIT', check.id, check.blockedBy ?? '')]
  if (check.status === 'skipped')
    return look.verbose
      ? [line('SKIP', check.id, language.chrome.reasons[check.reason ?? 'not-selected'])]
      : []
  return [line('OK', check.id, fineOf(check, look))]
}

/** One line a result, ids first, nothing that moves: for pipes, CI logs and small terminals. Pure. */
export const toPlain = (report: Report, look: Look): string => {
  const { first } = report
  const lines = [
    verdictOf(report, look),
    ...(first === undefined ? [] : [look.language.chrome.first(messageOf(first.finding, look))]),
    ...report.checks.flatMap((check) => checkLines(check, look, preparedBy(report))),
    ...startLines(report, { ...look, paint: (_, text) => text }),
    ...(look.verbose ? evidenceLines(report, { ...look, paint: (_, text) => text }) : []),
    ...offerLines(report, look),
    lastLine(report, look),
  ]
  return `${lines.join('\n')}\n`
}
