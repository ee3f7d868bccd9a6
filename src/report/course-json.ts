import type { Attempt, Course, SmokeResult } from '../model/attempt.ts'
import type { Report } from '../model/report.ts'
import type { StartPlan } from '../model/start.ts'
import { causeText } from './course.ts'
import { redactWord } from './redact-deep.ts'
import { stepsOf } from './repair-json.ts'
import type { JsonContext } from './repair-json.ts'
import type { JsonReport } from './schema.ts'

type JsonCourse = NonNullable<JsonReport['course']>

const word = (value: string, { redactor }: JsonContext): string => redactWord(value, redactor)

const envOf = (env: StartPlan['env'], context: JsonContext): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value === null ? null : word(value, context),
    ]),
  )

/** The start as it is planned. Pure. */
export const startOf = (
  plan: StartPlan,
  context: JsonContext,
): Omit<JsonReport['start'], 'state'> => ({
  argv: plan.argv.map((each) => word(each, context)),
  env: envOf(plan.env, context),
  reasons: plan.reasons.map(({ flag, because }) => ({ flag: word(flag, context), because })),
  ...(plan.needsNetwork === undefined ? {} : { needsNetwork: plan.needsNetwork }),
  ...(plan.downloads === undefined ? {} : { downloads: { ...plan.downloads } }),
})

const attemptOf = (
  { plan, rung, end, exitCode, causes, said, ms }: Attempt,
  report: Pick<Report, 'checks'>,
  context: JsonContext,
): JsonCourse['attempts'][number] => ({
  argv: plan.argv.map((each) => word(each, context)),
  env: envOf(plan.env, context),
  ...(rung === undefined ? {} : { rung }),
  end,
  ...(exitCode === undefined ? {} : { exitCode }),
  causes: causes.map((cause) => ({
    code: cause.code,
    ...(cause.about === undefined ? {} : { about: word(cause.about, context) }),
    message: causeText(cause, report, context),
    ...(cause.line === undefined ? {} : { line: context.redactor.text(cause.line) }),
  })),
  ...(said === undefined ? {} : { said: context.redactor.text(said) }),
  ms,
})

const smokeOf = (smoke: SmokeResult, context: JsonContext): NonNullable<JsonCourse['smoke']> => ({
  state: smoke.state,
  lesson: smoke.lesson,
  image: word(smoke.image, context),
  ...(smoke.state === 'works'
    ? smoke.address === undefined
      ? {}
      : { address: word(smoke.address, context) }
    : { why: smoke.why, detail: context.redactor.text(smoke.detail) }),
  ms: smoke.ms,
})

/** The start as it was tried. Pure. */
export const courseOf = (
  { state, notBegun, attempts, rounds, smoke, open, wants }: Course,
  report: Pick<Report, 'checks'>,
  context: JsonContext,
): JsonCourse => ({
  state,
  ...(notBegun === undefined ? {} : { notBegun }),
  attempts: attempts.map((attempt) => attemptOf(attempt, report, context)),
  rungs: rounds.map((round) => ({
    ...(round.rung === undefined ? {} : { rung: round.rung }),
    after: round.after,
    fixes: round.fixes.map(({ fix, result }) => ({
      fix: fix.fix,
      title: context.language.fixTitle(fix.fix),
      risk: fix.risk,
      because: [...fix.because],
      ...(fix.choice === undefined ? {} : { choice: fix.choice }),
      result,
    })),
    steps: stepsOf(round, context),
  })),
  ...(smoke === undefined ? {} : { smoke: smokeOf(smoke, context) }),
  ...(open === undefined ? {} : { open: [...open] }),
  ...(wants === undefined ? {} : { wants }),
})
