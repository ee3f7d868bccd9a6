import { startCourse } from '../../src/engine/start.ts'
import type { StartParts } from '../../src/engine/start.ts'
import type { OnEvent } from '../../src/engine/run-events.ts'
import type { Mend } from '../../src/engine/rounds.ts'
import type { Applied, Session } from '../../src/engine/session.ts'
import { interpreters } from '../../src/engine/steps/index.ts'
import { applyRound } from '../../src/engine/apply.ts'
import { createStore } from '../../src/engine/store.ts'
import { planRound } from '../../src/engine/round-plan.ts'
import { nextRung } from '../../src/cluster/ladder.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { Machine } from '../../src/host/machine.ts'
import type { Course, Rung, RungId } from '../../src/model/attempt.ts'
import { choosing } from '../../src/model/choice.ts'
import type { Output } from '../../src/model/host.ts'
import type { Round } from '../../src/model/repair.ts'
import type { PlannedFix, Report } from '../../src/model/report.ts'
import type { Request } from '../../src/model/request.ts'
import { attempt } from '../../src/model/unreadable.ts'
import { StepError } from '../../src/model/write-host.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
import { diagnoseMachine, requestFor } from './diagnose.ts'
import { readMachine } from './machine-file.ts'
import { memoryJournal } from './repairing.ts'
import { writableMachine } from './writable-machine.ts'

/** How one start ends, in the words of its exit: what it prints, and its code. */
export interface Ending {
  readonly exitCode?: number
  readonly says?: string
  readonly timedOut?: true
  /** The program is not there. */
  readonly missing?: true
  /** Done while it goes on. */
  readonly during?: () => void
}

export const started: Ending = { exitCode: 0, says: 'minikube says nothing of interest\n' }
export const failing = (reason: string, message: string, exitCode = 80): Ending => ({
  exitCode,
  says: `X Exiting due to ${reason}: ${message}\n`,
})

/** The machine before and after a cluster is well; computed once. */
export const reports = async (): Promise<{ readonly none: Report; readonly well: Report }> => {
  const [none, well] = await Promise.all(
    ['ubuntu-22.04', 'cluster-running'].map((name) => diagnoseMachine(readMachine(name))),
  )
  if (none === undefined || well === undefined) throw new TypeError('no report')
  return { none, well }
}

export interface CourseWorld {
  readonly starts: readonly Ending[]
  readonly rungs?: StartParts['nextRung']
  /** Rungs somebody agrees to; all unless told. */
  readonly agrees?: (rung: Rung) => boolean
  /** What the machine says after so many starts that ended well; a well cluster unless told. */
  readonly after?: (starts: number) => Report
  readonly before?: Report
  /** The recorded machine its facts are read from. */
  readonly machine?: string
  readonly offline?: boolean
  /** What is asked for beside that. */
  readonly change?: Parameters<typeof requestFor>[0]
  readonly repairs?: readonly Round[]
  readonly mend?: Mend
  readonly parts?: Partial<StartParts>
  /** False with --no-start. */
  readonly wanted?: boolean
  readonly onEvent?: OnEvent
  readonly stop?: AbortController
}

/** minikube's note of the cluster: there after every start, until something deletes it. */
const profile = '/home/jane/.minikube/profiles/minikube/config.json'

const output = ({ exitCode, says = '', timedOut }: Ending): Output => ({
  exitCode: timedOut === true ? undefined : exitCode,
  stdout: '',
  stderr: says,
  timedOut: timedOut === true,
  truncated: false,
})

const deleted = (now: Machine): Machine => ({
  ...now,
  files: Object.fromEntries(Object.entries(now.files).filter(([name]) => name !== profile)),
})

/** Runs the course against a machine of which only its starts are real: each ends as told. */
export const runCourse = async (
  world: CourseWorld,
): Promise<{
  readonly course: Course
  /** Command lines that were to start something. */
  readonly lines: readonly string[]
  /** Their environments. */
  readonly envs: readonly Readonly<Record<string, string | undefined>>[]
  readonly asked: readonly string[]
  readonly request: Request
  readonly entries: readonly { readonly entry: string }[]
}> => {
  const { none, well } = await reports()
  const stop = world.stop ?? new AbortController()
  const lines: string[] = []
  const envs: Readonly<Record<string, string | undefined>>[] = []
  const asked: string[] = []
  const { journal, entries } = memoryJournal()
  const { machine } = readMachine(world.machine ?? 'ubuntu-22.04')
  const writable = writableMachine(machine, {
    'minikube delete -p minikube': deleted,
    'minikube delete --all': deleted,
  })
  const read = createReplayHost(machine)
  const host: WriteHost = {
    ...writable.host,
    now: read.now,
    runChanging: async (argv, options) => {
      if (argv[1] !== 'start') return writable.host.runChanging(argv, options)
      const ending = world.starts[Math.min(lines.length, world.starts.length - 1)]
      lines.push(argv.join(' '))
      envs.push(options.env ?? {})
      if (ending === undefined || ending.missing === true)
        throw new StepError('failed', 'minikube is not installed here')
      await writable.host.writeAtomic(profile, '{}')
      ending.during?.()
      const ended = output(ending)
      options.onOutput?.(ended.stderr, 'stderr')
      return options.signal?.aborted === true ? { ...ended, exitCode: undefined } : ended
    },
  }
  let request = requestFor({ ...world.change, offline: world.offline === true })
  let good = 0
  let report = world.before ?? none
  const facts = {
    reversibility: ({ kind }: { readonly kind: keyof typeof interpreters }) =>
      interpreters[kind].reversibility,
  }
  const apply = async (
    fixes: readonly PlannedFix[],
    agreed: ReadonlySet<number>,
    own = interpreters,
  ): Promise<Applied> => {
    const plan = planRound(fixes, facts)
    const steps = await applyRound(plan, agreed, {
      host,
      interpreters: own,
      journal,
      signal: stop.signal,
      privilege: 'root',
      request,
    })
    return { plan, steps, touched: agreed.size > 0 && steps.length > 0, agreed }
  }
  const session: Session = {
    journal,
    interpreters,
    signal: stop.signal,
    onEvent: world.onEvent ?? (() => undefined),
    host: () => host,
    request: () => request,
    report: () => report,
    folders: () => [],
    look: async ({ request: changed } = {}) => {
      request = changed ?? request
      report = good > 0 ? (world.after?.(good) ?? well) : report
      return report
    },
    lastLook: async () => report,
    get: (fact) => attempt(createStore({ host, request, signal: stop.signal }).get(fact)),
    preview: async (fixes) => ({ plan: planRound(fixes, facts), preview: [] }),
    apply: async (fixes, rung) => {
      asked.push(rung?.id ?? fixes.map(({ fix }) => fix).join())
      const yes = rung === undefined || (world.agrees?.(rung) ?? true)
      const applied = await apply(fixes, new Set(yes ? [0] : []))
      if (yes) request = fixes.flatMap(({ choice }) => choice ?? []).reduce(choosing, request)
      return yes ? applied : { ...applied, wants: '--yes' }
    },
    perform: async (fix, own) => {
      const { steps } = await apply([fix], new Set([0]), own)
      const [outcome] = steps
      if (outcome === undefined) throw new TypeError('no step')
      if (outcome.state === 'done') good += 1
      return outcome
    },
  }
  const course = await startCourse(
    session,
    { mend: world.mend ?? (async () => []), repairs: world.repairs ?? [] },
    { wanted: world.wanted ?? true, deadlineMs: 1000 },
    {
      nextRung: world.rungs ?? nextRung,
      prove: async (seen) => {
        await seen.look()
        return good > 0 && report === well
          ? { state: 'proven', because: [] }
          : { state: 'failed', because: ['cluster/system-pods/image'] }
      },
      smoke: async () => undefined,
      ...world.parts,
    },
  )
  return { course, lines, envs, asked, request, entries: entries() }
}

/** A rung that does nothing unless told. */
export const rung = (id: RungId, more: Partial<Rung> = {}): Rung => ({
  id,
  because: ['minikube/GUEST_START'],
  risk: 'safe',
  steps: [],
  ...more,
})

/** Offers these rungs one after the other. */
export const inTurn = (...rungs: readonly Rung[]): NonNullable<CourseWorld['rungs']> => {
  const left = [...rungs]
  return () => left.shift()
}
