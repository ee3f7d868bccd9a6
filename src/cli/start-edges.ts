import { setTimeout as pause } from 'node:timers/promises'
import { proofDeadline, startDeadline } from '../catalog/deadlines.ts'
import { nextRung } from '../cluster/ladder.ts'
import { smokePlan } from '../cluster/smoke-plan.ts'
import type { Journal } from '../engine/journal.ts'
import { prove, proving } from '../engine/proof.ts'
import type { Session } from '../engine/session.ts'
import { runSmoke } from '../engine/smoke.ts'
import type { CourseOptions } from '../engine/start.ts'
import { interpreters } from '../engine/steps/index.ts'
import { cluster } from '../engine/steps/stale.ts'
import type { Language } from '../messages/language.ts'
import { attemptLines, causeText } from '../report/course.ts'
import type { GlobalOptions } from './program.ts'
import { viewStart, viewWait } from './start-view.ts'
import type { StartViewOptions } from './start-view.ts'
import type { Writing } from './writing.ts'

export interface EdgeOptions extends StartViewOptions {
  readonly words: Language
  readonly journal: Journal
  readonly options: GlobalOptions
}

/** Ends at once when the signal fires. */
const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal }).catch(() => undefined)

/** The edges of the start: who shows it, what ends it, which ladder is climbed, what proves it. */
export const courseOptions = (
  { signal, unbroken }: Writing,
  { words, journal, options, ...view }: EdgeOptions,
): CourseOptions => {
  const show = viewStart(view)
  const proved = (session: Session) =>
    viewWait(words.start.proving, view, (say) =>
      prove(() => session.look({ stale: cluster, quiet: true, only: proving }), {
        deadlineMs: proofDeadline,
        now: session.host().now,
        sleep,
        signal,
        listen: ({ because }, report) =>
          say(because.map((code) => causeText({ code }, report, view.look)).join('; ')),
      }),
    )
  return {
    interpreters,
    wanted: options.start,
    deadlineMs: options.startTimeout === undefined ? startDeadline : options.startTimeout * 1000,
    signal,
    nextRung,
    prove: async (session) => {
      const { verdict } = await proved(session)
      // The glances have shown the cluster alone.
      await session.look({ quiet: true })
      return verdict
    },
    smoke: async (session) => {
      const plan = await smokePlan(session.request(), session.get)
      if (plan === undefined) return undefined
      return viewWait(`${words.start.trying} (${plan.lesson.image})`, view, () =>
        runSmoke(session.host(), {
          plan,
          interpreters,
          journal,
          signal,
          sleep: (ms) => sleep(ms, signal),
          env: session.report().start.env,
        }),
      )
    },
    unproven: (attempt, number, report) =>
      view.tell(attemptLines(attempt, number, report, view.look)),
    starting: (scene, start) => unbroken(() => show(scene, start), words.start.breakingOff),
  }
}
