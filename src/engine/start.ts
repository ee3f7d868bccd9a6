import { nextRung } from '../cluster/ladder.ts'
import type { Situation } from '../cluster/situation.ts'
import { withPatch } from '../cluster/start-plan.ts'
import type { Cure } from '../cluster/start-plan.ts'
import { ladderGrounds } from '../facts/ladder-grounds.ts'
import { effectivePair } from '../facts/pair.ts'
import type { Attempt, Course, CourseRound, Rung, RungId, SmokeResult } from '../model/attempt.ts'
import { areaOf } from '../model/check.ts'
import { isListed } from '../model/choice.ts'
import type { Repair, Round } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import type { Request } from '../model/request.ts'
import type { StartPlan } from '../model/start.ts'
import { bothConsents } from './consent.ts'
import { firstLesson } from './first-lesson.ts'
import { verdictOf } from './proof.ts'
import type { Verdict } from './proof.ts'
import { proveCluster } from './prove-cluster.ts'
import type { Mend } from './rounds.ts'
import { during } from './run-events.ts'
import type { Session } from './session.ts'
import { trySmoke } from './smoke.ts'
import { cacheFolder, isBare, needsNetwork, notStartable } from './startable.ts'
import { fixOf, resultOf, sameStart, startOnce } from './start-once.ts'
import type { StartRequest } from './run-request.ts'

export const mostAttempts = 6

/** What the repair before the start has done, and can still do. */
export interface Repaired {
  readonly mend: Mend
  readonly repairs: readonly Round[]
}

/** What the start is made of. */
export interface StartParts {
  /** The ladder: a pure choice. */
  readonly nextRung: (situation: Situation) => Rung | undefined
  /** Looks until nothing of the cluster is on its way any more. */
  readonly prove: (session: Session) => Promise<Verdict>
  /** Tries the first lesson; undefined where there is none to try. */
  readonly smoke: (session: Session) => Promise<SmokeResult | undefined>
}

const known: StartParts = { nextRung, prove: proveCluster, smoke: trySmoke }

/** The request with what a rung changes of it. Pure. */
const withRung = (request: Request, { without = [] }: Rung): Request => ({
  ...request,
  overrides: {
    ...request.overrides,
    without: [...new Set([...(request.overrides.without ?? []), ...without])],
  },
})

const isOfCluster = ({ because }: PlannedFix): boolean =>
  because.some((code) => areaOf(code) === 'cluster')

const isGentle = (fix: PlannedFix): boolean => isOfCluster(fix) && fix.risk !== 'destructive'

const installs = ({ steps }: PlannedFix): boolean =>
  steps.some(({ kind }) => kind === 'install-tool')

const isProven = ({ checks }: Report): boolean => verdictOf(checks).state === 'proven'

/**
 * The start of the cluster when the repairs are over: start, explain, climb, look and start again, until the cluster is proven or nothing
 * is left to try; then the first lesson.
 */
export const startCourse = async (
  session: Session,
  { mend, repairs }: Repaired,
  request: StartRequest,
  parts: StartParts = known,
): Promise<Course> => {
  const { signal, onEvent } = session
  const attempts: Attempt[] = []
  const rounds: CourseRound[] = []
  const refused: RungId[] = []
  const failed: RungId[] = []
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
  const isSpent = (): boolean => tried.some((plan) => sameStart(plan, planned()))
  let ours = false

  /** Repairs of the checks; true where one has helped. */
  const repair = async (
    wanted: (fix: PlannedFix) => boolean,
    see?: () => Promise<unknown>,
  ): Promise<boolean> => {
    const done = await mend(wanted, see)
    rounds.push(...done.map((round) => ({ ...round, after: attempts.length })))
    if (done.some(({ steps }) => steps.some(({ state }) => state === 'done'))) tried = []
    return done.some(({ fixes }) => fixes.some(({ result }) => result === 'fixed'))
  }

  const start = async (rung: RungId | undefined): Promise<Attempt> => {
    const plan = planned()
    tried.push(plan)
    const number = attempts.length + 1
    const cache = await cacheFolder(session)
    const attempt = await during(onEvent, { name: 'start', plan, number, cache }, () =>
      startOnce(session, plan, rung, request),
    )
    attempts.push(attempt)
    if (attempt.end !== 'started')
      await onEvent({ kind: 'failed-attempt', attempt, number, report: { checks: [] } })
    return attempt
  }

  /** Whether the cluster got well; what a repair can mend of it is mended. */
  const prove = async (): Promise<Verdict> => {
    const verdict = await parts.prove(session)
    if (signal.aborted) return verdict
    const helped = await repair(verdict.state === 'failed' ? isOfCluster : isGentle)
    return helped && !signal.aborted ? parts.prove(session) : verdict
  }

  /** Goes on with another pair, once its programs are there; false where they did not come, and all is as before. */
  const change = async (rung: Rung, asked: Request): Promise<boolean> => {
    await session.look({ request: withRung(session.request(), rung) })
    await repair((fix) => !isOfCluster(fix))
    if (!session.report().plan.some(installs)) return true
    await session.look({ request: asked, stale: 'all', quiet: true })
    return false
  }

  /** Takes a rung; false where it was of no use. */
  const take = async (rung: Rung): Promise<boolean> => {
    const asked = session.request()
    const { id, because, risk, steps, patch, pair, without } = rung
    const fix = fixOf(session.report(), `ladder-${id}`, {
      risk,
      because,
      steps,
      ...(pair === undefined
        ? {}
        : { choice: { pair: { ...pair, listed: isListed(asked.profile, pair) } } }),
    })
    const applied = await session.apply([fix], rung)
    wants = bothConsents(wants, applied.wants)
    const result = resultOf(applied)
    rounds.push({
      fixes: [{ fix, result }],
      steps: applied.steps,
      rung: id,
      after: attempts.length,
    })
    if (result !== 'fixed') {
      ;(result === 'failed' ? failed : refused).push(id)
      return false
    }
    if (signal.aborted) return true
    if (pair !== undefined && !(await change(rung, asked))) {
      refused.push(id)
      return false
    }
    if (patch !== undefined) patches.push({ because: because[0] ?? id, patch })
    if (pair === undefined && (applied.touched || without !== undefined))
      await session.look({ request: withRung(session.request(), rung), stale: ['route'] })
    if (applied.steps.some(({ state }) => state === 'done')) tried = []
    if (!isSpent()) return true
    failed.push(id)
    return false
  }

  /** The rung that was taken; undefined where nothing is left to try. */
  const climb = async (): Promise<RungId | undefined> => {
    while (!signal.aborted) {
      const grounds = await session.get(ladderGrounds)
      const plan = attempts.at(-1)?.plan
      if (!grounds.ok || plan === undefined) return undefined
      const asked = session.request()
      const rung = parts.nextRung({
        ...grounds.value,
        request: asked,
        pair: effectivePair(asked),
        plan,
        attempts,
        ours,
        refused,
        failed,
      })
      if (rung === undefined || [...refused, ...failed].includes(rung.id)) return undefined
      if (await take(rung)) return rung.id
    }
    return undefined
  }

  const lesson = async (): Promise<Course> => {
    if (signal.aborted) return ending('interrupted')
    const smoke = await firstLesson(session, {
      smoke: parts.smoke,
      repair: (see) => repair(isGentle, see),
    })
    if (smoke === undefined) return ending('proven')
    if (signal.aborted) return ending('interrupted', { smoke })
    return ending(smoke.state === 'works' ? 'proven' : 'failed', { smoke })
  }

  if (signal.aborted) return ending('not-begun', { notBegun: 'interrupted' })
  if (!request.wanted) return ending('not-begun', { notBegun: 'not-wanted' })
  const notBegun = notStartable(session.report(), repairs)
  if (notBegun !== undefined) return ending('not-begun', { notBegun })
  if (isProven(session.report())) return lesson()
  if (await needsNetwork(session)) return ending('not-begun', { notBegun: 'offline' })
  ours = await isBare(session)
  let rung: RungId | undefined
  while (attempts.length < mostAttempts) {
    const attempt = await start(rung)
    if (signal.aborted) return ending('interrupted')
    await session.look({ quiet: true })
    if (attempt.end === 'started') {
      const { state, because } = await prove()
      if (state === 'proven') return lesson()
      if (signal.aborted) return ending('interrupted')
      // Not knowing is no reason to do anything to it.
      if (state === 'settling') return ending('unproven', { open: because })
      const causes = because.map((code) => ({ code }))
      const unproven: Attempt = { ...attempt, end: 'failed', causes }
      attempts.splice(-1, 1, unproven)
      await onEvent({
        kind: 'failed-attempt',
        attempt: unproven,
        number: attempts.length,
        report: session.report(),
      })
    }
    if (attempts.length === mostAttempts) break
    rung = (await repair((fix) => !isOfCluster(fix))) ? undefined : await climb()
    if (signal.aborted) return ending('interrupted')
    if (isSpent() || notStartable(session.report(), repairs) !== undefined) break
    if (await needsNetwork(session)) break
  }
  return ending('failed')
}
