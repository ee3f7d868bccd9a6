import { choosing } from '../model/choice.ts'
import type { Course } from '../model/attempt.ts'
import type { Repair, Round } from '../model/repair.ts'
import type { PlannedFix, Report } from '../model/report.ts'
import { bothConsents } from './consent.ts'
import { sameFix } from './plan.ts'
import { createMend, firstOf, isChoice, permitted } from './rounds.ts'
import { openSession } from './session.ts'
import type { RunEdges, RunRequest } from './run-request.ts'
import type { Session } from './session.ts'
import { startCourse } from './start.ts'
import { offPath } from './traces.ts'

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
export const run = async (request: RunRequest, edges: RunEdges): Promise<Report> => {
  const { dryRun } = request
  const { host, signal } = edges
  const began = host.now()
  let wants: Repair['wants']
  const session = await openSession(request, edges)
  const { journal } = session
  const mend = createMend(session, (flag) => {
    wants = bothConsents(wants, flag)
  })
  const asked = session.report()
  const rounds = dryRun ? await previewed(session) : await mend()
  const wantedBefore = wants
  wants = undefined
  const course =
    dryRun || request.start === undefined
      ? undefined
      : await startCourse(session, { mend, repairs: rounds }, request.start)
  const wantedSince = bothConsents(course?.wants, wants)
  const hidden = await offPath(host, session.folders())
  if (journal.begun()) await journal.note({ entry: 'ended' }).catch(() => undefined)
  // Nothing is better for being planned; the start is the one that would come.
  const seen = signal.aborted ? await session.lastLook() : session.report()
  const now = dryRun ? { ...asked, start: seen.start } : seen
  return {
    ...now,
    at: began,
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
