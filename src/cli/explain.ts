import { stat } from 'node:fs/promises'
import { minikubeHomeOf } from '../facts/minikube-home.ts'
import { createLocalHost } from '../host/local.ts'
import { explainLanguage } from '../messages/explain.ts'
import type { ExplainOptions } from './explain-log.ts'
import { print } from './output.ts'
import type { RunContext } from './program.ts'
import { requireAnswers } from './require-answers.ts'
import { suggest } from './suggest.ts'
import { UsageError } from './usage-error.ts'

const exists = async (file: string): Promise<boolean> => {
  await requireAnswers(file)
  return stat(file).then(
    () => true,
    // A file that is there and may not be looked at is the reader's to complain about.
    (error: unknown) => error instanceof Error && 'code' in error && error.code !== 'ENOENT',
  )
}

/** What is meant where nothing is named: the pipe, or at a terminal the last start that minikube has written down. */
const unnamed = async ({ language }: RunContext): Promise<string> => {
  if (!process.stdin.isTTY) return '-'
  const host = createLocalHost(process.env)
  const { subject } = await host.identity()
  const file = `${minikubeHomeOf(process.env, subject.home)}/logs/lastStart.txt`
  if (!(await exists(file)))
    throw new UsageError(
      'explain wants a code, a log, or - for a pipe: minikube start 2>&1 | k8s-doctor explain -',
    )
  const { frame } = await explainLanguage(language)
  await print(`${frame.lastStart(file)}\n`, process.stderr)
  return file
}

/** `explain [CODE|FILE|-]`: a code's page, what a stored report found, or what a log proves. A code wins over a file of its name. Throws `UsageError` on neither. */
export const explain = async (
  asked: string | undefined,
  options: ExplainOptions,
  context: RunContext,
): Promise<number> => {
  const word = asked?.trim() ?? (await unnamed(context))
  const { codePage, codesWithPages } = await import('./explain-page.ts')
  const page = word === '-' ? undefined : await codePage(word, context.language)
  if (page !== undefined) {
    await print(`${page.trim()}\n`)
    return 0
  }
  if (word !== '-' && !(await exists(word)))
    throw new UsageError(
      `there is no code "${word}", and no file either; ${suggest(word.toLowerCase(), codesWithPages())}`,
    )
  const { explainReport, storedReport } = await import('./explain-report.ts')
  const report = word === '-' ? undefined : await storedReport(word)
  if (report !== undefined) return explainReport(report, options, context)
  const { explainLog } = await import('./explain-log.ts')
  return explainLog(word, options, context)
}
