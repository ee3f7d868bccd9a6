import type { Step } from './step.ts'
import type { Args } from './value.ts'

/** `safe` touches only the user's own files; `system` the machine; `destructive` loses something. */
export type Risk = 'safe' | 'system' | 'destructive'

/** From a finding's args to steps. Pure. */
export interface Fix<A extends Args = never> {
  readonly id: string
  readonly title: string
  readonly risk: Risk
  readonly needsRoot: boolean
  /** Where this finding's plan needs root after all, its risk is `system` then. */
  readonly elevated?: (args: A) => boolean
  readonly plan: (args: A) => readonly Step[]
  /** Id of the check that must pass afterwards. */
  readonly verifies: string
}

export const defineFix = <A extends Args>(fix: Fix<A>): Fix<A> => fix
