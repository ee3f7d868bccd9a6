import { deadlines } from '../catalog/deadlines.ts'
import { checks } from '../checks/index.ts'
import { createJournal } from '../engine/journal.ts'
import { repairExitCode } from '../engine/readiness.ts'
import { repair } from '../engine/rounds.ts'
import type { RepairOptions } from '../engine/rounds.ts'
import { startCourse } from '../engine/start.ts'
import { interpreters } from '../engine/steps/index.ts'
import { deadline } from '../host/deadline.ts'
import { createLocalHost } from '../host/local.ts'
import { createWriteHost } from '../host/write.ts'
import { withMirrors } from '../installers/mirrors.ts'
import { explainLanguage } from '../messages/explain.ts'
import type { Language } from '../messages/language.ts'
import { language } from '../messages/languages.ts'
import type { Report } from '../model/report.ts'
import { attempt } from '../model/unreadable.ts'
import type { WriteHost } from '../model/write-host.ts'
import { choiceLines } from '../report/choice.ts'
import { courseLines, interruptedLine } from '../report/course.ts'
import { outcomeLines, planLines, repairLines, rungLines, titleOf } from '../report/repair.ts'
import { lastLine } from '../report/sentences.ts'
import { followLines } from '../report/start.ts'
import { askAtTerminal, canAsk, decide } from './consent.ts'
import { deliver, isLive, lookOf, shown } from './deliver.ts'
import { print, tell } from './output.ts'
import { createPrivilege } from './privilege.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'
import { select } from './selection.ts'
import { courseOptions } from './start-edges.ts'
import { interrupted, whileWriting } from './writing.ts'
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
      await print(shown(`${lines.join('\n')}\n`, context, options))
  }
  /** Sentences, which a narrow terminal gets in several lines; commands are said whole, to be copied. */
  const tell = async (lines: readonly string[]): Promise<void> => {
    const columns = Math.min(look.columns, widest)
    await say(live ? (await import('../report/layout.ts')).fold(lines, columns) : lines)
  }
  const looking: NonNullable<RepairOptions['looking']> = async (run) =>
    live ? (await import('./painter.ts')).paintWhile(run, { checks, language: words }) : run()
  const doing: NonNullable<RepairOptions['doing']> = async (plan, agreed, apply) => {
    const titles = plan.steps.flatMap((step, index) =>
      step.fixes.some((fix) => agreed.has(fix)) ? [{ index, title: titleOf(step, look) }] : [],
    )
    if (!live) {
      return apply(({ outcome }) => {
        if (outcome !== undefined) void say(outcomeLines(outcome, look))
      })
    }
    const outcomes = await (await import('./step-painter.ts')).paintSteps(titles, apply)
    await say(outcomes.flatMap((outcome) => outcomeLines(outcome, look)))
    return outcomes
  }
  return { look, live, say, tell, looking, doing }
}

/** As the user will see the machine after the next login; as now where sudo does not let us, and the finding then asks for one. */
const afterLogin = async (now: WriteHost): Promise<WriteHost> => {
  const fresh = createLocalHost(process.env, { freshGroups: true })
  const tried = await attempt(fresh.run(['id', '-G'], { deadlineMs: deadlines.system }))
  return tried.ok && tried.value.exitCode === 0
    ? createWriteHost(process.env, fresh, { freshGroups: true })
    : now
}

/** What a repair has come to, and how the machine is now. A dry run shows its plan and no more than the verdict. */
const conclude = async (
  report: Report,
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
  writing: Writing,
  options: GlobalOptions,
  context: RunContext,
  words: Language,
): Promise<Report> => {
  const { host, files, signal, unbroken } = writing
  const ci = isSet(process.env['CI'])
  // A build server may pretend to be a terminal; nobody would answer there.
  const terminal = options.json !== true && !ci && canAsk()
  const { look, live, say, tell, looking, doing } = views(options, context, words)
  const journal = createJournal(files.create(), { now: host.now, version: context.version })
  const privilege = createPrivilege(host, terminal)
  const edges = courseOptions(writing, { look, live, say, tell, words, journal, options })
  /** Once, with the first plan. */
  let tellOfStart = options.start
  const request = await makeRequest(options, host, context)
  const asking = (each: WriteHost): WriteHost => ({ ...each, env: withMirrors(each.env, request) })
  return repair(asking(host), {
    checks,
    request,
    selected: select(checks, options),
    version: context.version,
    interpreters,
    journal,
    dryRun: options.dryRun === true,
    signal,
    budget: (stop) => deadline(options.timeout * 1000, ...(stop === undefined ? [] : [stop])),
    regrouped: async (now) => asking(await afterLogin(now)),
    settle: edges.prove,
    course: (session, repaired) => {
      tellOfStart = false
      return startCourse(session, repaired, edges)
    },
    looking,
    doing: (plan, agreed, apply) => unbroken(() => doing(plan, agreed, apply)),
    decide: async (plan, { report, preview, nothingToLose, rung }) => {
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
    },
  })
}

/** `--fix`: look, show the plan, ask, repair, look again. With `--dry-run` it shows the plan and changes nothing. */
export const fix = async (options: GlobalOptions, context: RunContext): Promise<number> => {
  const words: Language = {
    ...(await language(context.language)),
    logs: await explainLanguage(context.language),
  }
  const dryRun = options.dryRun === true
  return whileWriting(words, { lock: !dryRun, dryRun }, async (writing) => {
    const report = await settled(writing, options, context, words)
    await conclude(report, options, context, words)
    if (!writing.interrupted()) return repairExitCode(report)
    tell(interruptedLine(report.course, { language: words }))
    return interrupted
  })
}
