import type { Course } from '../model/attempt.ts'
import type { Repair, Round } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import type { WriteHost } from '../model/write-host.ts'
import { fixOutcomes } from './outcome.ts'
import { sameFix } from './plan.ts'
import { openSession } from './session.ts'
import type { Session, SessionOptions } from './session.ts'
import { offPath } from './traces.ts'

export const mostRounds = 3

export interface RepairOptions extends SessionOptions {
  readonly dryRun: boolean
  /** Starts the cluster when the rounds are over; `mend` does what is left of them. */
  readonly course?: (
    session: Session,
    repaired: { readonly mend: Mend; readonly repairs: readonly Round[] },
  ) => Promise<Course>
}

/** Does the repairs that nobody has tried yet, at most three rounds of them, and returns what was done. */
export type Mend = (wanted?: (fix: PlannedFix) => boolean) => Promise<readonly Round[]>

/** Repairs and looks again, and only as long as something gets better. */
const createMend = (
  session: Session,
  { signal }: Pick<SessionOptions, 'signal'>,
  want: (flag: Repair['wants']) => void,
): Mend => {
  const tried: PlannedFix[] = []
  return async (wanted = () => true) => {
    const rounds: Round[] = []
    while (rounds.length < mostRounds && !signal.aborted) {
      const before = session.report()
      const open = before.plan.filter(
        (fix) => wanted(fix) && !tried.some((known) => sameFix(known, fix)),
      )
      if (open.length === 0) break
      tried.push(...open)
      const { plan, steps, touched, wants } = await session.apply(open)
      want(wants)
      if (touched && !signal.aborted) await session.look()
      const fixes = fixOutcomes(plan, steps, before, signal.aborted ? undefined : session.report())
      rounds.push({ fixes, steps })
      if (!fixes.some(({ result }) => result === 'fixed')) break
    }
    return rounds
  }
}

/** What would be done first. */
const previewed = async (session: Session): Promise<readonly Round[]> => {
  const { plan: fixes } = session.report()
  if (fixes.length === 0) return []
  const { preview } = await session.preview(fixes)
  return [{ fixes: fixes.map((fix) => ({ fix, result: 'planned' })), steps: preview }]
}

/** Whether the course can begin: a start that failed is a no, a cluster that runs and is proven answers what no check could tell. Pure. */
const readyAfter = (ready: Report['ready'], course: Course | undefined): Report['ready'] => {
  if (course?.state === 'failed') return false
  return course?.state === 'proven' ? (ready ?? true) : ready
}

/** Looks, plans, asks, repairs and looks again; then the cluster is started, where that is wanted. */
export const repair = async (host: WriteHost, options: RepairOptions): Promise<Report> => {
  const { journal, dryRun } = options
  const began = host.now()
  let wants: Repair['wants']
  const session = await openSession(host, options)
  const mend = createMend(session, options, (flag) => {
    wants ??= flag
  })
  const rounds = dryRun ? await previewed(session) : await mend()
  const wantedBefore = wants
  wants = undefined
  const course = dryRun ? undefined : await options.course?.(session, { mend, repairs: rounds })
  const wantedSince = course?.wants ?? wants
  const hidden = await offPath(host, session.folders())
  if (journal.begun()) await journal.note({ entry: 'ended' }).catch(() => undefined)
  return {
    ...session.report(),
    ready: readyAfter(session.report().ready, course),
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
