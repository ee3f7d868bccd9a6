import { choiceNames } from '../model/choice.ts'
import { recipeOf } from '../engine/by-hand.ts'
import type { Finding, PlannedFix, Report } from '../model/report.ts'
import type { Argv } from '../model/value.ts'
import { commandLines, ownLine } from './common.ts'
import { hidden } from './scrub-url.ts'
import { formatBytes, formatCommand, formatLeaf } from './format.ts'
import { isOffline, isPartial } from './sentences.ts'
import type { Look } from './look.ts'

const assignments = ({ start }: Pick<Report, 'start'>): readonly string[] =>
  Object.entries(start.env).flatMap(([name, value]) =>
    value === null ? ['-u', name] : [`${name}=${value}`],
  )

/** The start as one command line to copy; `env` in front where variables change. */
export const startCommand = (
  report: Pick<Report, 'start'>,
  { redactor }: Pick<Look, 'redactor'>,
): string => {
  const [program, ...rest] = report.start.argv
  const variables = assignments(report)
  const argv: Argv =
    variables.length === 0 ? [program, ...rest] : ['env', ...variables, program, ...rest]
  const redacted = redactor.leaf({ tag: 'command', value: argv })
  return redacted.tag === 'command' ? formatCommand(redacted.value) : ''
}

/** How much that downloads, in brackets, where it is known. Pure. */
export const downloadsOf = (
  { start: { downloads } }: Pick<Report, 'start'>,
  { language }: Pick<Look, 'language'>,
): string => {
  if (downloads === undefined) return ''
  const { count, bytes, ms } = downloads
  const time = ms === undefined ? undefined : formatLeaf({ tag: 'ms', value: ms }, language.name)
  return language.chrome.downloads(count, formatBytes(bytes), time)
}

export const startStates = ['needed', 'running', 'other-choice', 'impossible', 'partial'] as const
/** Whether the start command is offered: `other-choice` where only other versions or another driver can start here. */
export type StartState = (typeof startStates)[number]

/** What becomes of the start, from the findings alone. Pure. */
export const startState = (report: Pick<Report, 'checks' | 'plan'>): StartState => {
  const { checks, plan } = report
  if (isPartial(report)) return 'partial'
  const findings = checks.flatMap((check) => check.findings)
  const choices = plan.filter(({ choice }) => choice !== undefined)
  const never = findings.filter(
    ({ start, severity, covered }) =>
      start === 'never' && severity === 'error' && covered.length === 0,
  )
  const chosen = (code: string): boolean => choices.some(({ because }) => because.includes(code))
  if (never.some(({ code }) => !chosen(code))) return 'impossible'
  if (choices.length > 0) return 'other-choice'
  const runs = checks.some(({ role, status }) => role === 'running' && status === 'passed')
  return runs && !findings.some(({ start }) => start === 'heals') ? 'running' : 'needed'
}

/** What is fetched before the start, so that nothing is looked for in vain: a fix for what is no problem. */
const preparations = ({ checks, plan }: Pick<Report, 'checks' | 'plan'>): readonly PlannedFix[] => {
  const problems = new Set(
    checks.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code),
    ),
  )
  return plan.filter(({ because }) => !because.some((code) => problems.has(code)))
}

/** Codes whose commands the start block prints, at their place before the start. Pure. */
export const preparedBy = (report: Pick<Report, 'checks' | 'plan'>): ReadonlySet<string> =>
  new Set(
    startState(report) === 'needed' ? preparations(report).flatMap(({ because }) => because) : [],
  )

/** A finding without the commands that stand in the start block. Pure. */
export const shownIn = (
  { code, looks, commands }: Finding,
  prepared: ReadonlySet<string>,
): Pick<Finding, 'looks' | 'commands'> => ({
  looks,
  commands: prepared.has(code) ? [] : commands,
})

const heading = (
  { ready, start }: Pick<Report, 'ready' | 'start'>,
  chrome: Look['language']['chrome'],
): string => {
  if (start.needsNetwork === true) return chrome.startOnline
  return ready === false ? chrome.startLater : chrome.startWith
}

/** The whole recipe, in order; our own command where a step of it cannot be typed. */
const recipe = (report: Report, look: Look): readonly string[] => {
  const steps = preparations(report).flatMap((fix) => fix.steps)
  const before = commandLines({ commands: recipeOf(steps) }, look)
  const whole = steps.length === 0 || before.length > 0
  const start = startCommand(report, look)
  return whole && !start.includes(hidden) ? [...before, start] : [ownLine(look, '--fix')]
}

const choiceBlock = ({ plan }: Pick<Report, 'plan'>, look: Look): readonly string[] => {
  const names = plan.flatMap(({ choice }) => (choice === undefined ? [] : choiceNames(choice)))
  return [
    `${look.language.chrome.startChoice([...new Set(names)].join(' · '))}${look.language.marks.intro}`,
    `  ${look.paint('bold', ownLine(look, '--allow-pair'))}`,
  ]
}

/** The start that comes when the repairs are over; nothing where it is not wanted, or not needed. Pure. */
export const followLines = (
  report: Report,
  look: Look,
  { command }: { readonly command: boolean },
): readonly string[] => {
  if (startState(report) !== 'needed') return []
  const { marks, start } = look.language
  const text = start.mayFollow(downloadsOf(report, look), isOffline(report))
  return command
    ? [`${text}${marks.intro}`, `  ${startCommand(report, look)}`]
    : [`${text}${marks.stop}`]
}

/**
 * How the cluster starts, and which finding each flag comes from; nothing where it runs already, cannot start here, or where
 * checks that may add a flag were left out. Where only another choice can start, how to see that one. Pure.
 */
export const startLines = (report: Report, look: Look): readonly string[] => {
  const state = startState(report)
  if (state === 'other-choice') return choiceBlock(report, look)
  if (state !== 'needed') return []
  const { chrome } = look.language
  const lines = [
    `${heading(report, chrome)}${downloadsOf(report, look)}${look.language.marks.intro}`,
    ...recipe(report, look).map((line) => `  ${look.paint('bold', line)}`),
  ]
  const routes = new Set(
    report.checks
      .filter(({ role }) => role === 'route')
      .flatMap(({ findings }) => findings.map(({ code }) => code)),
  )
  const routed = report.start.reasons.some(({ because }) => routes.has(because))
  if (!look.verbose)
    return routed ? [...lines, look.paint('dim', chrome.whyFlags(ownLine(look, 'route')))] : lines
  const reasons = report.start.reasons.map(
    ({ flag, because }) =>
      `    ${flag}  ${look.paint('dim', because === 'profile' ? chrome.fromProfile : chrome.because(because))}`,
  )
  return [...lines, ...reasons]
}
