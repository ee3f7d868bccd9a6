import type { Trouble } from '../model/repair.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import { StepError } from '../model/write-host.ts'

const whys: Readonly<Record<Why, Trouble['why']>> = {
  'missing-program': 'not-supported',
  timeout: 'timeout',
  denied: 'no-permission',
  unparsable: 'unparsable',
  unreachable: 'failed',
  stripped: 'failed',
  exhausted: 'failed',
}

/** Why a step could not be done, as data. What nobody expected is our bug, and says so. Pure. */
export const troubleOf = (error: unknown): Trouble => {
  if (error instanceof StepError) {
    const { why, message: detail, reason } = error
    return { why, detail, ...(reason && { reason }) }
  }
  if (error instanceof Unreadable) return { why: whys[error.why], detail: error.message }
  return {
    why: 'bug',
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}
