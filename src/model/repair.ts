import type { Risk } from './fix.ts'
import type { InstallReason } from './install-reason.ts'
import type { PlannedFix } from './report.ts'
import type { Step } from './step.ts'
import type { StepError } from './write-host.ts'

/** What on the command line agrees to what nobody can be asked for. */
export type Consent = '--yes' | '--allow-pair' | '--yes --allow-pair'

export type Reversibility = 'atomic' | 'compensable' | 'irreversible'

/** What a step costs, as far as it can be told beforehand. */
export interface Cost {
  /** Bytes to fetch. */
  readonly download?: number
  /** Running containers it stops; `unknown` where the engine would not say. */
  readonly stops?: number | 'unknown'
  /** Clusters it deletes. */
  readonly deletes: readonly string[]
}

/** One step of a round; several fixes may ask for the same one. */
export interface PlannedStep {
  readonly step: Step
  /** Positions of the fixes that ask for it. */
  readonly fixes: readonly number[]
  /** Codes of the findings behind them. */
  readonly because: readonly string[]
  readonly risk: Risk
  readonly needsRoot: boolean
  readonly reversibility: Reversibility
  readonly cost: Cost
}

/** What one round would do, in this order. */
export interface RoundPlan {
  readonly fixes: readonly PlannedFix[]
  readonly steps: readonly PlannedStep[]
}

export type StepState =
  | 'planned'
  /** Done before: nothing to do. */
  | 'already'
  | 'done'
  /** Could not be done; what it may have begun was taken back where `rolledBack`. */
  | 'failed'
  /** Done, then taken back because a later step of its fix failed. */
  | 'taken-back'
  /** Needs root's rights, which this run does not have. */
  | 'handed-over'
  /** Not agreed to. */
  | 'declined'
  /** A step before it failed, or the run was interrupted. */
  | 'not-reached'

export interface Trouble {
  readonly why: StepError['why'] | 'bug'
  /** In English. */
  readonly detail: string
  /** The same as data, where the installer says it. */
  readonly reason?: InstallReason
}

export interface StepOutcome {
  readonly planned: PlannedStep
  readonly state: StepState
  /** Unified diff, where a file changes. */
  readonly diff?: string
  readonly trouble?: Trouble
  readonly rolledBack?: true
}

export type FixResult =
  | 'planned'
  /** Its findings are gone. */
  | 'fixed'
  | 'unchanged'
  /** The check it was to repair found more, or can no longer look. */
  | 'worse'
  | 'failed'
  | 'handed-over'
  | 'declined'
  /** Needs the network, which --offline forbids: not tried. */
  | 'offline'
  /** Interrupted before its steps were done, or before anybody looked again. */
  | 'not-reached'

export interface FixOutcome {
  readonly fix: PlannedFix
  readonly result: FixResult
}

export interface Round {
  readonly fixes: readonly FixOutcome[]
  readonly steps: readonly StepOutcome[]
}

/** What `--fix` did, or would do. */
export interface Repair {
  readonly dryRun: boolean
  readonly rounds: readonly Round[]
  /** Of the journal: what `undo` takes. Absent where nothing was changed. */
  readonly run?: string
  /** Folders it has put programs into that the user's PATH does not lead to. */
  readonly offPath?: readonly string[]
  /** The flag that agrees to what was left undone for want of consent. */
  readonly wants?: Consent
}

/** Whose rights the steps have that need root's. */
export type Privilege = 'root' | 'sudo' | 'none'
