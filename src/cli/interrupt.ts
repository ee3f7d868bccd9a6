import { interrupted } from '../engine/readiness.ts'

/** Aborts when the user has seen enough; a second signal ends the process at once. */
export const untilSignal = (): AbortSignal => {
  const stop = new AbortController()
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(interrupted)
    stop.abort('signal')
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return stop.signal
}
