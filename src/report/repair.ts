import { byHand } from '../engine/by-hand.ts'
import { choiceNames } from '../model/choice.ts'
import type { Course, Rung } from '../model/attempt.ts'
import type { PlannedStep, Repair, Round, StepOutcome } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import type { ByHand } from '../model/step.ts'
import { troubleIn } from '../messages/trouble.ts'
import { commandLines, ownLine } from './common.ts'
import { formatBytes, formatText } from './format.ts'
import { leftOutLines } from './left-out.ts'
import { signs } from './look.ts'
import type { Look, Style } from './look.ts'

/** What a person would type instead: of the step, else of the findings behind it. Pure. */
export const commandsFor = (
  { planned: { step, fixes } }: StepOutcome,
  all: readonly PlannedFix[],
): readonly ByHand[] => {
  const own = byHand(step)
  if (own.length > 0) return own
  const [only, ...others] = all.filter((_, index) => fixes.includes(index))
  // Commands of a finding stand for all of its fix: they belong to a fix of one step.
  return only !== undefined && others.length === 0 && only.steps.length === 1 ? only.commands : []
}

export const titleOf = ({ step }: PlannedStep, { language, redactor }: Look): string =>
  formatText(language.stepTitle(step), language.name, redactor)

/** Risk, rights, costs and the way back, in one line. */
const terms = ({ risk, needsRoot, reversibility, cost }: PlannedStep, look: Look): string => {
  const { repair, chrome } = look.language
  const { download, stops, deletes } = cost
  return [
    chrome.risks[risk],
    ...(needsRoot && !look.root ? [repair.sudo] : []),
    ...(download === undefined ? [] : [repair.download(formatBytes(download))]),
    ...(stops === undefined || stops === 0 ? [] : [repair.stops(stops)]),
    ...(deletes.length === 0
      ? []
      : [repair.deletes(look.redactor.text(deletes.join(', ')), deletes.length)]),
    repair.undo[reversibility],
  ].join(' · ')
}

const indent = '    '
const mostDiffLines = 24

const diffLines = ({ diff = '' }: StepOutcome, look: Look): readonly string[] =>
  look.redactor
    .text(diff)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const style = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'dim'
      return `${indent}${look.paint(style, line)}`
    })

/** A key of a hundred lines is nothing to read; whoever wants every byte of it takes the JSON. */
const shortDiffLines = (outcome: StepOutcome, look: Look): readonly string[] => {
  const all = diffLines(outcome, look)
  return all.length <= mostDiffLines
    ? all
    : [
        ...all.slice(0, mostDiffLines / 2),
        `${indent}${look.paint('dim', look.language.repair.moreLines(all.length - mostDiffLines / 2))}`,
      ]
}

const plannedLines = (outcome: StepOutcome, index: number, { fixes }: Round, look: Look) => {
  const { planned, state, trouble } = outcome
  const { repair } = look.language
  const number = String(index + 1).padStart(2)
  if (state === 'already')
    return [`${number}  ${titleOf(planned, look)}  ${look.paint('dim', repair.states.already)}`]
  const commands = commandsFor(
    outcome,
    fixes.map(({ fix }) => fix),
  )
  return [
    `${number}  ${look.paint('bold', titleOf(planned, look))}`,
    `${indent}${look.paint('dim', `${terms(planned, look)} · ${planned.because.join(', ')}`)}`,
    ...(outcome.diff === undefined
      ? commandLines({ commands }, { ...look, root: true }).map((line) => `${indent}$ ${line}`)
      : shortDiffLines(outcome, look)),
    ...(trouble === undefined ? [] : [`${indent}${troubleText(outcome, look)}`]),
  ]
}

const troubleText = (
  { trouble, rolledBack }: StepOutcome,
  { language, redactor }: Look,
): string => {
  if (trouble === undefined) return ''
  const back = rolledBack === true ? language.repair.rolledBack : ''
  const detail = redactor.text(troubleIn(trouble, language).split('\n')[0] ?? '')
  return `${language.repair.troubles[trouble.why]}${language.marks.colon}${detail}${back}`
}

/** What a round would do, before anything happens. Pure. */
export const planLines = (round: Round, report: Report, look: Look): readonly string[] => {
  const { repair } = look.language
  const leftOut = leftOutLines([round], look)
  if (round.steps.length === 0) return leftOut
  const waiting = report.checks.filter(({ status }) => status === 'blocked').length
  return [
    repair.plan(round.steps.length),
    ...round.steps.flatMap((step, index) => plannedLines(step, index, round, look)),
    repair.mayFollow(waiting),
    ...leftOut,
  ]
}

/** What a rung changes of the next start, in its own words and names. */
const changesOf = (
  { pair, patch, without }: Rung,
  { language, redactor }: Look,
): readonly string[] => [
  ...choiceNames(pair === undefined ? {} : { pair }),
  ...(patch?.flags ?? []).map(({ name, value }) =>
    redactor.text(value === undefined ? name : `${name}=${value}`),
  ),
  ...Object.keys(patch?.env ?? {}),
  ...(without === undefined || without.length === 0
    ? []
    : [language.start.without(redactor.text(without.join(', ')))]),
]

/** What is done before the next start: the rung of the ladder, what it changes, and its steps. Pure. */
export const rungLines = (rung: Rung, round: Round, look: Look): readonly string[] => {
  const { language, paint } = look
  const changes = changesOf(rung, look)
  return [
    ...round.fixes.map(({ fix }) => language.start.rung(language.fixTitle(fix.fix))),
    ...(changes.length === 0 ? [] : [`${indent}${changes.join(' · ')}`]),
    ...(rung.because.length === 0 ? [] : [`${indent}${paint('dim', rung.because.join(', '))}`]),
    ...round.steps.flatMap((step, index) => plannedLines(step, index, round, look)),
  ]
}

const signOf = ({ state }: StepOutcome): readonly [string, Style] => {
  if (state === 'done' || state === 'already') return [signs.fine, 'green']
  return state === 'failed' || state === 'taken-back'
    ? [signs.error, 'red']
    : [signs.waiting, 'dim']
}

/** One line of what became of a step; why, where it went wrong. Pure. */
export const outcomeLines = (outcome: StepOutcome, look: Look): readonly string[] => {
  const [sign, style] = signOf(outcome)
  const state = look.language.repair.states[outcome.state]
  return [
    `  ${look.paint(style, sign)} ${titleOf(outcome.planned, look)}  ${look.paint('dim', state)}`,
    ...(outcome.trouble === undefined ? [] : [`${indent}${troubleText(outcome, look)}`]),
  ]
}

const resultLines = ({ rounds }: Repair, { language, paint }: Look): readonly string[] =>
  rounds.flatMap(({ fixes }) =>
    fixes.map(({ fix, result }) => {
      const style = result === 'fixed' ? 'green' : 'yellow'
      const word = paint(style, language.repair.results[result])
      return `  ${word}  ${language.fixTitle(fix.fix)}  ${paint('dim', fix.because.join(', '))}`
    }),
  )

/** Exact lines to copy for what only an administrator can do. Pure. */
const handOverLines = ({ rounds }: Repair, look: Look): readonly string[] => {
  const lines = rounds.flatMap(({ steps, fixes }) =>
    steps
      .filter(({ state }) => state === 'handed-over')
      .flatMap((outcome) => {
        const commands = commandLines(
          {
            commands: commandsFor(
              outcome,
              fixes.map(({ fix }) => fix),
            ),
          },
          look,
        ).map((line) => `${indent}${line}`)
        if (commands.length > 0 && outcome.diff === undefined) return commands
        return [
          `${indent}# ${titleOf(outcome.planned, look)}; ${look.language.repair.changeBy}`,
          ...diffLines(outcome, { ...look, paint: (_, text) => text }),
        ]
      }),
  )
  return lines.length === 0 ? [] : [look.language.repair.handOver, ...lines]
}

/** A group that was joined counts in this run; the terminal around it does not know of it yet. */
const groupLines = ({ rounds }: Repair, { language }: Look): readonly string[] =>
  rounds.flatMap(({ steps }) =>
    steps.flatMap(({ state, planned: { step } }) =>
      state === 'done' && step.kind === 'group-member' ? [language.repair.joined(step.group)] : [],
    ),
  )

/** A plain look would still ask for what the course says. */
const chosenLines = ({ rounds }: Repair, look: Look): readonly string[] =>
  rounds.some(({ fixes }) =>
    fixes.some(({ fix, result }) => fix.choice !== undefined && result === 'fixed'),
  )
    ? [look.language.repair.chosen(ownLine(look, '--allow-pair'))]
    : []

/** How to go back, as far as there is a way. */
const undoLines = ({ rounds, run }: Repair, look: Look): readonly string[] => {
  const done = rounds.flatMap(({ steps }) => steps.filter(({ state }) => state === 'done'))
  const lasting = done.filter(({ planned }) => planned.reversibility === 'irreversible')
  if (run === undefined || (done.length > 0 && lasting.length === done.length)) return []
  return [look.language.repair.undoWith(ownLine(look, 'undo', run), lasting.length === 0)]
}

/** What a repair did, for the terminal and for a pipe. Pure. */
export const repairLines = (repair: Repair, look: Look, course?: Course): readonly string[] => {
  const { language } = look
  if (repair.rounds.length === 0)
    return course === undefined || course.state === 'not-begun' ? [language.repair.nothing] : []
  if (repair.dryRun) return [language.repair.unchanged]
  return [
    ...resultLines(repair, look),
    ...handOverLines(repair, look),
    ...(repair.offPath ?? []).map((folder) => language.start.offPath(look.redactor.text(folder))),
    ...groupLines(repair, look),
    ...chosenLines(repair, look),
    ...(repair.wants === undefined ? [] : [language.repair.wants(repair.wants)]),
    ...leftOutLines(repair.rounds, look),
    ...undoLines(repair, look),
  ]
}

/** That a diagnosis could be followed by a repair. Pure. */
export const offerLines = ({ plan, repair }: Report, look: Look): readonly string[] =>
  plan.length === 0 || repair !== undefined
    ? []
    : [
        look.language.repair.offer(
          ownLine(look, '--fix'),
          plan.length,
          look.root ? 0 : plan.filter(({ needsRoot }) => needsRoot).length,
        ),
      ]
