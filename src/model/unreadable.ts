import type { Tagged } from './value.ts'

export type Why =
  | 'missing-program'
  | 'timeout'
  | 'denied'
  | 'unparsable'
  | 'unreachable'
  | 'stripped'
  | 'exhausted'

/** The machine would not say. Becomes the status `unknown`, never a crash, never a pass. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly why: Why
  /** What was asked: a command, a path, an address. */
  readonly what: Tagged

  constructor(why: Why, what: Tagged, options?: ErrorOptions) {
    super(`${why}: ${String(what.value)}`, options)
    this.why = why
    this.what = what
  }
}

/** An answer, or the reason why there is none. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: Unreadable }

/** Turns `Unreadable` into data; every other error passes through. */
export const attempt = async <T>(reading: Promise<T>): Promise<Reading<T>> => {
  try {
    return { ok: true, value: await reading }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, why: error }
    throw error
  }
}
