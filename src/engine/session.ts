import { deadline } from '../lib/deadline.ts'
import { dockerInfo } from '../facts/docker-info.ts'
import type { Rung } from '../model/attempt.ts'
import { choosing } from '../model/choice.ts'
import type { Fact } from '../model/fact.ts'
import type { Consent, RoundPlan, StepOutcome } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import type { Request } from '../model/request.ts'
import type { Step } from '../model/step.ts'
import { attempt } from '../model/unreadable.ts'
import type { Reading } from '../model/unreadable.ts'
import type { WriteHost } from '../model/write-host.ts'
import { askingOnce } from './asking-once.ts'
import { applyRound, previewRound } from './apply.ts'
import type { Interpreters } from './apply.ts'
import { hasNothingToLose } from './consent.ts'
import { diagnose } from './diagnose.ts'
import { createJournal } from './journal.ts'
import type { Journal } from './journal.ts'
import { choicesOf, isTouched, joinedGroup, placedBy, seeing, staleFacts } from './traces.ts'
import { planRound } from './round-plan.ts'
import type { PlanFacts } from './round-plan.ts'
import { during } from './run-events.ts'
import type { OnEvent } from './run-events.ts'
import type { RunEdges, RunRequest } from './run-request.ts'
import { selection } from './selection.ts'
import { interpreters as known } from './steps/index.ts'
import type { Store } from './store.ts'
import { withCluster } from './with-cluster.ts'

export interface Applied {
  readonly plan: RoundPlan
  readonly steps: readonly StepOutcome[]
  /** Something was done, or begun, or is taken otherwise from now on. */
  readonly touched: boolean
  readonly agreed: ReadonlySet<number>
  readonly wants?: Consent
}

/** What changes from one look to the next. */
export interface LookChanges {
  /** Further facts to read again; `all` where anything may depend on the change. */
  readonly stale?: readonly string[] | 'all'
  /** What is asked for now. */
  readonly request?: Request
  /** Nobody needs to see it. */
  readonly quiet?: true
  /** Ids of the checks that are looked at, with what they wait for; all unless told. Such a look is a glance: what is remembered is the last whole one. */
  readonly only?: readonly string[]
}

/** One run: the machine as it was last seen, and what is done to it. */
export interface Session extends Pick<RunEdges, 'onEvent' | 'signal'> {
  readonly journal: Journal
  readonly interpreters: Interpreters
  readonly host: () => WriteHost
  readonly request: () => Request
  /** As last seen. */
  readonly report: () => Report
  /** Folders into which this run has put programs. */
  readonly folders: () => readonly string[]
  /** Looks at what the steps since the last look have made stale, and remembers the rest. */
  readonly look: (changes?: LookChanges) => Promise<Report>
  /** Looks at what is stale after an interruption, too: a report speaks of now. */
  readonly lastLook: () => Promise<Report>
  /** A fact as the last look knows it. */
  readonly get: <T>(fact: Fact<T>) => Promise<Reading<T>>
  readonly preview: (fixes: readonly PlannedFix[]) => Promise<{
    readonly plan: RoundPlan
    readonly preview: readonly StepOutcome[]
  }>
  /** Plans, asks, does. */
  readonly apply: (fixes: readonly PlannedFix[], rung?: Rung) => Promise<Applied>
  /** Does a single step that nobody has to be asked for. */
  readonly perform: (fix: PlannedFix, interpreters: Interpreters) => Promise<StepOutcome>
}

/** Begins with a look. */
export const openSession = async (
  options: RunRequest,
  { host: first, ask, onEvent, signal }: RunEdges,
): Promise<Session> => {
  const { interpreters = known, version } = options
  const journal = createJournal(first.runFile, { now: first.now, version })
  const facts: PlanFacts = {
    reversibility: ({ kind }: Step) => interpreters[kind].reversibility,
  }
  let bare: WriteHost = first
  let folders: readonly string[] = []
  let host: WriteHost = first
  let request = options.request
  let store: Store | undefined
  let stale: readonly string[] | 'all' = []

  const see = async (changes: LookChanges = {}, stop?: AbortSignal): Promise<Report> => {
    const { stale: more = [], quiet = false, only } = changes
    const selected = selection(options, only)
    const dropped = more === 'all' || stale === 'all' ? 'all' : [...stale, ...more]
    request = changes.request ?? request
    stale = []
    const run = async (listen?: OnEvent): Promise<Report> => {
      const { signal: limits, release } = deadline(
        options.lookMs,
        ...(stop === undefined ? [] : [stop]),
      )
      const listening = listen === undefined ? {} : { listen }
      const settings = { host: askingOnce(host), request, signal: limits, ...listening }
      const seen = await withCluster(
        settings,
        store === undefined || dropped === 'all' ? undefined : store.next(dropped, settings),
      )
      ;({ request, store } = seen)
      return diagnose(host, {
        checks: options.checks,
        request,
        version: options.version,
        selected,
        signal: limits,
        store,
        ...listening,
      }).finally(release)
    }
    return quiet ? run() : during(onEvent, { name: 'look' }, () => run(onEvent))
  }
  let report = await see({}, signal)
  const look: Session['look'] = async (changes) => {
    const wanted = [stale, changes?.stale ?? []]
    const seen = await see(changes, signal)
    // A look that was cut off has seen less than the one before, and its facts are still to be read.
    if (signal.aborted) {
      stale = wanted.includes('all') ? 'all' : wanted.flat()
      return report
    }
    if (changes?.only === undefined) report = seen
    return seen
  }

  const lastLook: Session['lastLook'] = async () => {
    if (stale === 'all' || stale.length > 0) report = await see()
    return report
  }

  /** Facts to read again with the next look. */
  const drop = (ids: readonly string[]): void => {
    if (stale !== 'all') stale = [...new Set([...stale, ...ids])]
  }

  /** Notes what the steps have changed. */
  const settle = async (steps: readonly StepOutcome[]): Promise<void> => {
    drop(staleFacts(steps, interpreters))
    folders = [...new Set([...placedBy(steps), ...folders])]
    if (joinedGroup(steps)) {
      bare = await bare.afterLogin()
      drop(['identity'])
    }
    host = await seeing(bare, folders)
  }

  const get = async <T>(fact: Fact<T>): Promise<Reading<T>> => {
    if (store === undefined) throw new TypeError('nothing has been looked at')
    return attempt(store.get(fact))
  }

  const preview: Session['preview'] = async (fixes) => {
    const plan = planRound(fixes, { ...facts, route: report.route })
    return { plan, preview: await previewRound(plan, { host, interpreters }) }
  }

  const apply: Session['apply'] = async (fixes, rung) => {
    const { plan, preview: before } = await preview(fixes)
    const info = await get(dockerInfo)
    const running = info.ok ? info.value.containersRunning : undefined
    const decision = await ask(plan, {
      report,
      preview: before,
      nothingToLose: hasNothingToLose(report.checks, running),
      ...(rung === undefined ? {} : { rung }),
    })
    const { agreed, privilege } = decision
    const applied = await during(onEvent, { name: 'steps', plan, agreed }, () =>
      applyRound(plan, agreed, {
        host,
        interpreters,
        journal,
        signal,
        privilege,
        request,
        listen: (step) => void onEvent({ kind: 'step', ...step }),
      }),
    )
    // A declined or handed-over step can still be shown as what it would have changed.
    const steps = applied.map((outcome, index): StepOutcome => {
      const diff = before[index]?.diff
      return diff === undefined ? outcome : { ...outcome, diff }
    })
    await settle(steps)
    const choices = signal.aborted ? [] : choicesOf(plan, agreed, steps)
    request = choices.reduce(choosing, request)
    // Anything may depend on what is asked for.
    if (choices.length > 0) stale = 'all'
    return {
      plan,
      steps,
      touched: choices.length > 0 || steps.some(isTouched),
      agreed,
      ...(decision.wants === undefined ? {} : { wants: decision.wants }),
    }
  }

  const perform: Session['perform'] = async (fix, own) => {
    const plan = planRound([fix], facts)
    const [outcome] = await applyRound(plan, new Set([0]), {
      host,
      interpreters: own,
      journal,
      signal,
      privilege: 'none',
      request,
    })
    if (outcome === undefined) throw new TypeError(`${fix.fix} has no step`)
    await settle([outcome])
    return outcome
  }

  return {
    journal,
    interpreters,
    onEvent,
    signal,
    host: () => host,
    request: () => request,
    report: () => report,
    folders: () => folders,
    look,
    lastLook,
    get,
    preview,
    apply,
    perform,
  }
}
