import { deadlines } from '../../catalog/deadlines.ts'
import { inLesson } from '../../cluster/lesson.ts'
import type { SmokeStep } from '../../cluster/lesson.ts'
import type { SmokeResult } from '../../model/attempt.ts'
import { attempt } from '../../model/unreadable.ts'
import type { WriteHost } from '../../model/write-host.ts'

export interface Trial {
  /** Somebody has seen enough. */
  readonly signal?: AbortSignal
  /** What kubectl is given besides, as the start was. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** The step with the edges it is done at. */
export interface LessonAt extends Trial {
  readonly step: SmokeStep
  readonly host: WriteHost
}

type Why = Extract<SmokeResult, { readonly state: 'failed' }>['why']

/** Why the lesson does not work, and in whose words. */
export interface LessonFailure {
  readonly why: Why
  readonly detail: string
}

/** Asks about the lesson's namespace; undefined where kubectl does not answer. */
export const askLesson = async (
  { step, host, env = {} }: LessonAt,
  ...args: readonly string[]
): Promise<string | undefined> => {
  const argv = inLesson(step, ...args)
  const output = await attempt(host.run(argv, { deadlineMs: deadlines.tool, env }))
  return output.ok && output.value.exitCode === 0 ? output.value.stdout : undefined
}
