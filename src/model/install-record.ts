import type { Digest } from './install.ts'

/** What stood at a place before something was installed there. */
export type Previous =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'file'
      readonly sha256: string
      /** Permission bits. */
      readonly mode: number
      readonly uid: number
      readonly gid: number
    }
  | { readonly kind: 'link'; readonly target: string }

/**
 * `prepared`: the next moment may change the target; `committed`: it is the new file; `undoing`: the next moment may change it back;
 * `undone`: it has; `aborted`: it was never changed.
 */
export type InstallState = 'prepared' | 'committed' | 'undoing' | 'undone' | 'aborted'

/** One install, as the journal holds it. */
export interface InstallRecord {
  readonly schema: 'k8s-doctor/install/1'
  readonly id: string
  readonly state: InstallState
  readonly tool: string
  readonly version: string
  /** The target. */
  readonly path: string
  readonly sha256: string
  /** What the program was taken out of. */
  readonly archive?: Digest
  readonly bytes: number
  /** Addresses the bytes came from; empty where they were in the cache. */
  readonly from: readonly string[]
  readonly previous: Previous
  /** Milliseconds since 1970. */
  readonly at: number
  /** Earlier installs of the same target that the undo under way takes back too. */
  readonly through?: readonly string[]
}

/** What became of taking an install back. */
export type Undone =
  | { readonly kind: 'undone'; readonly path: string; readonly left: Previous['kind'] }
  | {
      readonly kind: 'refused'
      readonly path: string
      /** `changed`: the target is not what was installed; `no-backup`: what was there before is not kept any more. */
      readonly why: 'unknown' | 'not-installed' | 'changed' | 'no-backup'
    }
