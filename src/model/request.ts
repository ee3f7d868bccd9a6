import type { SmokeResult } from './attempt.ts'
import type { Profile } from './profile.ts'

/** A minikube release with the Kubernetes it is to start, both as `vX.Y.Z`. */
export interface Pair {
  readonly minikube: string
  readonly kubernetes: string
}

/** What the user asked for; immutable within a round. */
export interface Request {
  readonly profile: Profile
  /** No request leaves the machine. */
  readonly offline: boolean
  /** Base addresses of mirrors named for this run, before the profile's own. */
  readonly mirrors: readonly string[]
  readonly overrides: {
    /** Instead of the profile's, because somebody agreed to it. */
    readonly pair?: Pair
    /** Sources of the route that are asked no more. */
    readonly without?: readonly string[]
    /** How the first lesson went, after a start. */
    readonly smoke?: SmokeResult
  }
}
