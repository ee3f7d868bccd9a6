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
  const inner = new AbortController()
  const stop = (): void => inner.abort(outer.reason)
  outer.addEventListener('abort', stop, { once: true })
  const timer = setTimeout(() => inner.abort(new SourceFault(why)), ms)
  try {
    return await work(inner.signal)
  } catch (error) {
    throw inner.signal.aborted ? inner.signal.reason : error
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', stop)
  }
}
