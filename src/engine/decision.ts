import type { Rung } from '../model/attempt.ts'
import type { Consent, Privilege, RoundPlan, StepOutcome } from '../model/repair.ts'
import type { Report } from '../model/report.ts'

/** Which fixes somebody agreed to, and with whose rights the steps are done. */
export interface Decision {
  /** Positions of fixes. */
  readonly agreed: ReadonlySet<number>
  readonly privilege: Privilege
  /** A flag would have agreed to what was left out. */
  readonly wants?: Consent
}

/** What the user has to decide. */
export interface RoundContext {
  readonly report: Report
  readonly preview: readonly StepOutcome[]
  readonly nothingToLose: boolean
  /** After a start that failed: what is tried before the next one. */
  readonly rung?: Rung
}

/** The one question a run asks: which of the planned fixes may be done, and with whose rights. */
export type Ask = (plan: RoundPlan, context: RoundContext) => Promise<Decision>
