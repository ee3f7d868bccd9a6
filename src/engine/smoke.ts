import type { SmokeStep } from '../cluster/lesson.ts'
import { smokePlan } from '../cluster/smoke-plan.ts'
import type { SmokePlan } from '../cluster/smoke-plan.ts'
import type { SmokeResult } from '../model/attempt.ts'
import type { Request } from '../model/request.ts'
import type { StartPlan } from '../model/start.ts'
import type { WriteHost } from '../model/write-host.ts'
import type { Interpreters } from './apply.ts'
import { bind } from './erased.ts'
import type { Journal } from './journal.ts'
import { during } from './run-events.ts'
import type { Session } from './session.ts'
import { tryLesson } from './steps/try-lesson.ts'
import { troubleOf } from './trouble.ts'

export interface SmokeOptions {
  readonly plan: SmokePlan
  readonly interpreters: Interpreters
  readonly journal: Journal
  readonly request: Request
  /** The lesson is removed when it fires, and nothing more is tried. */
  readonly signal: AbortSignal
  /** The start's own variables: the same proxy, the same exceptions. */
  readonly env?: StartPlan['env']
}

const unlessBug = (error: unknown): void => {
  if (troubleOf(error).why === 'bug') throw error
}

/** Where it cannot be handed over, the node pulls it itself. */
const load = async (
  host: WriteHost,
  { plan, interpreters, request }: SmokeOptions,
): Promise<void> => {
  if (plan.load === undefined) return
  await bind(interpreters[plan.load.kind], plan.load).perform(host, request).catch(unlessBug)
}

const environment = (env: SmokeOptions['env'] = {}): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? undefined]))

/** A namespace no other run has. */
const stepOf = ({ cluster, lesson, reach }: SmokePlan, now: number): SmokeStep => ({
  kind: 'smoke',
  cluster,
  namespace: `k8s-doctor-${now.toString(36)}`,
  lesson: lesson.kind,
  image: lesson.image,
  serves: lesson.serves,
  reach,
})

/**
 * Does the first lesson as a learner would and removes it, however it went. In the journal first: what a kill leaves behind is
 * taken back by `undo`.
 */
export const runSmoke = async (host: WriteHost, options: SmokeOptions): Promise<SmokeResult> => {
  const { plan, interpreters, journal, signal } = options
  await load(host, options)
  const step = stepOf(plan, host.now())
  const n = journal.next()
  const undo = (await bind(interpreters.smoke, step).prepare(host)) ?? {}
  try {
    await journal.note({ entry: 'prepared', n, step, because: [], needsRoot: false, undo })
  } catch (error) {
    unlessBug(error)
    const { kind: lesson, image } = plan.lesson
    return {
      state: 'failed',
      lesson,
      image,
      why: 'refused',
      detail: troubleOf(error).detail,
      ms: 0,
    }
  }
  try {
    return await tryLesson(step, host, { signal, env: environment(options.env) })
  } finally {
    await interpreters.smoke
      .revert(undo, host)
      .then(() => journal.note({ entry: 'undone', n }))
      .catch(unlessBug)
  }
}

/** Tries the first lesson of the course on its cluster; undefined where there is none to try. */
export const trySmoke = async (session: Session): Promise<SmokeResult | undefined> => {
  const { interpreters, journal, signal, onEvent } = session
  const request = session.request()
  const plan = await smokePlan(request, session.get)
  if (plan === undefined) return undefined
  return during(onEvent, { name: 'lesson', image: plan.lesson.image }, () =>
    runSmoke(session.host(), {
      plan,
      interpreters,
      journal,
      request,
      signal,
      env: session.report().start.env,
    }),
  )
}
