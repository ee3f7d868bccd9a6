import type { Risk } from './fix.ts'
import type { Pair } from './request.ts'
import type { StartPatch, StartPlan } from './start.ts'
import type { Step } from './step.ts'

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
}

/** How one start ended. */
export interface Attempt {
  readonly plan: StartPlan
  /** What was done before it. */
  readonly rung?: RungId
  readonly end: 'started' | 'failed' | 'timeout' | 'interrupted'
  readonly exitCode?: number
  /** The most fundamental first. */
  readonly causes: readonly Cause[]
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
