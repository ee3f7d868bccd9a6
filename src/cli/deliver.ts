import { createLocalHost } from '../host/local.ts'
import type { Language } from '../messages/language.ts'
import type { Report } from '../model/report.ts'
import { builtIn } from '../profiles/built-in.ts'
import { toJson } from '../report/json.ts'
import { fit, fitJson } from '../report/fit.ts'
import { toAscii, viaNpx, withOptions } from '../report/look.ts'
import type { Look } from '../report/look.ts'
import { toPlain } from '../report/plain.ts'
import { reportRedactor, terminalRedactor } from '../report/redact.ts'
import { internalNames } from '../report/internal-names.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { print } from './output.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { painter } from './paint.ts'
import { isInteractive, knowsUnicode, wantsColour } from './terminal.ts'

const asJson = async (report: Report, words: Language): Promise<string> => {
  const { subject, process: caller, hostname } = await createLocalHost(process.env).identity()
  const redactor = reportRedactor(secretsIn(process.env), {
    users: [subject, caller],
    hostname,
    internal: internalNames(process.env, hostname),
  })
  const json = toJson(report, {
    language: words,
    redactor,
    root: subject.uid === 0,
  })
  return fitJson(json)
}

/** Measuring East Asian text costs 11 ms to load: only a terminal needs it. */
const asRows = async (report: Report, look: Look): Promise<string> =>
  (await import('../report/terminal.ts')).toTerminal(report, look)

/** Rows that move are for a terminal, and not beside JSON. */
export const isLive = ({ json }: Pick<GlobalOptions, 'json'>): boolean =>
  json !== true && isInteractive(process.env, process.stdout)

export const lookOf = (options: GlobalOptions, words: Language): Look => ({
  language: words,
  redactor: terminalRedactor(secretsIn(process.env)),
  root: process.getuid?.() === 0,
  columns: process.stdout.columns ?? 80,
  paint: painter(wantsColour(options.color, process.env, process.stdout.isTTY)),
  verbose: options.verbose === true,
})

/** npm says so of what npx runs. */
const byNpx = (): boolean => process.env['npm_command'] === 'exec'

/** Without them a command of ours would speak of another course, or not know the classroom's mirror. */
const askedFor = ({
  profile,
  sha256,
  mirror = [],
  allowPair,
}: GlobalOptions): readonly string[] => [
  ...(profile === builtIn[0].id ? [] : ['--profile', profile]),
  ...(sha256 === undefined ? [] : ['--sha256', sha256]),
  ...mirror.flatMap((url) => ['--mirror', url]),
  ...(allowPair === true ? ['--allow-pair'] : []),
]

/** In characters this terminal knows, with commands that work from where we were called and do what was asked for. */
export const shown = (
  text: string,
  { language }: Pick<RunContext, 'language'>,
  options: GlobalOptions,
): string => {
  const known =
    knowsUnicode(process.env, process.platform) || language === 'zh' ? text : toAscii(text)
  const whole = withOptions(known, askedFor(options))
  return byNpx() ? viaNpx(whole) : whole
}

/** The report to the terminal, and to the file it was asked for. */
export const deliver = async (
  report: Report,
  options: GlobalOptions,
  context: RunContext,
  words: Language,
): Promise<void> => {
  const look = lookOf(options, words)
  if (options.json !== true) {
    const text = isLive(options) ? await asRows(report, look) : toPlain(report, look)
    await print(shown(text, context, options))
  } else if (options.output === undefined) await print(await asJson(report, words))
  if (options.output === undefined) return
  const text = /\.(txt|log)$/i.test(options.output)
    ? fit(toPlain(report, { ...look, paint: (_, plain) => plain }))
    : await asJson(report, words)
  const { writeWhole } = await import('./write-whole.ts')
  await writeWhole(options.output, text)
}
