import { open, stat } from 'node:fs/promises'
import { language } from '../messages/languages.ts'
import { fit, fitJson } from '../report/fit.ts'
import { toAscii } from '../report/look.ts'
import { terminalRedactor } from '../report/redact.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { isReport, parseReport } from '../report/stored.ts'
import type { StoredReport } from '../report/stored.ts'
import { storedExplanation, storedText } from '../report/stored-text.ts'
import type { ExplainOptions } from './explain-log.ts'
import { print } from './output.ts'
import type { RunContext } from './program.ts'
import { knowsUnicode } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Bytes; a report has some hundred thousand. */
const mostBytes = 32 * 1024 * 1024
const headBytes = 256

/** The text of a file that begins as a report does; undefined for every other, and for what is no plain file. */
const textOf = async (file: string): Promise<string | undefined> => {
  const found = await stat(file).catch(() => undefined)
  // What is read from a pipe is gone.
  if (found?.isFile() !== true) return undefined
  const handle = await open(file).catch(() => undefined)
  if (handle === undefined) return undefined
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    if (!isReport(buffer.toString('utf8', 0, bytesRead))) return undefined
    if (found.size > mostBytes) throw new UsageError(`${file} is too large for a report`)
    return await handle.readFile('utf8')
  } finally {
    await handle.close()
  }
}

const problems = {
  newer: 'is a report of a newer format; use the k8s-doctor that wrote it, or a newer one',
  broken: 'begins as a report, but is not whole: it was cut off or changed',
} as const

/** A stored report, of this format or an older one; undefined where the file is something else. Throws `UsageError` where it is one that cannot be read. */
export const storedReport = async (file: string): Promise<StoredReport | undefined> => {
  const text = await textOf(file)
  if (text === undefined) return undefined
  const parsed = parseReport(text)
  if (!parsed.ok) throw new UsageError(`${file} ${problems[parsed.why]}`)
  return parsed.report
}

/** `explain FILE`, where the file is a report: its findings again, with their pages. Ends with 0 where it says ready, 1 where not, 3 where it could not tell. */
export const explainReport = async (
  report: StoredReport,
  options: ExplainOptions,
  context: RunContext,
): Promise<number> => {
  const { chrome } = await language(context.language)
  const text = storedText(report, { chrome, redactor: terminalRedactor(secretsIn(process.env)) })
  const json = fitJson(storedExplanation(report))
  const unicode = knowsUnicode(process.env, process.platform) || context.language === 'zh'
  if (options.json !== true) await print(unicode ? text : toAscii(text))
  else if (options.output === undefined) await print(json)
  if (options.output !== undefined) {
    const { writeWhole } = await import('./write-whole.ts')
    await writeWhole(options.output, /\.(txt|log)$/i.test(options.output) ? fit(text) : json)
  }
  if (report.ready === false) return 1
  return report.ready === null ? 3 : 0
}
