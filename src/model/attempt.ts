import type { Risk } from './fix.ts'
import type { Consent, Round } from './repair.ts'
import type { Pair } from './request.ts'
import type { StartPatch, StartPlan } from './start.ts'
import type { Step } from './step.ts'
import type { Args } from './value.ts'

/** What is tried, gentlest first, when a start has failed. */
export const rungs = [
  'other-source',
  'pre-pull',
  'resources',
  'other-pair',
  'delete-profile',
  'delete-all',
  'purge',
] as const
export type RungId = (typeof rungs)[number]

/**
 * What a failed start comes down to: something did not arrive (on this machine, or only in the node), too little was given,
 * Kubernetes never came up, versions that do not go together, what an earlier start left, something no rung touches, or a
 * cause nobody knows.
 */
export type CauseKind =
  | 'download'
  | 'node-network'
  | 'size'
  | 'boot'
  | 'versions'
  | 'stale'
  | 'elsewhere'
  | 'unknown'

/** One thing to do before the next start, and what it changes of it. */
export interface Rung {
  readonly id: RungId
  /** Codes of what the failed start proved. */
  readonly because: readonly string[]
  readonly risk: Risk
  readonly steps: readonly Step[]
  /** Flags that replace or add to those of the plan. */
  readonly patch?: StartPatch
  readonly pair?: Pair
  /** Sources of the route that are asked no more. */
  readonly without?: readonly string[]
  /** Clusters it deletes, other people's included: named before it runs. */
  readonly deletes?: readonly string[]
}

/** A cause a log proved: the code, and what it is about. */
export interface Cause {
  readonly code: string
  readonly about?: string
  /** What the log tells of it. */
  readonly args?: Args
  /** The line that proves it. */
  readonly line?: string
}

/** How one start ended: `failed` with exit code 0 is one that minikube thought done, whose cluster then did not get well. */
export interface Attempt {
  readonly plan: StartPlan
  /** What was done before it. */
  readonly rung?: RungId
  readonly end: 'started' | 'failed' | 'timeout' | 'interrupted'
  readonly exitCode?: number
  /** The most fundamental first. */
  readonly causes: readonly Cause[]
  /** minikube's last words, or why it could not be run. */
  readonly said?: string
  readonly ms: number
}

/** Whether the first lesson worked, and where a learner sees it. */
export type SmokeResult =
  | {
      readonly state: 'works'
      readonly lesson: string
      readonly image: string
      readonly address?: string
      readonly ms: number
    }
  | {
      readonly state: 'failed'
      readonly lesson: string
      readonly image: string
      readonly why: 'image' | 'crash' | 'unschedulable' | 'no-answer' | 'no-address' | 'refused'
      readonly detail: string
      readonly ms: number
    }

/** Why no start was begun. */
export type NotBegun =
  /** --no-start. */
  | 'not-wanted'
  /** Something outside the cluster is still in the way. */
  | 'not-ready'
  /** What had to be done to an earlier cluster was not agreed to. */
  | 'not-agreed'
  /** Checks that may add a flag were left out. */
  | 'partial'
  /** --offline, and not all that a start fetches is known to be here. */
  | 'offline'
  | 'interrupted'

/** The start of the cluster, with all that was done for it. */
export interface Course {
  /** `unproven`: it has started, and nobody could tell whether it is well. */
  readonly state: 'not-begun' | 'proven' | 'unproven' | 'failed' | 'interrupted'
  readonly notBegun?: NotBegun
  readonly attempts: readonly Attempt[]
  /** What was done before a further start, in this order. */
  readonly rounds: readonly CourseRound[]
  readonly smoke?: SmokeResult
  /** What could not be told of a cluster that is not proven: codes, or ids of checks. */
  readonly open?: readonly string[]
  /** The flag that agrees to what was left undone. */
  readonly wants?: Consent
}

/** A rung of the ladder, as it was taken; or what mended a cluster that had started. */
export interface CourseRound extends Round {
  readonly rung?: RungId
  /** How many starts had been tried. */
  readonly after: number
}
