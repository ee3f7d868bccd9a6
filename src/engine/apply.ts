import type { PlannedStep, Privilege, RoundPlan, StepOutcome } from '../model/repair.ts'
import type { Request } from '../model/request.ts'
import type { Step } from '../model/step.ts'
import type { WriteHost } from '../model/write-host.ts'
import { bind } from './erased.ts'
import type { BoundStep } from './erased.ts'
import type { Journal } from './journal.ts'
import type { AnyInterpreter, Undo } from './steps/interpreter.ts'
import { troubleOf } from './trouble.ts'

export type Interpreters = Readonly<Record<Step['kind'], AnyInterpreter>>

/** What happens while steps are done; for painters only. */
export type StepListener = (event: {
  readonly index: number
  /** Undefined: it begins. */
  readonly outcome?: StepOutcome
}) => void

export interface ApplyOptions {
  readonly host: WriteHost
  readonly interpreters: Interpreters
  readonly journal: Journal
  /** Once it fires no further step begins; the one in hand is finished. */
  readonly signal: AbortSignal
  readonly privilege: Privilege
  readonly request: Request
  readonly listen?: StepListener
}

interface Done {
  readonly index: number
  readonly n: number
  readonly undo: Undo | undefined
}

const bound = ({ step }: PlannedStep, interpreters: Interpreters): BoundStep =>
  bind(interpreters[step.kind], step)

/** A disk that is full does not undo what was done: a step without its last line counts as perhaps done. */
const noteIfPossible: (
  journal: Journal,
  entry: Parameters<Journal['note']>[0],
) => Promise<void> = async (journal, entry) => {
  await journal.note(entry).catch((error: unknown) => {
    if (troubleOf(error).why === 'bug') throw error
  })
}

/** Takes a step back; false where there is no way, or where the machine has changed since. */
const takeBack = async (
  { step }: PlannedStep,
  { n, undo }: Pick<Done, 'n' | 'undo'>,
  { host, interpreters, journal }: ApplyOptions,
): Promise<boolean> => {
  if (undo === undefined) return false
  try {
    await interpreters[step.kind].revert(undo, host)
  } catch (error) {
    const { why } = troubleOf(error)
    if (why === 'bug') throw error
    return false
  }
  await noteIfPossible(journal, { entry: 'undone', n })
  return true
}

/** Journal first, then act: after a kill the journal knows at least what was done. */
const perform = async (
  planned: PlannedStep,
  options: ApplyOptions,
): Promise<{ readonly outcome: StepOutcome; readonly done?: Omit<Done, 'index'> }> => {
  const { host, interpreters, journal, request } = options
  const { step, because, needsRoot } = planned
  let begun: Omit<Done, 'index'> | undefined
  try {
    const { isDone, prepare, perform: act } = bound(planned, interpreters)
    if (await isDone(host)) return { outcome: { planned, state: 'already' } }
    const undo = await prepare(host)
    const n = journal.next()
    await journal.note({
      entry: 'prepared',
      n,
      step,
      because: [...because],
      needsRoot,
      undo: undo ?? null,
    })
    begun = { n, undo }
    await act(host, request)
    await noteIfPossible(journal, { entry: 'done', n })
    return { outcome: { planned, state: 'done' }, done: begun }
  } catch (error) {
    const trouble = troubleOf(error)
    const failed = { planned, state: 'failed', trouble } as const
    if (begun === undefined) return { outcome: failed }
    const { why, detail } = trouble
    await noteIfPossible(journal, { entry: 'failed', n: begun.n, why, detail })
    // Of an atomic step nothing has happened.
    const rolledBack =
      planned.reversibility === 'compensable' && (await takeBack(planned, begun, options))
    return { outcome: rolledBack ? { ...failed, rolledBack } : failed }
  }
}

/** Steps of this fix alone that were done, latest first. */
const ownSteps = (done: readonly Done[], plan: RoundPlan, fix: number): readonly Done[] =>
  done.filter(({ index }) => plan.steps[index]?.fixes.every((each) => each === fix)).toReversed()

/**
 * Does the steps somebody agreed to, in order. A step that fails ends its fixes: what they alone had done is taken back, and a
 * service that would not come up with it is told once more to come up without it.
 */
export const applyRound = async (
  plan: RoundPlan,
  agreed: ReadonlySet<number>,
  options: ApplyOptions,
): Promise<readonly StepOutcome[]> => {
  const { host, interpreters, signal, privilege, listen } = options
  const outcomes: StepOutcome[] = []
  const done: Done[] = []
  const ended = new Set<number>()
  const handedOver = new Set<number>()
  const settle = (index: number, outcome: StepOutcome): void => {
    outcomes[index] = outcome
    listen?.({ index, outcome })
  }
  const abandon = async (planned: PlannedStep): Promise<void> => {
    let tookBack = false
    for (const fix of planned.fixes) {
      ended.add(fix)
      for (const each of ownSteps(done, plan, fix)) {
        const earlier = plan.steps[each.index]
        if (earlier === undefined || !(await takeBack(earlier, each, options))) continue
        tookBack = true
        done.splice(done.indexOf(each), 1)
        settle(each.index, { planned: earlier, state: 'taken-back' })
      }
    }
    if (tookBack && planned.step.kind === 'service')
      await bound(planned, interpreters)
        .perform(host, options.request)
        .catch(() => undefined)
  }
  for (const [index, planned] of plan.steps.entries()) {
    const willing = planned.fixes.filter((fix) => agreed.has(fix))
    if (willing.length === 0) settle(index, { planned, state: 'declined' })
    else if (signal.aborted || willing.every((fix) => ended.has(fix)))
      settle(index, { planned, state: 'not-reached' })
    else if (
      (planned.needsRoot && privilege === 'none') ||
      willing.every((fix) => handedOver.has(fix))
    ) {
      // What comes after it is the administrator's too.
      settle(index, { planned, state: 'handed-over' })
      for (const fix of willing) handedOver.add(fix)
    } else {
      listen?.({ index })
      const { outcome, done: record } = await perform(planned, options)
      settle(index, outcome)
      if (record !== undefined) done.push({ index, ...record })
      if (outcome.state === 'failed') await abandon(planned)
    }
  }
  return outcomes
}

/** The same steps, looked at and not done: which are done already, and what would change in files. Changes nothing. */
export const previewRound = (
  plan: RoundPlan,
  { host, interpreters }: Pick<ApplyOptions, 'host' | 'interpreters'>,
): Promise<readonly StepOutcome[]> =>
  Promise.all(
    plan.steps.map(async (planned): Promise<StepOutcome> => {
      try {
        const { isDone, diff } = bound(planned, interpreters)
        if (await isDone(host)) return { planned, state: 'already' }
        const text = await diff(host)
        return { planned, state: 'planned', ...(text === undefined ? {} : { diff: text }) }
      } catch (error) {
        return { planned, state: 'planned', trouble: troubleOf(error) }
      }
    }),
  )
