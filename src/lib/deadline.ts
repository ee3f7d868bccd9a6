/** A signal that fires after some time, or with another one. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Whether the time itself has passed. */
  readonly passed: () => boolean
  /** Waits no longer. */
  readonly release: () => void
}

/**
 * Fires after `ms`, or with the first of `sooner`. The timer and these signals hold it: unlike the signals of `AbortSignal.timeout` and
 * `AbortSignal.any`, which a collection of garbage may take before they fire, it fires in any case. It keeps no process alive.
 * Source: https://github.com/nodejs/node/pull/57867.
 */
export const deadline = (ms: number, ...sooner: readonly AbortSignal[]): Deadline => {
  const own = new AbortController()
  let late = false
  const fire = (reason: unknown): void => {
    release()
    own.abort(reason)
  }
  const timer = setTimeout(() => {
    late = !own.signal.aborted
    fire(new DOMException('The time is over', 'TimeoutError'))
  }, ms).unref()
  const heard = sooner.map((signal) => {
    const on = (): void => fire(signal.reason)
    if (signal.aborted) own.abort(signal.reason)
    signal.addEventListener('abort', on, { once: true })
    return () => signal.removeEventListener('abort', on)
  })
  const release = (): void => {
    clearTimeout(timer)
    for (const off of heard) off()
  }
  return { signal: own.signal, passed: () => late, release }
}
