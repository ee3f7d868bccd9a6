/** What a sentence can speak of; each code uses what it needs. */
export interface Context {
  /** Dotted name of the field: `resources.memory.comfortable`. */
  readonly at: string
  /** As it stands in the file. */
  readonly value: string
  /** What was probably meant. */
  readonly near: string
  /** A limit, a list, another tool's words. */
  readonly detail: string
}

export interface Sentence {
  readonly en: string
  readonly zh: string
}

export type Table = Readonly<Record<string, (context: Context) => Sentence>>
