import type { Activity, OnEvent } from '../engine/run-events.ts'
import type { AnyCheck } from '../model/check.ts'
import type { StepOutcome } from '../model/repair.ts'
import { attemptLines, causeText } from '../report/course.ts'
import { outcomeLines, titleOf } from '../report/repair.ts'
import type { Painting } from './live.ts'
import { viewStart, viewWait } from './start-view.ts'
import type { StartViewOptions } from './start-view.ts'

export interface RunViewOptions extends StartViewOptions {
  readonly checks: readonly AnyCheck[]
  /** Answers a signal from now on; no more when what it returns is called. */
  readonly answering: (answer: string) => () => void
}

type Of<Name extends Activity['name']> = Extract<Activity, { readonly name: Name }>

const unanswered = (): void => undefined
const nothing: Painting = { hear: () => undefined, end: async () => undefined }

/** The machine is looked at: a row for each area, nothing in a pipe. */
const viewLook = async ({ live, checks, look }: RunViewOptions): Promise<Painting> =>
  live ? (await import('./painter.ts')).paintLook(checks, look.language) : nothing

/** Rows while the steps are done, then what became of them; in a pipe what becomes of each at once. */
const viewSteps = async (
  { plan, agreed }: Of<'steps'>,
  { live, look, say }: RunViewOptions,
): Promise<Painting> => {
  if (!live)
    return {
      ...nothing,
      hear: (event) => {
        if (event.kind === 'step' && event.outcome !== undefined)
          void say(outcomeLines(event.outcome, look))
      },
    }
  const titles = plan.steps.flatMap((step, index) =>
    step.fixes.some((fix) => agreed.has(fix)) ? [{ index, title: titleOf(step, look) }] : [],
  )
  const outcomes: StepOutcome[] = []
  const rows = (await import('./step-painter.ts')).paintSteps(titles)
  return {
    hear: (event) => {
      rows.hear(event)
      if (event.kind === 'step' && event.outcome !== undefined)
        outcomes[event.index] = event.outcome
    },
    end: async () => {
      await rows.end()
      await say(outcomes.flatMap((outcome) => outcomeLines(outcome, look)))
    },
  }
}

const viewProof = (options: RunViewOptions): Promise<Painting> =>
  viewWait(options.look.language.start.proving, options, (event) =>
    event.kind === 'waiting'
      ? event.because
          .map((code) => causeText({ code }, event.report, options.look))
          .join(options.look.language.marks.semicolon)
      : undefined,
  )

const view = (activity: Activity, options: RunViewOptions): Promise<Painting> => {
  const { start } = options.look.language
  switch (activity.name) {
    case 'look':
      return viewLook(options)
    case 'steps':
      return viewSteps(activity, options)
    case 'start':
      return viewStart(activity, options)
    case 'proof':
      return viewProof(options)
    case 'lesson':
      return viewWait(`${start.trying} (${activity.image})`, options)
  }
}

/** What a second signal would break off, and takes its time to end. */
const answerTo = ({ name }: Activity, { look }: RunViewOptions): string | undefined => {
  const { repair, start } = look.language
  if (name === 'start') return start.breakingOff
  return name === 'steps' ? repair.finishing : undefined
}

/** Shows a run as it goes on: rows that move, lines, or nothing but the JSON at its end. */
export const viewRun = (options: RunViewOptions): OnEvent => {
  let painting = nothing
  let answered = unanswered
  return async (event) => {
    if (event.kind === 'begun') {
      const answer = answerTo(event.activity, options)
      if (answer !== undefined) answered = options.answering(answer)
      painting = await view(event.activity, options)
    } else if (event.kind === 'ended') {
      answered()
      const ended = painting
      ;[answered, painting] = [unanswered, nothing]
      await ended.end()
    } else if (event.kind === 'failed-attempt')
      await options.tell(attemptLines(event.attempt, event.number, event.report, options.look))
    else painting.hear(event)
  }
}
