import type { FinishedReport, OptionValue } from '../model/report.ts'
import type { Redactor } from './redact.ts'
import { redactWord } from './redact-deep.ts'
import type { JsonReport } from './schema.ts'

type JsonOption = JsonReport['options'][string]

const optionOf = (value: OptionValue, redactor: Redactor): JsonOption => {
  if (typeof value === 'string') return redactWord(value, redactor)
  return typeof value === 'object' ? value.map((each) => redactWord(each, redactor)) : value
}

/** Which run it was, what it was asked for and where, and what it ended with. Pure. */
export const invocationOf = (
  { at, id, label, options, exitCode, runtime, machine }: FinishedReport,
  redactor: Redactor,
): Pick<JsonReport, 'at' | 'id' | 'label' | 'options' | 'exitCode' | 'runtime'> => ({
  at: new Date(at).toISOString(),
  id,
  ...(label === undefined ? {} : { label: redactWord(label, redactor) }),
  options: Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, optionOf(value, redactor)]),
  ),
  exitCode,
  runtime: {
    node: runtime.node,
    os: { name: machine.system ?? runtime.os.name, version: runtime.os.version },
    locale: runtime.locale === undefined ? null : redactWord(runtime.locale, redactor),
    terminal: runtime.terminal === undefined ? null : { ...runtime.terminal },
  },
})
