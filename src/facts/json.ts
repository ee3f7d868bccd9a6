import { Unreadable } from '../model/unreadable.ts'
import type { Tagged } from '../model/value.ts'

/** Parsed JSON; throws `Unreadable` naming where it came from when it is none. */
export const parseJson = (text: string, from: Tagged): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable('unparsable', from, { cause: error })
  }
}
