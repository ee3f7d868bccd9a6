import type { Argv } from './value.ts'

/** One file to fetch, verify and place. */
export interface Download {
  readonly tool: 'minikube' | 'kubectl' | 'kubeadm' | 'kubelet'
  readonly version: string
  /** Go's names. */
  readonly os: string
  readonly arch: string
  /** Hex digest of the whole file; nothing is placed without it. */
  readonly sha256: string
  /** Bytes, where known. */
  readonly size?: number
  /** sha256 of each 4 MiB piece, where known. */
  readonly chunks?: readonly string[]
  /** Addresses in the order of preference; https, or http where the caller allows it. */
  readonly urls: readonly string[]
  /** Hosts that may be asked over plain http: loopback always, others only when a mirror was named. */
  readonly plainHttp: readonly string[]
}

export interface Placement {
  /** Folder of the target. */
  readonly directory: string
  /** Name of the file there. */
  readonly file: string
  /** The staged file must answer this and its output must contain the version; absent for programs that cannot run here. */
  readonly selfTest?: Argv
}

export type InstallEvent =
  | { readonly kind: 'source'; readonly url: string }
  | {
      readonly kind: 'progress'
      readonly received: number
      readonly total?: number
      readonly bytesPerSecond: number
      readonly url: string
    }
  | {
      readonly kind: 'source-failed'
      readonly url: string
      readonly why: string
      readonly received: number
    }
  | { readonly kind: 'verified'; readonly sha256: string }
  | { readonly kind: 'placed'; readonly path: string }
  | { readonly kind: 'waiting'; readonly holder: string }

export type InstallFailure =
  | 'no-digest'
  | 'no-source'
  | 'no-space'
  | 'not-writable'
  | 'no-exec'
  | 'other-cpu'
  | 'self-test'
  | 'busy'
  | 'interrupted'

/** What went wrong, with a sentence's worth of detail and every source tried. */
export class InstallError extends Error {
  override readonly name = 'InstallError'
  readonly failure: InstallFailure
  readonly tried: readonly {
    readonly url: string
    readonly why: string
    readonly received: number
  }[]
  constructor(failure: InstallFailure, message: string, tried: InstallError['tried'] = []) {
    super(message)
    this.failure = failure
    this.tried = tried
  }
}

export interface Installed {
  readonly path: string
  readonly transaction: string
  readonly bytes: number
  readonly ms: number
  readonly from: readonly string[]
  /** It was there already, byte for byte. */
  readonly already: boolean
}
