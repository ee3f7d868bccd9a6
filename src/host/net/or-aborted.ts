/** What comes first: the result, or the reason the signal is aborted with. */
export const orAborted = async <T>(signal: AbortSignal, wait: Promise<T>): Promise<T> => {
  const over = new AbortController()
  const aborted = new Promise<never>((_, fail) => {
    const abort = (): void => fail(signal.reason)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true, signal: over.signal })
  })
  try {
    return await Promise.race([wait, aborted])
  } finally {
    over.abort()
  }
}
