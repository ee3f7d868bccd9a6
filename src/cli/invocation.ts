import { randomUUID } from 'node:crypto'
import { release, type } from 'node:os'
import type { Invocation, OptionValue, Runtime } from '../model/report.ts'
import { steers } from '../model/visible.ts'
import type { GlobalOptions } from './program.ts'
import { localeOf, wantsColour } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Characters: room for a name, a ticket and a place. */
const longestLabel = 120

/** `--label`, else K8S_DOCTOR_LABEL. Throws `UsageError` where a report could not show it as one short line. */
const labelOf = (asked: string | undefined): string | undefined => {
  const label = (asked ?? process.env['K8S_DOCTOR_LABEL'] ?? '').trim()
  const where = asked === undefined ? 'K8S_DOCTOR_LABEL' : '--label'
  if (steers(label))
    throw new UsageError(`${where} takes no control characters; give one line of plain text`)
  if (label.length > longestLabel)
    throw new UsageError(`${where} takes at most ${longestLabel} characters, not ${label.length}`)
  return label === '' ? undefined : label
}

const runtimeOf = (colour: boolean): Runtime => {
  const locale = localeOf(process.env)
  const { isTTY, columns } = process.stdout
  return {
    node: process.versions.node,
    os: { name: type(), version: release() },
    ...(locale === '' ? {} : { locale }),
    ...(isTTY ? { terminal: { columns, colour: wantsColour(colour, process.env, isTTY) } } : {}),
  }
}

const isValue = (value: unknown): value is OptionValue =>
  ['string', 'number', 'boolean'].includes(typeof value) || Array.isArray(value)

/** This call of the program, for its report. Throws `UsageError` on a label that cannot be shown. */
export const invocationOf = ({ label: asked, ...options }: GlobalOptions): Invocation => {
  const label = labelOf(asked)
  return {
    id: randomUUID(),
    ...(label === undefined ? {} : { label }),
    options: Object.fromEntries(
      Object.entries(options).flatMap(([name, value]: readonly [string, unknown]) =>
        isValue(value)
          ? [[name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value] as const]
          : [],
      ),
    ),
    runtime: runtimeOf(options.color),
  }
}
