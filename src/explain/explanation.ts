import type { Severity } from '../model/check.ts'
import type { Tagged } from '../model/value.ts'
import type { LogCode } from './codes.ts'
import type { BadAdvice } from './noise.ts'
import type { Setting } from './setting.ts'
import type { LogArgs } from './signature.ts'

/** A line that proves something. */
export interface Evidence {
  /** From 1. */
  readonly number: number
  readonly text: string
  /** Where in `text` the proof begins. */
  readonly at: number
}

/** What a log proves; the same codes as the checks where a check looks for the same. */
export interface LogFinding {
  readonly code: LogCode
  readonly severity: Severity
  readonly about?: Tagged
  readonly args: LogArgs
  readonly lines: readonly Evidence[]
  /** How many more lines say the same. */
  readonly more: number
  readonly source: 'log'
}

/** What is in the log and caused nothing. */
export interface Dismissed {
  /** Drivers that are merely not installed. */
  readonly drivers: readonly string[]
  /** Reason ids that only say that no driver was left. */
  readonly noDriverLeft: readonly string[]
  /** Reason ids and codes that follow from what was found. */
  readonly symptoms: readonly string[]
  /** Codes of what the start got over. */
  readonly overcome: readonly string[]
  readonly updateCheck: boolean
  /** minikube warned of Docker's context "default", which does no harm. */
  readonly dockerContext: boolean
  /** root was refused in words only: --force was given. */
  readonly forced: boolean
  readonly advice: readonly { readonly bad: BadAdvice; readonly line: Evidence }[]
}

export interface Explanation {
  readonly findings: readonly LogFinding[]
  readonly dismissed: Dismissed
  /** Something in it is known at all. */
  readonly recognised: boolean
  /** The last start in it came to its end. */
  readonly succeeded: boolean
  readonly lines: number
  readonly setting: Setting
}
