import type { CheckResult, Evidence, Report } from '../model/report.ts'
import { showOutput } from './evidence.ts'
import { formatLeaf } from './format.ts'
import type { Look } from './look.ts'

const evidenceOf = (evidence: Evidence, look: Look): readonly string[] => {
  const asked = formatLeaf(look.redactor.leaf(evidence.asked), look.language.name)
  const code = evidence.code === undefined ? '' : ` → ${evidence.code}`
  const output = showOutput(evidence, look.redactor)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 6)
  return [
    look.paint('dim', `      ${asked}${code}, ${evidence.ms} ms`),
    ...output.map((line) => look.paint('dim', `        ${line.slice(0, 160)}`)),
  ]
}

const stateOf = ({ status, reason, blockedBy }: CheckResult, { language }: Look): string => {
  const { colon } = language.marks
  if (reason !== undefined) return `${status}${colon}${language.chrome.reasons[reason]}`
  return blockedBy === undefined ? status : `${status}${colon}${blockedBy}`
}

/** Every check with its state and what was asked of the machine; a question several checks share is told once. */
export const evidenceLines = (report: Report, look: Look): readonly string[] => {
  const told = new Set<Evidence>()
  const lines = report.checks.flatMap((check) => {
    const fresh = check.evidence.filter((evidence) => !told.has(evidence))
    for (const evidence of fresh) told.add(evidence)
    const error = check.error === undefined ? [] : [`      ${look.redactor.text(check.error)}`]
    return [
      `  ${check.id}  ${stateOf(check, look)}  ${check.ms} ms`,
      ...error,
      ...fresh.flatMap((evidence) => evidenceOf(evidence, look)),
    ]
  })
  return [`${look.language.chrome.evidence}${look.language.marks.intro}`, ...lines]
}
