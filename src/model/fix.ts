import type { Choice } from './choice.ts'
import type { Step } from './step.ts'
import type { Args, Count } from './value.ts'

/** `safe` touches only the user's own files; `system` the machine; `destructive` loses something. */
export type Risk = 'safe' | 'system' | 'destructive'

/** From a finding's args to steps. Pure. */
export interface Fix<A extends Args = never> {
  readonly id: string
  readonly title: string
  /** Given by the args where it depends on what the machine is doing, e.g. on containers that would be stopped. */
  readonly risk: Risk | ((args: A) => Risk)
  /** Given by the args where it depends on the place that is written to. */
  readonly needsRoot: boolean | ((args: A) => boolean)
  readonly plan: (args: A) => readonly Step[]
  /** What it takes otherwise than the course says; undefined where these args leave nothing to choose. Needs no step. */
  readonly choose?: (args: A) => Choice | undefined
  /** Id of the check that must pass afterwards. */
  readonly verifies: string
}

export const defineFix = <A extends Args>(fix: Fix<A>): Fix<A> => fix

/** The risk of restarting the engine: it stops what runs there, which is nothing only when that is known. Pure. */
export const riskOfRestart = (running: Count | undefined): Risk =>
  running?.value === 0 ? 'system' : 'destructive'
