import type { Course } from '../model/attempt.ts'
import { choosing } from '../model/choice.ts'
import type { FixOutcome, Repair, Round, StepOutcome } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import type { WriteHost } from '../model/write-host.ts'
import { bothConsents } from './consent.ts'
import { isLeftOut } from './fetching.ts'
import { fixOutcomes } from './outcome.ts'
import { sameFix } from './plan.ts'
import { openSession } from './session.ts'
import type { Session, SessionOptions } from './session.ts'
import { offPath } from './traces.ts'

export const mostRounds = 3

export interface RepairOptions extends SessionOptions {
  readonly dryRun: boolean
  /** Looks until the cluster shows what a repair of it has done, or does not. */
  readonly settle?: (session: Session) => Promise<unknown>
  /** Starts the cluster when the rounds are over; `mend` does what is left of them. */
  readonly course?: (
    session: Session,
    repaired: { readonly mend: Mend; readonly repairs: readonly Round[] },
  ) => Promise<Course>
}

/** Does the repairs that nobody has tried yet, at most three rounds of them, and returns what was done; `see` looks what they have led to. */
export type Mend = (
  wanted?: (fix: PlannedFix) => boolean,
  see?: () => Promise<unknown>,
) => Promise<readonly Round[]>

/** What is taken otherwise than the course says is settled first, for the rest depends on it. */
const firstOf = (open: readonly PlannedFix[]): readonly PlannedFix[] => {
  const choices = open.filter(({ choice }) => choice !== undefined)
  return choices.length > 0 ? choices : open
}

const isChoice = ({ fixes }: Round): boolean =>
  fixes.some(({ fix: { choice } }) => choice !== undefined)

/** Those that may be done, and what becomes of the others. */
const permitted = (
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
const createMend = (
  session: Session,
  { signal, interpreters, settle = (own) => own.look() }: RepairOptions,
  want: (flag: Repair['wants']) => void,
): Mend => {
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
        await (see?.() ?? (steps.some(isSlow) ? settle(session) : session.look()))
      const after = signal.aborted ? undefined : session.report()
      const fixes = [...fixOutcomes(plan, steps, agreed, before, after), ...leftOut]
      const round = { fixes, steps }
      rounds.push(round)
      if (!isChoice(round) && !fixes.some(({ result }) => result === 'fixed')) break
    }
    return rounds
  }
}

/** What would be chosen, and then done first. */
const previewed = async (session: Session): Promise<readonly Round[]> => {
  const rounds: Round[] = []
  const chosen: PlannedFix[] = []
  for (;;) {
    const { plan } = session.report()
    const wanted = firstOf(plan.filter((fix) => !chosen.some((known) => sameFix(known, fix))))
    if (wanted.length === 0) return rounds
    const { open, leftOut } = permitted(session, wanted)
    const { preview } = await session.preview(open)
    const planned = open.map((fix) => ({ fix, result: 'planned' }) as const)
    const round: Round = { fixes: [...planned, ...leftOut], steps: preview }
    rounds.push(round)
    if (!isChoice(round)) return rounds
    chosen.push(...wanted)
    const choices = open.flatMap(({ choice }) => choice ?? [])
    await session.look({ request: choices.reduce(choosing, session.request()), stale: 'all' })
  }
}

/** Whether the course can begin: a start that failed is a no, a cluster that runs and is proven answers what no check could tell. Pure. */
const readyAfter = (ready: Report['ready'], course: Course | undefined): Report['ready'] => {
  if (course?.state === 'failed') return false
  if (course?.state === 'unproven') return ready === true ? null : ready
  return course?.state === 'proven' ? (ready ?? true) : ready
}

/** Looks, plans, asks, repairs and looks again; then the cluster is started, where that is wanted. */
export const repair = async (host: WriteHost, options: RepairOptions): Promise<Report> => {
  const { journal, dryRun, signal } = options
  const began = host.now()
  let wants: Repair['wants']
  const session = await openSession(host, options)
  const mend = createMend(session, options, (flag) => {
    wants = bothConsents(wants, flag)
  })
  const asked = session.report()
  const rounds = dryRun ? await previewed(session) : await mend()
  const wantedBefore = wants
  wants = undefined
  const course = dryRun ? undefined : await options.course?.(session, { mend, repairs: rounds })
  const wantedSince = bothConsents(course?.wants, wants)
  const hidden = await offPath(host, session.folders())
  if (journal.begun()) await journal.note({ entry: 'ended' }).catch(() => undefined)
  // Nothing is better for being planned; the start is the one that would come.
  const seen = signal.aborted ? await session.lastLook() : session.report()
  const now = dryRun ? { ...asked, start: seen.start } : seen
  return {
    ...now,
    ready: readyAfter(now.ready, course),
    ms: host.now() - began,
    repair: {
      dryRun,
      rounds,
      ...(journal.begun() ? { run: journal.id } : {}),
      ...(hidden.length === 0 ? {} : { offPath: hidden }),
      ...(wantedBefore === undefined ? {} : { wants: wantedBefore }),
    },
    ...(course === undefined
      ? {}
      : { course: { ...course, ...(wantedSince === undefined ? {} : { wants: wantedSince }) } }),
  }
}
