import type { Value } from './value.ts'

/** A sentence whose values are still data: rendered late, per language, after redaction. */
export type Text = readonly (string | Value)[]

const isText = (part: string | Value | Text): part is Text => Array.isArray(part)

/** Template tag that keeps the values as data. Pure. */
export const say = (
  strings: TemplateStringsArray,
  ...values: readonly (string | Value | Text)[]
): Text =>
  strings.flatMap((literal, index) => {
    const part = values[index]
    const before = literal === '' ? [] : [literal]
    if (part === undefined) return before
    return isText(part) ? [...before, ...part] : [...before, part]
  })
