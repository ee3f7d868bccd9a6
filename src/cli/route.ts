import { startPlan } from '../cluster/start-plan.ts'
import { askingOnce } from '../engine/asking-once.ts'
import { withCluster } from '../engine/with-cluster.ts'
import { effectivePair } from '../facts/pair.ts'
import { routeFact } from '../facts/route.ts'
import { deadline } from '../lib/deadline.ts'
import { createLocalHost } from '../host/local.ts'
import { language } from '../messages/languages.ts'
import { attempt } from '../model/unreadable.ts'
import type { Route } from '../model/chosen-route.ts'
import { routeJson } from '../report/route-json.ts'
import { routeText } from '../report/route.ts'
import { fit, fitJson } from '../report/fit.ts'
import { toAscii } from '../report/look.ts'
import { reportRedactor, terminalRedactor } from '../report/redact.ts'
import { internalNames } from '../report/internal-names.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { unknownOf } from '../report/sentences.ts'
import { print } from './output.ts'
import { ownRedactor } from './own-redactor.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'
import { painter } from './paint.ts'
import { isInteractive, knowsUnicode, wantsColour } from './terminal.ts'

const undetermined = 3

/** As a diagnosis judges it: 1 where something is nowhere, 3 where nobody answered for it. */
const exitOf = ({ missing, unproven }: Route): number => {
  if (missing.length > 0) return 1
  return unproven.length > 0 ? undetermined : 0
}

const unwrapped = 10_000

/** `route`: where each download comes from, and what the start is told for it. Looks only. */
export const route = async (options: GlobalOptions, context: RunContext): Promise<number> => {
  const host = createLocalHost(process.env)
  const asked = await makeRequest(options, host, context)
  const words = await language(context.language)
  const secrets = secretsIn(process.env)
  const terminal = terminalRedactor(secrets)
  const { signal } = deadline(options.timeout * 1000)
  const { request, store } = await withCluster({ host: askingOnce(host), request: asked, signal })
  const reading = await attempt(store.get(routeFact))
  if (!reading.ok) {
    const { why, what } = reading.why
    const line = unknownOf({ why, what }, { language: words, redactor: terminal })
    await print(`k8s-doctor: ${line}\n`, process.stderr)
    return undetermined
  }
  const chosen = reading.value
  const pair = effectivePair(request)
  const flags = chosen.flags.map(({ flag }) => flag)
  const start = startPlan(request, pair, [{ because: 'registry/route/chosen', patch: { flags } }])
  const report = { title: request.profile.title, pair, route: chosen, start }
  const json = async (): Promise<string> => {
    const { subject, process: caller, hostname } = await host.identity()
    const redactor = reportRedactor(secrets, {
      users: [subject, caller],
      hostname,
      internal: internalNames(process.env, hostname),
    })
    return fitJson(routeJson(report, { language: words, redactor }))
  }
  const text = (live: boolean): string =>
    routeText(report, {
      language: words,
      redactor: ownRedactor(options),
      root: process.getuid?.() === 0,
      columns: live ? (process.stdout.columns ?? 80) : unwrapped,
      paint: painter(live && wantsColour(options.color, process.env, process.stdout.isTTY)),
      verbose: options.verbose === true,
    })
  const unicode = context.language === 'zh' || knowsUnicode(process.env, process.platform)
  const show = (shown: string): string => (unicode ? shown : toAscii(shown))
  const live = isInteractive(process.env, process.stdout)
  if (options.json !== true) await print(show(text(live)))
  else if (options.output === undefined) await print(await json())
  if (options.output !== undefined) {
    const { writeWhole } = await import('./write-whole.ts')
    await writeWhole(
      options.output,
      /\.(txt|log)$/i.test(options.output) ? fit(text(false)) : await json(),
    )
  }
  return exitOf(chosen)
}
