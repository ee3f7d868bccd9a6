import type { LadderGrounds } from '../facts/ladder-grounds.ts'
import type { Attempt, RungId } from '../model/attempt.ts'
import type { Pair, Request } from '../model/request.ts'
import type { StartPlan } from '../model/start.ts'

/** All that the choice of the next rung goes by. */
export interface Situation extends LadderGrounds {
  readonly request: Request
  readonly pair: Pair
  /** Of the start that failed last. */
  readonly plan: StartPlan
  /** Every start so far, the last one last. */
  readonly attempts: readonly Attempt[]
  /** Nothing of the course's cluster was there before this run's first start. */
  readonly ours: boolean
  /** Rungs that nobody agreed to: what deletes more than these is not offered either. */
  readonly refused: readonly RungId[]
  /** Rungs whose steps failed, or had nothing left to do. */
  readonly failed?: readonly RungId[]
}

/** What a start was told with a flag. Pure. */
export const flagOf = ({ argv }: StartPlan, name: string): string | undefined =>
  argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
