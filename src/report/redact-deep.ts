import type { Redactor } from './redact.ts'

/** A string of data that has no tag of its own. Pure. */
export const redactWord = (value: string, redactor: Redactor): string =>
  String(redactor.leaf({ tag: 'path', value }).value)

/** Data whose strings have all passed the redactor. Pure. */
export const redactDeep = (value: unknown, redactor: Redactor): unknown => {
  if (typeof value === 'string') return redactWord(value, redactor)
  if (Array.isArray(value)) return value.map((each) => redactDeep(each, redactor))
  return typeof value === 'object' && value !== null ? redactRecord(value, redactor) : value
}

/** The same for an object's values. Pure. */
export const redactRecord = (value: object, redactor: Redactor): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, redactDeep(inner, redactor)]),
  )
