import { installReasons, reason, sayReason } from './install-reason.ts'
import type { InstallReason } from './install-reason.ts'
import type { Argv } from './value.ts'

/** A digest, and how it is made. */
export interface Digest {
  readonly algorithm: 'sha256' | 'sha512'
  readonly hex: string
}

/** What is fetched where nobody has published the program's own digest: one member of it is the program, the rest is passed over. */
export interface Archive {
  readonly digest: Digest
  /** Path of the program in it. */
  readonly member: string
}

/** A file as whoever fetches it knows it. */
export interface Payload {
  /** Hex digest of the whole file; undefined where only that of the archive is known it comes in. Nothing is placed without either. */
  readonly sha256: string | undefined
  /** Fetched instead of the file: the addresses are then the archive's. */
  readonly archive?: Archive
  /** Addresses in the order of preference; https, or http where the caller allows it. */
  readonly urls: readonly string[]
  /** Hosts that may be asked over plain http: loopback always, others only when a mirror was named. */
  readonly plainHttp: readonly string[]
}

/** One program to fetch, verify and place. */
export interface Download extends Payload {
  readonly tool: 'minikube' | 'kubectl' | 'kubeadm' | 'kubelet'
  readonly version: string
  /** Go's names. */
  readonly os: string
  readonly arch: string
}

/** One file to fetch, verify and put where another program looks for it: it need not be a program, nor run here. */
export interface Cached extends Payload {
  readonly tool: 'file'
  /** Its own name. */
  readonly version: string
  readonly executable: boolean
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
      readonly reason: InstallReason
      readonly received: number
    }
  | ({ readonly kind: 'verified' } & Readonly<Partial<Record<Digest['algorithm'], string>>>)
  | { readonly kind: 'placed'; readonly path: string }
  | { readonly kind: 'waiting'; readonly holder: string }

export type InstallFailure =
  | 'no-digest'
  | 'no-source'
  | 'no-space'
  | 'not-writable'
  | 'no-exec'
  | 'archive'
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
    /** In English. */
    readonly why: string
    readonly reason: InstallReason
    readonly received: number
  }[]
  readonly reason: InstallReason
  constructor(failure: InstallFailure, why: InstallReason, tried: InstallError['tried'] = []) {
    super(sayReason(installReasons, why))
    this.reason = why
    this.failure = failure
    this.tried = tried
  }
}

const shapes = { sha256: /^[0-9a-f]{64}$/, sha512: /^[0-9a-f]{128}$/ } as const

/** The digest of what is fetched. Throws `InstallError` where nobody knows it. Pure. */
export const wantedDigest = ({ sha256, archive }: Pick<Payload, 'sha256' | 'archive'>): Digest => {
  const { algorithm, hex } = archive?.digest ?? { algorithm: 'sha256', hex: sha256 ?? '' }
  if (!shapes[algorithm].test(hex)) throw new InstallError('no-digest', reason('no-digest'))
  return { algorithm, hex }
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
