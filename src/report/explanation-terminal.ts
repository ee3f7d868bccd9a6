import type { Explanation, LogFinding } from '../explain/explanation.ts'
import { aboutOf, commandsFor, hintOf, messageOf, settled, showLine } from './explanation-common.ts'
import type { ExplainVoice, SettledVoice } from './explanation-common.ts'
import { adviceLines, notTheCause, nothingFound } from './explanation-dismissed.ts'
import { countLine } from './explanation-plain.ts'
import { ownLine } from './common.ts'
import { hang, width, wrap } from './layout.ts'
import { signs } from './look.ts'
import type { Look } from './look.ts'

export type ExplainLook = ExplainVoice & Pick<Look, 'columns' | 'paint'>

const colours = { error: 'red', warning: 'yellow', info: 'cyan' } as const
const widest = 100
const indent = ' '.repeat(4)

/** The code at the right edge where it fits beside a single line, else below. */
const withCode = (lines: readonly string[], code: string, look: ExplainLook): readonly string[] => {
  const [only = ''] = lines
  const room = look.columns - width(only) - width(code)
  return lines.length === 1 && room >= 2
    ? [only + ' '.repeat(room) + look.paint('dim', code)]
    : [...lines, ...hang(indent, code, look.columns).map((line) => look.paint('dim', line))]
}

const proof = (number: number, text: string, look: ExplainLook): readonly string[] =>
  hang(`${indent}${look.language.frame.line(number)}  `, text, look.columns).map((line) =>
    look.paint('dim', line),
  )

const findingLines = (finding: LogFinding, look: ExplainLook & SettledVoice): readonly string[] => {
  const { severity, code } = finding
  const about = aboutOf(finding, look)
  const hint = hintOf(finding, look)
  const first = `  ${look.paint(colours[severity], signs[severity])} `
  return [
    ...withCode(
      hang(first, messageOf(finding, look), look.columns),
      about === undefined ? code : `${code} (${about})`,
      look,
    ),
    ...finding.lines.flatMap((line) => proof(line.number, showLine(line, look), look)),
    ...(finding.more > 0
      ? [look.paint('dim', `${indent}${look.language.frame.more(finding.more)}`)]
      : []),
    ...(hint === undefined ? [] : hang(indent, hint, look.columns)),
    ...commandsFor(finding, look).map(
      (line) => `${indent}${look.paint('cyan', signs.command)} ${line}`,
    ),
  ]
}

/** The explanation for a person at a terminal. Pure. */
export const explanationToTerminal = (explanation: Explanation, wide: ExplainLook): string => {
  const look = { ...wide, columns: Math.min(wide.columns, widest) }
  const { findings } = explanation
  const dismissed = notTheCause(explanation, look)
  const { frame } = look.language
  const nothing = wrap(nothingFound(explanation, look), look.columns).map((line) =>
    look.paint(explanation.recognised ? 'green' : 'yellow', line),
  )
  const sections = [
    ...findings.map((finding) => findingLines(finding, settled(explanation, look))),
    findings.length === 0 ? nothing : [],
    dismissed === undefined ? [] : wrap(dismissed, look.columns),
    ...adviceLines(explanation, look).map(({ said, line, number }) => [
      ...wrap(said, look.columns),
      ...proof(number, line, look),
    ]),
    findings.length === 0
      ? []
      : [frame.readMore(ownLine(look, 'explain')), countLine(explanation, look)].flatMap((line) =>
          wrap(line, look.columns),
        ),
  ]
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
