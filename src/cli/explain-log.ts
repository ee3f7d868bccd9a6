import { createExplainer } from '../explain/explainer.ts'
import type { Explanation } from '../explain/explanation.ts'
import { checkIdOf } from '../explain/order.ts'
import { createLocalHost } from '../host/local.ts'
import { explainLanguage } from '../messages/explain.ts'
import { explanationToJson } from '../report/explanation-json.ts'
import { explanationToPlain } from '../report/explanation-plain.ts'
import { fit, fitJson } from '../report/fit.ts'
import { toAscii } from '../report/look.ts'
import { reportRedactor } from '../report/redact.ts'
import { internalNames } from '../report/internal-names.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { print } from './output.ts'
import { ownRedactor } from './own-redactor.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { readLog } from './read-log.ts'
import { painter } from './paint.ts'
import { isInteractive, knowsUnicode, wantsColour } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const exits = { nothingWrong: 0, found: 1, notRecognised: 3 } as const

const exitOf = ({ findings, recognised }: Explanation): number => {
  if (findings.length > 0) return exits.found
  return recognised ? exits.nothingWrong : exits.notRecognised
}

export interface ExplainOptions extends GlobalOptions {
  /** Ask this machine whether it is so. */
  readonly check?: true
}

const asJson = async (explanation: Explanation, context: RunContext): Promise<string> => {
  const identity = await createLocalHost(process.env).identity()
  const redactor = reportRedactor(secretsIn(process.env), {
    users: [identity.subject, identity.process],
    hostname: identity.hostname,
    internal: internalNames(process.env, identity.hostname),
  })
  const language = await explainLanguage(context.language)
  const json = explanationToJson(explanation, { language, redactor, root: false })
  return fitJson(json)
}

/** Where the explanation goes, and how much of it. */
interface Place extends RunContext {
  readonly stream?: NodeJS.WriteStream
  /** Only what is asked for: JSON, a file. */
  readonly quiet?: true
}

const show = async (
  explanation: Explanation,
  options: ExplainOptions,
  context: Place,
): Promise<void> => {
  const { stream = process.stdout, quiet = false } = context
  const voice = {
    language: await explainLanguage(context.language),
    redactor: ownRedactor(options),
    root: false,
  }
  const unicode = knowsUnicode(process.env, process.platform) || context.language === 'zh'
  if (options.output !== undefined) {
    const plain = /\.(txt|log)$/i.test(options.output)
    const { writeWhole } = await import('./write-whole.ts')
    await writeWhole(
      options.output,
      plain ? fit(explanationToPlain(explanation, voice)) : await asJson(explanation, context),
    )
  }
  if (options.json === true) {
    if (options.output === undefined) await print(await asJson(explanation, context))
    return
  }
  if (quiet) return
  const { explanationToTerminal } = await import('../report/explanation-terminal.ts')
  const text = isInteractive(process.env, stream)
    ? explanationToTerminal(explanation, {
        ...voice,
        columns: stream.columns ?? 80,
        paint: painter(wantsColour(options.color, process.env, stream.isTTY)),
      })
    : explanationToPlain(explanation, voice)
  await print(unicode ? text : toAscii(text), stream)
}

/** Shows what a log proved and, where asked to, whether this machine agrees. */
export const conclude = async (
  explanation: Explanation,
  options: ExplainOptions,
  context: Place,
): Promise<void> => {
  await show(explanation, options, context)
  const related = [...new Set(explanation.findings.flatMap(({ code }) => checkIdOf(code) ?? []))]
  if (options.check !== true || related.length === 0) return
  const { check } = await import('./check.ts')
  const { output: _, ...rest } = options
  await check({ ...rest, only: related.join(',') }, context)
}

/** Throws `UsageError` where two reports would share one output. */
export const refuseTwoReports = ({ check, json }: ExplainOptions): void => {
  if (check === true && json === true)
    throw new UsageError('--check prints a second report; it does not go with --json')
}

/** `explain FILE|-`: what a log proves, the most fundamental first. */
export const explainLog = async (
  file: string,
  options: ExplainOptions,
  context: RunContext,
): Promise<number> => {
  refuseTwoReports(options)
  const explainer = createExplainer()
  await readLog(file, explainer.push)
  const explanation = explainer.end()
  await conclude(explanation, options, context)
  return exitOf(explanation)
}
