import { withPatch } from '../cluster/start-plan.ts'
import type { Cure } from '../cluster/start-plan.ts'
import type { Attempt, Course, CourseRound, Rung, RungId, SmokeResult } from '../model/attempt.ts'
import type { FixResult, Repair, Round } from '../model/repair.ts'
import type { Request } from '../model/request.ts'
import type { StartPlan } from '../model/start.ts'
import type { Mend } from './rounds.ts'
import type { Applied, Session } from './session.ts'
import { clusterErrors, hasNoCluster, isProven, notStartable } from './startable.ts'
import { fixOf, startOnce } from './start-once.ts'
import type { StartLimits } from './start-once.ts'
import type { StartWatch } from './steps/minikube-start.ts'

export const mostAttempts = 6

/** What the next rung is chosen by. */
export interface Climb {
  readonly session: Session
  /** The start that has just failed, as the plan would have it again. */
  readonly plan: StartPlan
  readonly attempts: readonly Attempt[]
  /** Rungs that were not agreed to, could not be done, or would change nothing. */
  readonly refused: readonly RungId[]
}

/** A start as those who look on see it. */
export interface StartScene {
  readonly plan: StartPlan
  /** From 1. */
  readonly number: number
  /** What was done before it, when it is not the first. */
  readonly rung?: RungId
}

/** What the repair before the start has done, and can still do. */
export interface Repaired {
  readonly mend: Mend
  readonly repairs: readonly Round[]
}

export interface CourseOptions extends StartLimits {
  /** False with --no-start. */
  readonly wanted: boolean
  readonly nextRung: (climb: Climb) => Promise<Rung | undefined>
  /** Looks until nothing of the cluster is on its way any more. */
  readonly prove: (session: Session) => Promise<void>
  /** Tries the first lesson and looks again; undefined where there is none to try. */
  readonly smoke: (session: Session) => Promise<SmokeResult | undefined>
  /** Shows a start while it goes on. */
  readonly starting?: (
    scene: StartScene,
    start: (onOutput?: StartWatch['onOutput']) => Promise<Attempt>,
  ) => Promise<Attempt>
}

/** The same command in the same surroundings. */
const sameStart = (a: StartPlan, b: StartPlan): boolean =>
  JSON.stringify([a.argv, a.env]) === JSON.stringify([b.argv, b.env])

const resultOf = ({ agreed, steps }: Applied): FixResult => {
  if (!agreed.has(0)) return 'declined'
  const states = new Set(steps.map(({ state }) => state))
  const worst = (['failed', 'handed-over', 'not-reached'] as const).find((each) => states.has(each))
  return worst ?? 'fixed'
}

/** The request with what a rung changes of it. Pure. */
const withRung = (request: Request, { pair, without = [] }: Rung): Request => ({
  ...request,
  overrides: {
    ...request.overrides,
    ...(pair === undefined ? {} : { pair }),
    without: [...new Set([...(request.overrides.without ?? []), ...without])],
  },
})

/** The start of the cluster, from the report of the repair on: start, explain, climb, look, until it is proven or nothing is left to try. */
export const startCourse = async (
  session: Session,
  { mend, repairs }: Repaired,
  options: CourseOptions,
): Promise<Course> => {
  const { signal, starting = (_scene, start) => start() } = options
  const attempts: Attempt[] = []
  const rounds: CourseRound[] = []
  const refused: RungId[] = []
  const patches: Cure[] = []
  /** Those that would be the same again. */
  let tried: StartPlan[] = []
  let wants: Repair['wants']

  const ending = (state: Course['state'], more: Partial<Course> = {}): Course => ({
    state,
    attempts,
    rounds,
    ...(wants === undefined ? {} : { wants }),
    ...more,
  })
  const planned = (): StartPlan => patches.reduce(withPatch, session.report().start)
  /** A cluster that this run has begun to make is nobody's loss. */
  const isOurs = hasNoCluster(session.report())

  const start = async (rung: RungId | undefined): Promise<Attempt> => {
    const plan = planned()
    tried.push(plan)
    const scene = { plan, number: attempts.length + 1, ...(rung === undefined ? {} : { rung }) }
    const attempt = await starting(scene, (onOutput) =>
      startOnce(session, plan, rung, options, onOutput),
    )
    attempts.push(attempt)
    return attempt
  }

  /** Whether the cluster got well; what a repair can mend of it is mended. */
  const prove = async (): Promise<boolean> => {
    await options.prove(session)
    if (signal.aborted) return isProven(session.report())
    const well = isProven(session.report())
    const done = await mend(
      ({ because, risk }) =>
        because.every((code) => code.startsWith('cluster/')) && !(well && risk === 'destructive'),
    )
    rounds.push(...done.map((round) => ({ ...round, after: attempts.length })))
    if (done.length > 0) await options.prove(session)
    return isProven(session.report())
  }

  /** Takes one rung; false where it was of no use. */
  const take = async (rung: Rung): Promise<boolean> => {
    const { id, because, steps, patch, pair, without } = rung
    const risk = isOurs && id === 'delete-profile' ? 'safe' : rung.risk
    const fix = fixOf(`ladder-${id}`, { risk, because, steps })
    const applied = await session.apply([fix], rung)
    wants ??= applied.wants
    const result = resultOf(applied)
    rounds.push({
      fixes: [{ fix, result }],
      steps: applied.steps,
      rung: id,
      after: attempts.length,
    })
    if (result !== 'fixed') return false
    if (patch !== undefined) patches.push({ because: because[0] ?? id, patch })
    if (signal.aborted) return true
    const asksAnew = pair !== undefined || without !== undefined
    if (!applied.touched && !asksAnew) return !tried.some((plan) => sameStart(plan, planned()))
    await session.look({
      request: withRung(session.request(), rung),
      ...(pair === undefined
        ? without === undefined
          ? {}
          : { stale: ['route'] }
        : { stale: 'all' }),
    })
    if (applied.steps.some(({ state }) => state === 'done')) tried = []
    return !tried.some((plan) => sameStart(plan, planned()))
  }

  /** The rung that was taken; undefined where nothing is left to try. */
  const climb = async (): Promise<RungId | undefined> => {
    while (!signal.aborted) {
      const rung = await options.nextRung({ session, plan: planned(), attempts, refused })
      if (rung === undefined || refused.includes(rung.id)) return undefined
      if (await take(rung)) return rung.id
      refused.push(rung.id)
    }
    return undefined
  }

  const lesson = async (): Promise<Course> => {
    if (signal.aborted) return ending('interrupted')
    const smoke = await options.smoke(session)
    if (signal.aborted) return ending('interrupted', smoke === undefined ? {} : { smoke })
    return ending(
      smoke?.state === 'failed' ? 'failed' : 'proven',
      smoke === undefined ? {} : { smoke },
    )
  }

  /** A failed start may have brought to light what a repair can mend; true where one did. */
  const repaired = async (): Promise<boolean> => {
    const done = await mend(({ because }) => !because.some((code) => code.startsWith('cluster/')))
    rounds.push(...done.map((round) => ({ ...round, after: attempts.length })))
    if (done.some(({ steps }) => steps.some(({ state }) => state === 'done'))) tried = []
    return done.some(({ fixes }) => fixes.some(({ result }) => result === 'fixed'))
  }

  if (signal.aborted) return ending('not-begun', { notBegun: 'interrupted' })
  if (!options.wanted) return ending('not-begun', { notBegun: 'not-wanted' })
  const notBegun = notStartable(session.report(), repairs)
  if (notBegun !== undefined) return ending('not-begun', { notBegun })
  if (isProven(session.report())) return lesson()
  let rung: RungId | undefined
  while (attempts.length < mostAttempts) {
    const attempt = await start(rung)
    if (signal.aborted) return ending('interrupted')
    await session.look({ quiet: true })
    if (attempt.end === 'started') {
      if (await prove()) return lesson()
      if (signal.aborted) return ending('interrupted')
      const causes = clusterErrors(session.report()).map((code) => ({ code }))
      attempts.push({ ...(attempts.pop() ?? attempt), end: 'failed', causes })
    }
    if (attempts.length === mostAttempts) break
    rung = (await repaired()) ? undefined : await climb()
    if (signal.aborted) return ending('interrupted')
    const same = tried.some((plan) => sameStart(plan, planned()))
    if (same || notStartable(session.report(), repairs) !== undefined) break
  }
  return ending('failed')
}
