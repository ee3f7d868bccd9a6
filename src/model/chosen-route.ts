import type { Artefact, Candidate } from './route.ts'
import type { Driver, Runtime } from './profile.ts'
import type { Downloads, StartFlag } from './start.ts'
import type { Step } from './step.ts'

/** Who will ask: what decides which names are asked for and what can be told. */
export interface Asker {
  readonly minikube: string
  readonly kubernetes: string
  readonly driver: Driver
  readonly runtime: Runtime
  /** Go's name of the node's CPU. */
  readonly arch: string
  /** MINIKUBE_HOME, with its `.minikube`. */
  readonly home: string
  /** minikube's name of the cluster. */
  readonly cluster: string
}

/** Why an artefact comes from where it comes. */
export type Because =
  | 'here'
  /** The preload holds it. */
  | 'in-preload'
  /** Its own home has it. */
  | 'official'
  /** Goes with the image repository that holds all. */
  | 'repository'
  /** Goes with the address that holds all of the node's programs. */
  | 'together'
  /** Nobody else proved it. */
  | 'only'
  | 'fastest'

/** A place that was not taken, and why. */
export interface Rejected {
  readonly candidate: Candidate
  readonly because:
    | { readonly kind: 'absent'; readonly why: string }
    | { readonly kind: 'unproven'; readonly why: string }
    /** It has it; another was taken. */
    | { readonly kind: 'not-needed' }
}

/** One artefact's way. */
export interface Leg {
  readonly artefact: Artefact
  readonly rejected: readonly Rejected[]
  /** Undefined where no source that can be told of has proved it. */
  readonly chosen:
    | { readonly because: 'here' | 'in-preload' }
    | {
        readonly because: Exclude<Because, 'here' | 'in-preload'>
        readonly candidate: Candidate
        readonly size?: number
        readonly bytesPerSecond?: number
      }
    | undefined
}

/** Why the start needs a flag. */
export type FlagReason =
  | 'repository'
  | 'base-image'
  | 'base-image-with-repository'
  /** Already in the engine, which knows its tag alone. */
  | 'base-image-here'
  | 'binary-mirror'
  | 'registry-mirror'
  | 'no-preload'
  | 'insecure'

export interface RouteFlag {
  readonly flag: StartFlag
  readonly because: FlagReason
  /** The source it leads to. */
  readonly source: string
}

/** Where everything comes from, what the start must be told for it, and what it cannot be told. */
export interface Route {
  readonly legs: readonly Leg[]
  /** Required, and every source says no. */
  readonly missing: readonly Artefact[]
  /** Required, and no source has answered, or none that can be used. */
  readonly unproven: readonly Artefact[]
  readonly flags: readonly RouteFlag[]
  /** To do before the start. */
  readonly before: readonly Step[]
  /** To do when the cluster runs. */
  readonly after: readonly Step[]
  /** What the start itself fetches. */
  readonly start: Downloads
  /** Lessons and tools included. */
  readonly total: Downloads
}
