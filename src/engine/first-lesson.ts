import type { SmokeResult } from '../model/attempt.ts'
import type { Session } from './session.ts'

export interface LessonEdges {
  readonly smoke: (session: Session) => Promise<SmokeResult | undefined>
  /** Repairs what the look after a lesson has found; `see` tries it again. */
  readonly repair: (see: () => Promise<unknown>) => Promise<unknown>
}

/** Tries the first lesson, repairs what keeps it from working, and tries it once more; undefined where there is none to try. */
export const firstLesson = async (
  session: Session,
  { smoke, repair }: LessonEdges,
): Promise<SmokeResult | undefined> => {
  const { signal } = session
  let result: SmokeResult | undefined
  const tryIt = async (): Promise<void> => {
    result = await smoke(session)
    if (result === undefined || signal.aborted) return
    const request = session.request()
    const overrides = { ...request.overrides, smoke: result }
    await session.look({ request: { ...request, overrides }, quiet: true })
  }
  await tryIt()
  if (result?.state === 'failed' && !signal.aborted) await repair(tryIt)
  return result
}
