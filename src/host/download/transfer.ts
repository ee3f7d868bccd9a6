import type { Feed } from './feed.ts'
import type { Limits } from './limits.ts'
import { createMeter } from './meter.ts'
import type { SourceFault } from './source-fault.ts'

/** How a source's transfer ended; `slow`: it is still running, but others may be faster by now. */
export type Outcome =
  | { readonly kind: 'ended' | 'slow' | 'stopped' }
  | { readonly kind: 'failed'; readonly fault: SourceFault; readonly progress: number }

export interface TransferOptions {
  readonly feed: Feed
  readonly limits: Limits
  readonly signal: AbortSignal
  /** Not asked to race again before then, in milliseconds. */
  readonly patienceMs: number
  /** The best speed somebody else is known to be able to give; undefined where nobody else is left. */
  readonly rival: () => number | undefined
  readonly push: (chunk: Buffer) => void
}

/** Takes bytes from one source until it ends, fails, or has become much slower than it, or another, has been. */
export const transfer = ({
  feed,
  limits,
  signal,
  patienceMs,
  rival,
  push,
}: TransferOptions): Promise<Outcome> =>
  new Promise((done) => {
    const meter = createMeter(limits.windowMs)
    let peak = 0
    let progress = 0
    const finish = (outcome: Outcome): void => {
      clearInterval(watch)
      signal.removeEventListener('abort', stop)
      if (outcome.kind === 'slow') feed.detach()
      else feed.close()
      done(outcome)
    }
    const stop = (): void => finish({ kind: 'stopped' })
    const watch = setInterval(() => {
      if (meter.age() < limits.windowMs) return
      const rate = meter.rate()
      peak = Math.max(peak, rate)
      const other = rival()
      if (other === undefined || meter.age() < patienceMs) return
      if (rate * limits.slowFactor < Math.max(peak, other)) finish({ kind: 'slow' })
    }, limits.windowMs / 6)
    if (signal.aborted) {
      stop()
      return
    }
    signal.addEventListener('abort', stop, { once: true })
    feed.attach({
      data: (chunk) => {
        meter.add(chunk.length)
        progress += chunk.length
        push(chunk)
      },
      end: (fault) =>
        finish(fault === undefined ? { kind: 'ended' } : { kind: 'failed', fault, progress }),
    })
  })
