import type { Attempt } from '../model/attempt.ts'
import type { RoundPlan, StepOutcome } from '../model/repair.ts'
import type { Report } from '../model/report.ts'
import type { StartPlan } from '../model/start.ts'
import type { Event } from './events.ts'

/** A start as those who look on see it. */
export interface StartScene {
  readonly plan: StartPlan
  /** Where minikube keeps what it fetches; undefined where that is not known. */
  readonly cache: string | undefined
  /** From 1. */
  readonly number: number
}

/** What takes its time; one after the other, never one in another. */
export type Activity =
  | { readonly name: 'look' }
  | {
      readonly name: 'steps'
      readonly plan: RoundPlan
      /** Positions of the fixes that are done. */
      readonly agreed: ReadonlySet<number>
    }
  | ({ readonly name: 'start' } & StartScene)
  /** The cluster is looked at until it is proved. */
  | { readonly name: 'proof' }
  | { readonly name: 'lesson'; readonly image: string }

/** Everything that happens in a run, for the view of it; nothing in the run depends on it. */
export type RunEvent =
  | Event
  | { readonly kind: 'begun' | 'ended'; readonly activity: Activity }
  /** A step begins, or has an outcome. */
  | { readonly kind: 'step'; readonly index: number; readonly outcome?: StepOutcome }
  /** What minikube says during a start. */
  | { readonly kind: 'output'; readonly text: string; readonly stream: 'stdout' | 'stderr' }
  /** The cluster is not proved yet: codes of what is waited for. */
  | { readonly kind: 'waiting'; readonly because: readonly string[]; readonly report: Report }
  /** A start that came to nothing, or to a cluster that is not well. */
  | {
      readonly kind: 'failed-attempt'
      readonly attempt: Attempt
      readonly number: number
      readonly report: Pick<Report, 'checks'>
    }

/** Hears the events in their order; where one is waited for, nothing else begins meanwhile. */
export type OnEvent = (event: RunEvent) => Promise<void> | void

/** Does the work between the events of its beginning and its end. */
export const during = async <T>(
  onEvent: OnEvent,
  activity: Activity,
  work: () => Promise<T>,
): Promise<T> => {
  await onEvent({ kind: 'begun', activity })
  try {
    return await work()
  } finally {
    await onEvent({ kind: 'ended', activity })
  }
}
