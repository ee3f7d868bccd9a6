import type { FixOutcome, Repair, Round, StepOutcome } from '../model/repair.ts'
import type { PlannedFix } from '../model/report.ts'
import { isLeftOut } from './fetching.ts'
import { fixOutcomes } from './outcome.ts'
import { sameFix } from './plan.ts'
import { proveCluster } from './prove-cluster.ts'
import type { Session } from './session.ts'

export const mostRounds = 3

/** Does the repairs that nobody has tried yet, at most three rounds of them, and returns what was done; `see` looks what they have led to. */
export type Mend = (
  wanted?: (fix: PlannedFix) => boolean,
  see?: () => Promise<unknown>,
) => Promise<readonly Round[]>

/** What is taken otherwise than the course says is settled first, for the rest depends on it. */
export const firstOf = (open: readonly PlannedFix[]): readonly PlannedFix[] => {
  const choices = open.filter(({ choice }) => choice !== undefined)
  return choices.length > 0 ? choices : open
}

export const isChoice = ({ fixes }: Round): boolean =>
  fixes.some(({ fix: { choice } }) => choice !== undefined)

/** Those that may be done, and what becomes of the others. */
export const permitted = (
  session: Session,
  fixes: readonly PlannedFix[],
): { readonly open: readonly PlannedFix[]; readonly leftOut: readonly FixOutcome[] } => {
  const request = session.request()
  return {
    open: fixes.filter((fix) => !isLeftOut(request, fix)),
    leftOut: fixes
      .filter((fix) => isLeftOut(request, fix))
      .map((fix) => ({ fix, result: 'offline' })),
  }
}

/** Repairs and looks again, and only as long as something gets better. A choice changes nothing of the machine and is no round of it. */
export const createMend = (session: Session, want: (flag: Repair['wants']) => void): Mend => {
  const { signal, interpreters } = session
  const tried: PlannedFix[] = []
  /** Kubernetes tries again by itself, some seconds later. */
  const isSlow = ({ state, planned: { step } }: StepOutcome): boolean =>
    state === 'done' && interpreters[step.kind].showsLater === true
  return async (wanted = () => true, see) => {
    const rounds: Round[] = []
    while (rounds.filter((round) => !isChoice(round)).length < mostRounds && !signal.aborted) {
      const before = session.report()
      const untried = firstOf(
        before.plan.filter((fix) => wanted(fix) && !tried.some((known) => sameFix(known, fix))),
      )
      if (untried.length === 0) break
      tried.push(...untried)
      const { open, leftOut } = permitted(session, untried)
      if (open.length === 0) {
        rounds.push({ fixes: leftOut, steps: [] })
        break
      }
      const { plan, steps, touched, agreed, wants } = await session.apply(open)
      want(wants)
      if (touched && !signal.aborted)
        await (see?.() ?? (steps.some(isSlow) ? proveCluster(session) : session.look()))
      const after = signal.aborted ? undefined : session.report()
      const fixes = [...fixOutcomes(plan, steps, agreed, before, after), ...leftOut]
      const round = { fixes, steps }
      rounds.push(round)
      if (!isChoice(round) && !fixes.some(({ result }) => result === 'fixed')) break
    }
    return rounds
  }
}
