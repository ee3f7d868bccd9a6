import { createLocalHost } from '../host/local.ts'
import type { Language } from '../messages/language.ts'
import type { FinishedReport } from '../model/report.ts'
import { fit } from '../report/fit.ts'
import { internalNames } from '../report/internal-names.ts'
import { toJsonText } from '../report/json.ts'
import { toAscii } from '../report/look.ts'
import type { Look, Writer } from '../report/look.ts'
import { toPlain } from '../report/plain.ts'
import { reportRedactor } from '../report/redact.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { print } from './output.ts'
import { ownRedactor } from './own-redactor.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { painter } from './paint.ts'
import { isInteractive, knowsUnicode, wantsColour } from './terminal.ts'

/** Rows that move are for a terminal, and not beside JSON. */
export const isLive = ({ json }: Pick<GlobalOptions, 'json'>): boolean =>
  json !== true && isInteractive(process.env, process.stdout)

export const lookOf = (options: GlobalOptions, words: Language): Look => ({
  language: words,
  redactor: ownRedactor(options),
  root: process.getuid?.() === 0,
  columns: process.stdout.columns ?? 80,
  paint: painter(wantsColour(options.color, process.env, process.stdout.isTTY)),
  verbose: options.verbose === true,
})

/** For somebody else's eyes: people, machines and private addresses get pseudonyms. */
const lookElsewhere = async (look: Look): Promise<Look> => {
  const { subject, process: caller, hostname } = await createLocalHost(process.env).identity()
  return {
    ...look,
    root: subject.uid === 0,
    redactor: reportRedactor(secretsIn(process.env), {
      users: [subject, caller],
      hostname,
      internal: internalNames(process.env, hostname),
    }),
  }
}

type Format = 'terminal' | 'plain' | 'json'

/** Measuring East Asian text costs 11 ms to load: only a terminal needs it. */
const writers: Readonly<Record<Format, () => Writer | Promise<Writer>>> = {
  terminal: async () => (await import('../report/terminal.ts')).toTerminal,
  plain: () => toPlain,
  json: () => toJsonText,
}

const written = async (report: FinishedReport, format: Format, look: Look): Promise<string> => {
  const write = await writers[format]()
  return write(report, format === 'json' ? await lookElsewhere(look) : look)
}

/** In characters this terminal knows. */
export const shown = (text: string, { language }: Pick<RunContext, 'language'>): string =>
  knowsUnicode(process.env, process.platform) || language === 'zh' ? text : toAscii(text)

/** The report to the terminal, and to the file it was asked for. */
export const deliver = async (
  report: FinishedReport,
  options: GlobalOptions,
  context: RunContext,
  words: Language,
): Promise<void> => {
  const look = lookOf(options, words)
  const { json, output } = options
  if (json !== true) {
    const text = await written(report, isLive(options) ? 'terminal' : 'plain', look)
    await print(shown(text, context))
  } else if (output === undefined) await print(await written(report, 'json', look))
  if (output === undefined) return
  const format = /\.(txt|log)$/i.test(output) ? 'plain' : 'json'
  const text = await written(report, format, { ...look, paint: (_, plain) => plain })
  const { writeWhole } = await import('./write-whole.ts')
  await writeWhole(output, fit(text))
}
