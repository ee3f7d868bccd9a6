import type { SmokeResult } from './attempt.ts'
import type { Driver, Profile, Runtime } from './profile.ts'

/** A minikube release with the Kubernetes it is to start, both as `vX.Y.Z`. */
export interface Pair {
  readonly minikube: string
  readonly kubernetes: string
}

/** What an existing cluster has where the course says otherwise: a start with other flags would change or break it. */
export interface Kept {
  readonly driver: Driver
  readonly runtime: Runtime
  /** The cluster's own Kubernetes, with a minikube that starts it. */
  readonly pair: Pair
}

/** What the user asked for; immutable within a round. */
export interface Request {
  readonly profile: Profile
  /** No request leaves the machine. */
  readonly offline: boolean
  /** Base addresses of mirrors named for this run, before the profile's own. */
  readonly mirrors: readonly string[]
  /** The existing cluster's own, instead of what the profile says. */
  readonly kept?: Kept & { readonly course: Pick<Profile, 'driver' | 'runtime'> }
  readonly overrides: {
    /** Instead of the profile's, because somebody agreed to it. */
    readonly pair?: Pair
    /** Sources of the route that are asked no more. */
    readonly without?: readonly string[]
    /** How the first lesson went, after a start. */
    readonly smoke?: SmokeResult
  }
}
