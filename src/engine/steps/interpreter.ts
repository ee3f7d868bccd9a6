import type { Step, Json } from '../../model/step.ts'
import type { Request } from '../../model/request.ts'
import type { WriteHost } from '../../model/write-host.ts'

/** What gives back the machine as it was, as data for the journal; read before the step is performed. */
export type Undo = { readonly [key: string]: Json }

export interface Interpreter<S extends Step> {
  readonly kind: S['kind']
  readonly reversibility: 'atomic' | 'compensable' | 'irreversible'
  /** Ids of the facts that are no longer true afterwards; their dependents are dropped with them. */
  readonly stale: readonly string[]
  /** Its effect shows only when Kubernetes has tried again. */
  readonly showsLater?: true
  /** Done already: nothing to do. */
  readonly isDone: (step: S, host: WriteHost) => Promise<boolean>
  /** undefined where there is no way back. */
  readonly prepare: (step: S, host: WriteHost) => Promise<Undo | undefined>
  /** `request`: what the run was asked for. Throws `StepError`. */
  readonly perform: (step: S, host: WriteHost, request: Request) => Promise<void>
  /** Throws `StepError` with `refused` when the machine has changed since in a way that an undo would destroy. */
  readonly revert: (undo: Undo, host: WriteHost) => Promise<void>
  /** For --dry-run: a unified diff for files, nothing for the rest. */
  readonly diff?: (step: S, host: WriteHost) => Promise<string | undefined>
}

/** An interpreter whose step's type the list has forgotten. */
export interface AnyInterpreter {
  readonly kind: Step['kind']
  readonly reversibility: 'atomic' | 'compensable' | 'irreversible'
  readonly stale: readonly string[]
  /** Its effect shows only when Kubernetes has tried again. */
  readonly showsLater?: true
  readonly isDone: (step: never, host: WriteHost) => Promise<boolean>
  readonly prepare: (step: never, host: WriteHost) => Promise<Undo | undefined>
  readonly perform: (step: never, host: WriteHost, request: Request) => Promise<void>
  readonly revert: (undo: Undo, host: WriteHost) => Promise<void>
  readonly diff?: (step: never, host: WriteHost) => Promise<string | undefined>
}
