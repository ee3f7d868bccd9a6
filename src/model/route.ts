import type { NetworkFault } from './host.ts'

/** Something the start or the lessons will ask for, for one platform. */
export interface Artefact {
  /** Stable key, e.g. `image:kube-apiserver:v1.23.3`, `file:kubeadm:v1.23.3:linux-amd64`, `image:kicbase:v0.0.30`. */
  readonly id: string
  readonly kind:
    | 'minikube'
    | 'kubectl'
    | 'node-binary'
    | 'kicbase'
    | 'system-image'
    | 'storage-provisioner'
    /** The network plug-in's, which the node pulls by itself. */
    | 'network-image'
    | 'preload'
    | 'lesson-image'
    | 'packages'
  /** The upstream name: an image reference with tag, the file's path below its official base, or the distribution's package. */
  readonly name: string
  /** Go's names, `linux/amd64`. */
  readonly platform: string
  /** Bytes, where known. */
  readonly size?: number
  /** sha256 of the file or digest of the image, where pinned. */
  readonly digest?: string
  /** The start works without it (preload, lesson images). */
  readonly optional: boolean
}

/** What is installed before the start. Pure. */
export const isTool = ({ kind }: Artefact): boolean =>
  kind === 'minikube' || kind === 'kubectl' || kind === 'packages'

/** What the start itself fetches. Pure. */
export const isOfStart = (artefact: Artefact): boolean =>
  !isTool(artefact) && artefact.kind !== 'lesson-image'

/** One place an artefact could come from. */
export interface Candidate {
  readonly artefact: string
  /** Id of the source in the catalog: `official`, `aliyun`, `aliyun-oss`, `daocloud`, `docker-hub`, `github`, `mirror:<url>`. */
  readonly source: string
  /** What is asked: an image reference `host/repository:tag`, or an https URL. */
  readonly address: string
}

/** What asking said. `unproven`: no answer in time, which is not absence. */
export type Proof =
  | {
      readonly state: 'present'
      readonly size?: number
      readonly digest?: string
      readonly ms: number
      readonly bytesPerSecond?: number
      /** Without the checksum beside it that minikube insists on: of use only to who knows the digest. */
      readonly bare?: true
    }
  | { readonly state: 'absent'; readonly why: 'no-tag' | 'no-platform' | 'not-found' | 'denied' }
  | {
      readonly state: 'unproven'
      readonly why:
        | NetworkFault
        | 'rate-limited'
        | 'needs-login'
        | 'proxy-login'
        | 'server-error'
        | 'nonsense'
        | 'offline'
      readonly detail: string
    }

export interface Probe {
  readonly candidate: Candidate
  readonly proof: Proof
}

/** Everything asked, plus what is already here and needs no source. */
export interface Probes {
  readonly artefacts: readonly Artefact[]
  readonly here: readonly string[]
  readonly probes: readonly Probe[]
}
