import type { RunHost } from '../model/write-host.ts'
import type { Interpreters } from './apply.ts'
import type { Ask } from './decision.ts'
import type { DiagnoseOptions } from './diagnose.ts'
import type { OnEvent } from './run-events.ts'

/** How the cluster is to be started. */
export interface StartRequest {
  /** False with --no-start. */
  readonly wanted: boolean
  /** The most milliseconds one start may take. */
  readonly deadlineMs: number
}

/** What a run is asked for. */
export interface RunRequest extends Pick<
  DiagnoseOptions,
  'checks' | 'request' | 'selected' | 'version'
> {
  readonly dryRun: boolean
  /** Milliseconds one look at the machine may take. */
  readonly lookMs: number
  /** How the cluster is started when the repairs are over; undefined where nothing is to be started. */
  readonly start?: StartRequest
  /** What does each kind of step. */
  readonly interpreters?: Interpreters
}

/** Everything a run needs of the outside. */
export interface RunEdges {
  readonly host: RunHost
  readonly ask: Ask
  readonly onEvent: OnEvent
  /** Fires when the user interrupts: the step in hand is finished, nothing else begins. */
  readonly signal: AbortSignal
}
