import { startDeadline } from '../catalog/deadlines.ts'
import { checks } from '../checks/index.ts'
import { finish } from '../engine/readiness.ts'
import type { Ask } from '../engine/decision.ts'
import { run } from '../engine/run.ts'
import { explainLanguage } from '../messages/explain.ts'
import type { Language } from '../messages/language.ts'
import { language } from '../messages/languages.ts'
import type { FinishedReport, Report } from '../model/report.ts'
import { choiceLines } from '../report/choice.ts'
import { courseLines, interruptedLine } from '../report/course.ts'
import { planLines, repairLines, rungLines } from '../report/repair.ts'
import { lastLine } from '../report/sentences.ts'
import { followLines } from '../report/start.ts'
import { askAtTerminal, canAsk, decide } from './consent.ts'
import { deliver, isLive, lookOf, shown } from './deliver.ts'
import { print, tell } from './output.ts'
import { invocationOf } from './invocation.ts'
import { createPrivilege } from './privilege.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'
import { select } from './selection.ts'
import { viewRun } from './run-view.ts'
import { whileWriting } from './writing.ts'
import type { Writing } from './writing.ts'

/** No line of text is longer, however wide the terminal is. */
const widest = 100

const isSet = (value: string | undefined): boolean =>
  value !== undefined && !['', '0', 'false'].includes(value.toLowerCase())

/** How this run shows what it does: rows that move, lines, or nothing but the JSON at its end. */
const views = (options: GlobalOptions, context: RunContext, words: Language) => {
  const look = lookOf(options, words)
  const live = isLive(options)
  const say = async (lines: readonly string[]): Promise<void> => {
    if (options.json !== true && lines.length > 0)
      await print(shown(`${lines.join('\n')}\n`, context))
  }
  /** Sentences, which a narrow terminal gets in several lines; commands are said whole, to be copied. */
  const tell = async (lines: readonly string[]): Promise<void> => {
    const columns = Math.min(look.columns, widest)
    await say(live ? (await import('../report/layout.ts')).fold(lines, columns) : lines)
  }
  return { look, live, say, tell }
}

/** What a repair has come to, and how the machine is now. A dry run shows its plan and no more than the verdict. */
const conclude = async (
  report: FinishedReport,
  options: GlobalOptions,
  context: RunContext,
  words: Language,
): Promise<void> => {
  const { look, say, tell } = views(options, context, words)
  const { repair: done } = report
  const rounds = done?.rounds ?? []
  if (options.dryRun === true && rounds.length > 0 && options.json !== true) {
    const follow = options.start ? followLines(report, look, { command: true }) : []
    const planned = rounds.flatMap((round) => [
      ...choiceLines(round, look),
      ...planLines(round, report, look),
    ])
    await tell([...planned, ...follow, ''])
    await say([...repairLines({ dryRun: true, rounds }, look), lastLine(report, look)])
    return
  }
  const follow =
    options.dryRun === true && options.start ? followLines(report, look, { command: false }) : []
  await say(follow)
  const repaired =
    done === undefined || (follow.length > 0 && report.ready === true)
      ? []
      : repairLines(done, look, report.course)
  if (repaired.length > 0) await say([...repaired, ''])
  const course = report.course === undefined ? [] : courseLines(report.course, report, look)
  if (course.length > 0) await tell([...course, ''])
  await deliver(report, options, context, words)
}

const settled = async (
  { host, files, signal, answering }: Writing,
  options: GlobalOptions,
  context: RunContext,
  words: Language,
): Promise<Report> => {
  const ci = isSet(process.env['CI'])
  // A build server may pretend to be a terminal; nobody would answer there.
  const terminal = options.json !== true && !ci && canAsk()
  const { look, live, say, tell } = views(options, context, words)
  const privilege = createPrivilege(host, terminal)
  const show = viewRun({ look, live, say, tell, checks, answering })
  /** Once, with the first plan, and not when the start has come. */
  let tellOfStart = options.start
  const ask: Ask = async (plan, { report, preview, nothingToLose, rung }) => {
    const fixes = plan.fixes.map((fix) => ({ fix, result: 'planned' as const }))
    const round = { fixes, steps: preview }
    const follow =
      tellOfStart && preview.length > 0 ? followLines(report, look, { command: false }) : []
    if (follow.length > 0) tellOfStart = false
    await tell(
      rung === undefined
        ? [...choiceLines(round, look), ...planLines(round, report, look), ...follow]
        : rungLines(rung, round, look),
    )
    return decide(plan, {
      setting: {
        yes: options.yes === true,
        allowPair: options.allowPair === true,
        terminal,
        ci,
        nothingToLose,
      },
      ask: askAtTerminal(signal),
      words: words.repair,
      titleOf: words.fixTitle,
      privilege,
    })
  }
  return run(
    {
      checks,
      request: await makeRequest(options, host, context),
      selected: select(checks, options),
      version: context.version,
      dryRun: options.dryRun === true,
      lookMs: options.timeout * 1000,
      start: {
        wanted: options.start,
        deadlineMs:
          options.startTimeout === undefined ? startDeadline : options.startTimeout * 1000,
      },
    },
    {
      host: { ...host, runFile: files.create() },
      ask,
      onEvent: (event) => {
        if (event.kind === 'begun' && !['look', 'steps'].includes(event.activity.name))
          tellOfStart = false
        return show(event)
      },
      signal,
    },
  )
}

/** `--fix`: look, show the plan, ask, repair, look again. With `--dry-run` it shows the plan and changes nothing. */
export const fix = async (options: GlobalOptions, context: RunContext): Promise<number> => {
  const words: Language = {
    ...(await language(context.language)),
    logs: await explainLanguage(context.language),
  }
  const invocation = invocationOf(options)
  const dryRun = options.dryRun === true
  return whileWriting(words, { lock: !dryRun, dryRun }, async (writing) => {
    const seen = await settled(writing, options, context, words)
    const stopped = writing.interrupted()
    const report = finish(seen, invocation, stopped)
    await conclude(report, options, context, words)
    if (stopped) tell(interruptedLine(report.course, lookOf(options, words)))
    return report.exitCode
  })
}
