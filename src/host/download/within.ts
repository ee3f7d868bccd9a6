import { deadline } from '../../lib/deadline.ts'
import type { InstallReason } from '../../model/install-reason.ts'
import { SourceFault } from './source-fault.ts'

/** Work that must be done in time: its signal aborts at the deadline, which is then the source's fault, or with the caller's. */
export const within = async <T>(
  ms: number,
  why: InstallReason,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  outer.throwIfAborted()
  const { signal, passed, release } = deadline(ms, outer)
  try {
    return await work(signal)
  } catch (error) {
    outer.throwIfAborted()
    throw passed() ? new SourceFault(why) : error
  } finally {
    release()
  }
}
