import { checks } from '../checks/index.ts'
import { diagnose } from '../engine/diagnose.ts'
import { exitCode } from '../engine/readiness.ts'
import { createLocalHost } from '../host/local.ts'
import type { Language } from '../messages/language.ts'
import { language } from '../messages/languages.ts'
import type { Report } from '../model/report.ts'
import { toJson } from '../report/json.ts'
import { toAscii } from '../report/look.ts'
import type { Look } from '../report/look.ts'
import { toPlain } from '../report/plain.ts'
import { reportRedactor, terminalRedactor } from '../report/redact.ts'
import { secretsIn } from '../report/scrub.ts'
import { interrupted, untilSignal } from './interrupt.ts'
import { print, writeWhole } from './output.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'
import { select } from './selection.ts'
import { isInteractive, knowsUnicode, painter, wantsColour } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const asJson = async (report: Report, words: Language): Promise<string> => {
  const { subject, process: caller, hostname } = await createLocalHost(process.env).identity()
  const redactor = reportRedactor(secretsIn(process.env), { users: [subject, caller], hostname })
  const json = toJson(report, {
    language: words,
    redactor,
    root: subject.uid === 0,
  })
  return `${JSON.stringify(json, null, 2)}\n`
}

/** Measuring East Asian text costs 11 ms to load: only a terminal needs it. */
const asRows = async (report: Report, look: Look): Promise<string> =>
  (await import('../report/terminal.ts')).toTerminal(report, look)

const lookOf = (options: GlobalOptions, words: Language, colour: boolean): Look => ({
  language: words,
  redactor: terminalRedactor(secretsIn(process.env)),
  root: process.getuid?.() === 0,
  columns: process.stdout.columns ?? 80,
  paint: painter(colour),
  verbose: options.verbose === true,
})

/** The default command: look, say what is there, change nothing. */
export const check = async (options: GlobalOptions, context: RunContext): Promise<number> => {
  if (options.list === true) return (await import('./list.ts')).listChecks(options, context)
  if (options.sha256 !== undefined && !/^[a-f0-9]{64}$/i.test(options.sha256))
    throw new UsageError('--sha256 wants 64 hexadecimal digits')
  const host = createLocalHost(process.env)
  const selected = select(checks, options)
  const request = await makeRequest(options, host, context)
  const words = await language(context.language)
  const stop = untilSignal()
  const signal = AbortSignal.any([stop, AbortSignal.timeout(options.timeout * 1000)])
  const live = options.json !== true && isInteractive(process.env, process.stdout)
  const run = (listen?: Parameters<typeof diagnose>[1]['listen']) =>
    diagnose(host, {
      checks,
      request,
      selected,
      signal,
      version: context.version,
      ...(listen === undefined ? {} : { listen }),
    })
  const report = live
    ? await (await import('./painter.ts')).paintWhile(run, { checks, language: words })
    : await run()
  const unicode = knowsUnicode(process.env, process.platform)
  const show = (text: string): string =>
    unicode || context.language === 'zh' ? text : toAscii(text)
  const colour = wantsColour(options.color, process.env, process.stdout.isTTY)
  const look = lookOf(options, words, colour)
  if (options.json !== true)
    await print(show(live ? await asRows(report, look) : toPlain(report, look)))
  else if (options.output === undefined) await print(await asJson(report, words))
  if (options.output !== undefined) {
    const text = /\.(txt|log)$/i.test(options.output)
      ? toPlain(report, { ...look, redactor: terminalRedactor(secretsIn(process.env)) })
      : await asJson(report, words)
    await writeWhole(options.output, text)
  }
  return stop.aborted ? interrupted : exitCode(report)
}
