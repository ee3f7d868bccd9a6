import { dockerInfo } from '../facts/docker-info.ts'
import type { Privilege, Repair, Round, RoundPlan, StepOutcome } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import type { Step } from '../model/step.ts'
import { attempt } from '../model/unreadable.ts'
import type { WriteHost } from '../model/write-host.ts'
import { applyRound, previewRound } from './apply.ts'
import type { Interpreters, StepListener } from './apply.ts'
import { hasNothingToLose } from './consent.ts'
import type { DiagnoseOptions } from './diagnose.ts'
import { diagnose } from './diagnose.ts'
import type { Listener } from './events.ts'
import type { Journal } from './journal.ts'
import { fixOutcomes } from './outcome.ts'
import { sameFix } from './plan.ts'
import { planRound } from './round-plan.ts'
import type { PlanFacts } from './round-plan.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

export const mostRounds = 3

/** Which fixes somebody agreed to, and with whose rights the steps are done. */
export interface Decision {
  /** Positions of fixes. */
  readonly agreed: ReadonlySet<number>
  readonly privilege: Privilege
  /** A flag would have agreed to what was left out. */
  readonly wants?: '--yes'
}

export interface RoundContext {
  readonly report: Report
  /** From 1. */
  readonly number: number
  readonly preview: readonly StepOutcome[]
  readonly nothingToLose: boolean
}

/** The edges of a repair: who looks on, who decides, where it is written down. */
export interface RepairOptions extends Omit<DiagnoseOptions, 'signal' | 'store' | 'listen'> {
  readonly interpreters: Interpreters
  readonly journal: Journal
  readonly dryRun: boolean
  /** Fires when somebody has seen enough: the step in hand is finished, nothing else begins. */
  readonly signal: AbortSignal
  /** The time one look at the machine may take. */
  readonly budget: () => AbortSignal
  readonly decide: (plan: RoundPlan, context: RoundContext) => Promise<Decision>
  /** The machine as the user sees it after a change of groups. */
  readonly regrouped: (host: WriteHost) => Promise<WriteHost>
  readonly download?: PlanFacts['download']
  /** Shows a look while it goes on. */
  readonly looking?: (look: (listen?: Listener) => Promise<Report>) => Promise<Report>
  /** Shows the steps while they are done. */
  readonly doing?: (
    plan: RoundPlan,
    agreed: ReadonlySet<number>,
    apply: (listen?: StepListener) => Promise<readonly StepOutcome[]>,
  ) => Promise<readonly StepOutcome[]>
}

/** Ids of the facts that the steps done have made stale. */
const staleFacts = (
  steps: readonly StepOutcome[],
  interpreters: Interpreters,
): readonly string[] => [
  ...new Set(
    steps.flatMap(({ state, planned: { step } }) =>
      state === 'done' || state === 'failed' || state === 'taken-back'
        ? interpreters[step.kind].stale
        : [],
    ),
  ),
]

const joinedGroup = (steps: readonly StepOutcome[]): boolean =>
  steps.some(({ state, planned }) => state === 'done' && planned.step.kind === 'group-member')

const running = async (store: Store): Promise<number | undefined> => {
  const info = await attempt(store.get(dockerInfo))
  return info.ok ? info.value.containersRunning : undefined
}

/** Looks, plans, asks, repairs and looks again: at most three rounds, and only as long as something gets better. */
export const repair = async (first: WriteHost, options: RepairOptions): Promise<Report> => {
  const { interpreters, journal, signal, budget, dryRun } = options
  const { looking = (look) => look(), doing = (_plan, _agreed, apply) => apply() } = options
  const facts: PlanFacts = {
    reversibility: ({ kind }: Step) => interpreters[kind].reversibility,
    ...(options.download === undefined ? {} : { download: options.download }),
  }
  const began = first.now()
  let host = first
  let store: Store | undefined
  let stale: readonly string[] = []
  const look = (): Promise<Report> =>
    looking((listen) => {
      const limits = AbortSignal.any([budget(), signal])
      const settings = {
        host,
        request: options.request,
        signal: limits,
        ...(listen === undefined ? {} : { listen }),
      }
      const fresh = store === undefined ? createStore(settings) : store.next(stale, settings)
      store = fresh
      return diagnose(host, {
        checks: options.checks,
        request: options.request,
        version: options.version,
        ...(options.selected === undefined ? {} : { selected: options.selected }),
        signal: limits,
        store: fresh,
        ...(listen === undefined ? {} : { listen }),
      })
    })

  const rounds: Round[] = []
  const tried: PlannedFix[] = []
  let wants: Repair['wants']
  let report = await look()
  while (rounds.length < mostRounds && !signal.aborted) {
    const open = report.plan.filter((fix) => !tried.some((known) => sameFix(known, fix)))
    if (open.length === 0) break
    tried.push(...open)
    const plan = planRound(open, facts)
    const preview = await previewRound(plan, { host, interpreters })
    if (dryRun) {
      rounds.push({ fixes: open.map((fix) => ({ fix, result: 'planned' })), steps: preview })
      break
    }
    const count = store === undefined ? undefined : await running(store)
    const decision = await options.decide(plan, {
      report,
      number: rounds.length + 1,
      preview,
      nothingToLose: hasNothingToLose(report.checks, count),
    })
    wants ??= decision.wants
    const applied = await doing(plan, decision.agreed, (listen) =>
      applyRound(plan, decision.agreed, {
        host,
        interpreters,
        journal,
        signal,
        privilege: decision.privilege,
        ...(listen === undefined ? {} : { listen }),
      }),
    )
    // A declined or handed-over step can still be shown as what it would have changed.
    const steps = applied.map((outcome, index): StepOutcome => {
      const diff = preview[index]?.diff
      return diff === undefined ? outcome : { ...outcome, diff }
    })
    const before = report
    const touched = steps.some(
      ({ state }) => state !== 'declined' && state !== 'not-reached' && state !== 'handed-over',
    )
    stale = staleFacts(steps, interpreters)
    if (joinedGroup(steps)) {
      host = await options.regrouped(host)
      stale = [...stale, 'identity']
    }
    if (touched && !signal.aborted) report = await look()
    const fixes = fixOutcomes(plan, steps, before, signal.aborted ? undefined : report)
    rounds.push({ fixes, steps })
    if (!fixes.some(({ result }) => result === 'fixed')) break
  }
  if (journal.begun()) await journal.note({ entry: 'ended' }).catch(() => undefined)
  return {
    ...report,
    ms: first.now() - began,
    repair: {
      dryRun,
      rounds,
      ...(journal.begun() ? { run: journal.id } : {}),
      ...(wants === undefined ? {} : { wants }),
    },
  }
}
