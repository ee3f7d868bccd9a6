import type { Explanation, LogFinding } from '../explain/explanation.ts'
import { aboutOf, commandsFor, hintOf, messageOf, settled, showLine } from './explanation-common.ts'
import type { ExplainVoice, SettledVoice } from './explanation-common.ts'
import type { JsonExplanation } from './explanation-schema.ts'
import { argsOf } from './json.ts'

const findingOf = (
  finding: LogFinding,
  voice: SettledVoice,
): JsonExplanation['findings'][number] => {
  const about = aboutOf(finding, voice)
  const hint = hintOf(finding, voice)
  return {
    code: finding.code,
    severity: finding.severity,
    ...(about === undefined ? {} : { about }),
    args: argsOf(finding.args, voice),
    lines: finding.lines.map((line) => ({ number: line.number, text: showLine(line, voice) })),
    message: messageOf(finding, voice),
    ...(hint === undefined ? {} : { hint }),
    commands: [...commandsFor(finding, voice)],
  }
}

/** The explanation as the contract has it. Pure. */
export const explanationToJson = (
  explanation: Explanation,
  voice: ExplainVoice,
): JsonExplanation => ({
  schema: 'k8s-doctor/explanation/1',
  findings: explanation.findings.map((finding) => findingOf(finding, settled(explanation, voice))),
})
