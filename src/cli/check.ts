import { checks } from '../checks/index.ts'
import { diagnose } from '../engine/diagnose.ts'
import { diagnoseChoosing } from '../engine/diagnose-choosing.ts'
import { finish } from '../engine/readiness.ts'
import { deadline } from '../lib/deadline.ts'
import { createLocalHost } from '../host/local.ts'
import { language } from '../messages/languages.ts'
import { deliver, isLive } from './deliver.ts'
import { untilSignal } from './interrupt.ts'
import { invocationOf } from './invocation.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'
import { select } from './selection.ts'

/** The default command: look, say what is there, change nothing. */
export const check = async (options: GlobalOptions, context: RunContext): Promise<number> => {
  if (options.list === true) return (await import('./list.ts')).listChecks(options, context)
  const invocation = invocationOf(options)
  const host = createLocalHost(process.env)
  const selected = select(checks, options)
  const request = await makeRequest(options, host, context)
  const words = await language(context.language)
  const stop = untilSignal()
  const { signal } = deadline(options.timeout * 1000, stop)
  const look = options.allowPair === true ? diagnoseChoosing : diagnose
  const painting = isLive(options)
    ? (await import('./painter.ts')).paintLook(checks, words)
    : undefined
  const seen = await look(host, {
    checks,
    request,
    selected,
    signal,
    version: context.version,
    ...(painting === undefined ? {} : { listen: painting.hear }),
  }).finally(() => painting?.end())
  const report = finish(seen, invocation, stop.aborted)
  await deliver(report, options, context, words)
  return report.exitCode
}
