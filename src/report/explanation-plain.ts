import type { Explanation, LogFinding } from '../explain/explanation.ts'
import { aboutOf, commandsFor, hintOf, messageOf, settled, showLine } from './explanation-common.ts'
import type { ExplainVoice, SettledVoice } from './explanation-common.ts'
import { adviceLines, notTheCause, nothingFound } from './explanation-dismissed.ts'

const words = { error: 'FAIL', warning: 'WARN', info: 'INFO' } as const

const findingLines = (finding: LogFinding, voice: SettledVoice): readonly string[] => {
  const { frame } = voice.language
  const about = aboutOf(finding, voice)
  const hint = hintOf(finding, voice)
  return [
    `${words[finding.severity].padEnd(5)} ${finding.code}${about === undefined ? '' : ` (${about})`}  ${messageOf(finding, voice)}`,
    ...finding.lines.map((line) => `      ${frame.said(line.number, showLine(line, voice))}`),
    ...(finding.more > 0 ? [`      ${frame.more(finding.more)}`] : []),
    ...(hint === undefined ? [] : [`      ${hint}`]),
    ...commandsFor(finding, voice).map((command) => `      $ ${command}`),
  ]
}

/** How much was found, in one line to paste into a chat. Pure. */
export const countLine = (
  { findings }: Explanation,
  { language: { frame } }: ExplainVoice,
): string => {
  const of = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length
  return [
    frame.count(of('error'), of('warning')),
    ...findings.slice(0, 1).map(({ code }) => code),
  ].join(' · ')
}

/** One line a result, codes first, for pipes and CI logs. Pure. */
export const explanationToPlain = (explanation: Explanation, voice: ExplainVoice): string => {
  const dismissed = notTheCause(explanation, voice)
  const { frame } = voice.language
  const lines = [
    ...explanation.findings.flatMap((finding) =>
      findingLines(finding, settled(explanation, voice)),
    ),
    ...(explanation.findings.length === 0 ? [nothingFound(explanation, voice)] : []),
    ...(dismissed === undefined ? [] : [dismissed]),
    ...adviceLines(explanation, voice).flatMap(({ said, line, number }) => [
      said,
      `      ${frame.said(number, line)}`,
    ]),
    ...(explanation.findings.length === 0 ? [] : [countLine(explanation, voice)]),
  ]
  return `${lines.join('\n')}\n`
}
