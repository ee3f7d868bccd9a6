import { changing, lesson as limits } from '../../catalog/deadlines.ts'
import { createLesson, lessonState, tellingEvent } from '../../cluster/lesson.ts'
import type { LessonState, SmokeStep } from '../../cluster/lesson.ts'
import type { PodTrouble } from '../../facts/pod-trouble.ts'
import { sandboxImage } from '../../facts/system-pods.ts'
import type { SmokeResult } from '../../model/attempt.ts'
import type { Output } from '../../model/host.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { reasonIn } from './commands.ts'
import { askLesson } from './lesson-at.ts'
import type { LessonAt, LessonFailure, Trial } from './lesson-at.ts'
import { reachLesson } from './reach-lesson.ts'

const secondMs = 1000

const refused = (argv: Argv, output: Output): LessonFailure => ({
  why: 'refused',
  detail: reasonIn(output) || `${argv.join(' ')} did not end in time`,
})

/** A namespace gets its account a moment after it is made; until then no Pod is taken. Source: kubernetes plugin/pkg/admission/serviceaccount. */
const tooEarly = /serviceaccount "?default"? not found/i

/** Runs one of the lesson's commands; undefined when it has done its work. */
const create = async (
  { host, env = {}, signal }: LessonAt,
  argv: Argv,
): Promise<LessonFailure | undefined> => {
  const until = host.now() + limits.patience
  for (;;) {
    const output = await host.runChanging(argv, { deadlineMs: changing.quick, env })
    if (output.exitCode === 0) return undefined
    if (!tooEarly.test(output.stderr) || host.now() >= until || signal?.aborted === true)
      return refused(argv, output)
    await host.sleep(secondMs, signal)
  }
}

const lastLine = (text: string | undefined): string | undefined =>
  text
    ?.split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '')

/** A Pod that waits while its image is on the way, or whose sandbox lacks one. */
const waitsForImage = (event: string): boolean =>
  event.startsWith('Pulling image ') || sandboxImage(event) !== undefined

/** What a trouble comes to, in the words of the event, or of the process, that says why. */
const explain = async (
  at: LessonAt,
  pod: string,
  trouble: PodTrouble | undefined,
): Promise<LessonFailure> => {
  if (trouble?.kind === 'unschedulable') return { why: 'unschedulable', detail: trouble.said }
  const events = await askLesson(at, 'get', 'events', '-o', 'json')
  const event = events === undefined ? undefined : tellingEvent(events)
  if (trouble?.kind === 'image')
    return { why: 'image', detail: event ?? `${trouble.reason}: ${trouble.image}` }
  if (trouble?.kind === 'crash') {
    const before = await askLesson(at, 'logs', pod, '--tail=20', '--previous')
    const words = lastLine(before ?? (await askLesson(at, 'logs', pod, '--tail=20'))) ?? event
    const exit = trouble.exitCode === undefined ? '' : ` (exit code ${trouble.exitCode})`
    return {
      why: 'crash',
      detail: `${trouble.reason}${exit}${words === undefined ? '' : `: ${words}`}`,
    }
  }
  const said = trouble === undefined ? 'no Pod was made' : trouble.said || trouble.reason
  const why = event !== undefined && waitsForImage(event) ? 'image' : 'no-answer'
  return { why, detail: event ?? said }
}

const look = async (at: LessonAt): Promise<LessonState | undefined> => {
  const pods = await askLesson(at, 'get', 'pods', '-o', 'json')
  return pods === undefined ? undefined : lessonState(pods)
}

type Ready = Extract<LessonState, { readonly state: 'ready' }>

/** Waits until a Pod is ready. A trouble counts when it lasts: the kubelet tries again by itself. */
const becomeReady = async (at: LessonAt): Promise<Ready | LessonFailure> => {
  const { host, signal } = at
  const began = host.now()
  let since: number | undefined
  for (;;) {
    const seen = await look(at)
    if (seen?.state === 'ready') return seen
    if (signal?.aborted === true) return { why: 'no-answer', detail: 'interrupted' }
    const now = host.now()
    const trouble = seen?.trouble
    since = trouble === undefined || trouble.kind === 'stuck' ? undefined : (since ?? now)
    const lasts = since !== undefined && now - since >= limits.patience
    if (lasts || now - began >= limits.arrival) return explain(at, seen?.pod ?? '', trouble)
    // The longer it takes, the less a moment matters.
    await host.sleep(Math.min(secondMs + (now - began) / 10, limits.longestPause), signal)
  }
}

/** What was found out: the address where it answered, none where nothing was to answer. */
const learn = async (
  at: LessonAt,
): Promise<LessonFailure | { readonly address: string | undefined }> => {
  for (const argv of createLesson(at.step)) {
    const failure = await create(at, argv)
    if (failure !== undefined) return failure
    if (at.signal?.aborted === true) return { why: 'no-answer', detail: 'interrupted' }
  }
  const ready = await becomeReady(at)
  if ('why' in ready) return ready
  if (!at.step.serves) return { address: undefined }
  const reached = await reachLesson(at, ready.nodeAddress)
  if ('address' in reached || at.signal?.aborted === true) return reached
  // A process that dies at once may have been taken for ready.
  const later = await look(at)
  return later?.state === 'waiting' && later.trouble?.kind === 'crash'
    ? explain(at, later.pod, later.trouble)
    : reached
}

/** Creates the first lesson and looks whether it works. Leaves it there: removing it is the caller's. Never throws `StepError`. */
export const tryLesson = async (
  step: SmokeStep,
  host: WriteHost,
  trial: Trial = {},
): Promise<SmokeResult> => {
  const began = host.now()
  const found = await learn({ ...trial, step, host }).catch((error: unknown): LessonFailure => {
    if (!(error instanceof StepError)) throw error
    return { why: 'refused', detail: error.message }
  })
  const same = { lesson: step.lesson, image: step.image, ms: host.now() - began }
  if ('why' in found) return { state: 'failed', ...same, ...found }
  return {
    state: 'works',
    ...same,
    ...(found.address === undefined ? {} : { address: found.address }),
  }
}
