import { plainLines } from '../model/visible.ts'
import type { Context, Sentence } from './sentence.ts'
import { words } from './words.ts'
import type { ProblemCode } from './words.ts'

/** What is wrong with a profile, and where; ready to be shown in either language. */
export interface ProfileProblem {
  /** The name, the path or the address without its query. */
  readonly where: string
  /** From 1, as editors count. */
  readonly line?: number
  readonly column?: number
  readonly code: ProblemCode
  readonly message: Sentence
}

/** Where in the data: names and indexes from the top. */
export type FieldPath = readonly (string | number)[]

/** A problem of the text or of a field, before its place in the file is known. */
export interface Complaint {
  readonly code: ProblemCode
  /** A field, told by its own name rather than by its value where `key` is true. */
  readonly path?: FieldPath
  readonly key?: true
  /** Offset in the text; wins over `path`. */
  readonly offset?: number
  readonly about?: Partial<Context>
}

const empty: Context = { at: '', value: '', near: '', detail: '' }
const longest = 200

/** Foreign text made fit for one line of a terminal: no control characters, not too long. Pure. */
const shown = (text: string): string => {
  const line = plainLines(text).replaceAll('\n', ' ').trim()
  return line.length > longest ? `${line.slice(0, longest).replace(/\p{Cs}$/u, '')}…` : line
}

/** Puts a complaint into words. Pure. */
export const toProblem = (
  where: string,
  { code, about = {} }: Complaint,
  place?: { readonly line: number; readonly column: number },
): ProfileProblem => {
  const context: Context = {
    ...empty,
    ...Object.fromEntries(Object.entries(about).map(([name, text]) => [name, shown(text)])),
  }
  return { where, ...place, code, message: words[code](context) }
}
