import { checks } from '../checks/index.ts'
import { diagnose } from '../engine/diagnose.ts'
import { exitCode } from '../engine/readiness.ts'
import { createLocalHost } from '../host/local.ts'
import { language } from '../messages/languages.ts'
import { deliver, isLive } from './deliver.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'
import { select } from './selection.ts'

const interrupted = 130

/** Aborts when the budget is used up or the user has seen enough; a second signal ends at once. */
const patience = (timeoutSeconds: number) => {
  const stop = new AbortController()
  const onSignal = (): void => {
    if (stop.signal.aborted) process.exit(interrupted)
    stop.abort('signal')
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(timeoutSeconds * 1000)])
  return { signal, interrupted: () => stop.signal.aborted }
}

/** The default command: look, say what is there, change nothing. */
export const check = async (options: GlobalOptions, context: RunContext): Promise<number> => {
  if (options.list === true) return (await import('./list.ts')).listChecks(options, context)
  const host = createLocalHost(process.env)
  const selected = select(checks, options)
  const request = await makeRequest(options, host, context)
  const words = await language(context.language)
  const { signal, interrupted: wasInterrupted } = patience(options.timeout)
  const run = (listen?: Parameters<typeof diagnose>[1]['listen']) =>
    diagnose(host, {
      checks,
      request,
      selected,
      signal,
      version: context.version,
      ...(listen === undefined ? {} : { listen }),
    })
  const report = isLive(options)
    ? await (await import('./painter.ts')).paintWhile(run, { checks, language: words })
    : await run()
  await deliver(report, options, context, words)
  return wasInterrupted() ? interrupted : exitCode(report)
}
