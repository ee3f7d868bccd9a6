import { atLeast, isVersion, majorMinorGap } from '../model/version.ts'
import data from './data/minikube.json' with { type: 'json' }

/**
 * Whether the node runs on a machine that has cgroup v2 only: its Docker must be 20.10 or later and its entrypoint know v2; for
 * containerd and CRI-O from v1.22.0 on. Derived from the sources and from reports, not tried. Source: kubernetes/minikube
 * deploy/kicbase/{Dockerfile,entrypoint} at each tag, #10426, #10512, #11310.
 */
const cgroupV2 = ['no', 'unproven', 'docker runtime only', 'yes'] as const
export type CgroupV2 = (typeof cgroupV2)[number]

export interface MinikubeRelease {
  readonly version: string
  /** Date, or null where the tag was never published. */
  readonly published: string | null
  readonly kubernetes: {
    readonly oldest: string
    readonly default: string
    readonly newest: string
  }
  readonly kicbase: {
    readonly image: string
    readonly tag: string
    readonly digest: string
    /** Key of the list of images tried after it. */
    readonly fallbacks: string
  }
  /** Generation of the preloaded images, and the key of where they are. */
  readonly preload: { readonly version: string; readonly url: string }
  /** Tag of its storage provisioner. */
  readonly storageProvisioner: string
  /** Where kubeadm, kubelet and kubectl for the node come from, without `/release`. */
  readonly binaryHost: string
  /** Where they are kept below MINIKUBE_HOME: `cache/{os}/{arch}/{k8s}`. */
  readonly binaryCache: string
  /** MiB: below `usable` minikube refuses, below `recommended` it warns; what it chooses itself lies between `floor` and `cap`. */
  readonly memory: {
    readonly usable: number
    readonly recommended: number
    readonly floor: number
    readonly cap: number
  }
  /** Container runtime of a new cluster that is told none. */
  readonly runtime: string
  /** What runs inside the node image; its Docker where a start's output was seen. */
  readonly node: { readonly docker: string | undefined; readonly cgroupV2: CgroupV2 }
  /** Image of the network plug-in kindnet, with its tag. */
  readonly kindnet: string
  /** Highest Docker API the client compiled in speaks; negotiation only lowers it. */
  readonly dockerApi: string
  /** The docker driver refuses other CPUs than amd64, also with --force. */
  readonly amd64Only: boolean
  /** kicbase holds cri-dockerd, which the docker runtime needs from Kubernetes 1.24 on. */
  readonly criDockerd: boolean
  /** Lowest engine the release accepts; below it the driver is unhealthy. */
  readonly dockerMinimum: string | undefined
  readonly flagsAbsent: readonly string[]
}

type Raw = (typeof data.releases)[keyof typeof data.releases]

const toRelease = (version: string, raw: Raw): MinikubeRelease => ({
  version,
  published: raw.published,
  kubernetes: raw.kubernetes,
  kicbase: raw.kicbase,
  preload: raw.preload,
  storageProvisioner: raw.storageProvisioner,
  binaryHost: raw.binaryHost,
  binaryCache: raw.binaryCache,
  memory: raw.memory,
  runtime: raw.runtime,
  node: {
    docker: raw.node.docker ?? undefined,
    cgroupV2: cgroupV2.find((known) => known === raw.node.cgroupV2) ?? 'unproven',
  },
  kindnet: raw.kindnet,
  dockerApi: raw.dockerApi,
  amd64Only: raw.dockerDriver === 'amd64 only',
  criDockerd: raw.criDockerd,
  dockerMinimum:
    raw.dockerCheck !== null && raw.dockerCheck.below_min === 'fatal'
      ? raw.dockerCheck.min
      : undefined,
  flagsAbsent: raw.flagsAbsent,
})

/** Every release of the catalog, oldest first as in the data file. Source: kubernetes/minikube at each tag (paths there). */
export const minikubeReleases: readonly MinikubeRelease[] = Object.entries(data.releases).map(
  ([version, raw]) => toRelease(version, raw),
)

/** The release, or undefined when the catalog does not know it. */
export const minikubeRelease = (version: string): MinikubeRelease | undefined =>
  minikubeReleases.find((release) => release.version === version)

/** The row a release is judged by: its own, else the newest of its minor version, so that a later patch is no unknown release. Pure. */
export const judgedAs = (version: string): MinikubeRelease | undefined =>
  minikubeRelease(version) ??
  (isVersion(version)
    ? minikubeReleases.findLast((release) => majorMinorGap(release.version, version) === 0)
    : undefined)

/** The newest release the catalog knows. */
export const newestMinikube = minikubeReleases.at(-1)?.version ?? 'v0.0.0'

/** The day the catalog was last brought up to date, `YYYY-MM-DD`. */
export const catalogDate = data.asOf

const flagSince: Readonly<Record<string, string>> = data.flagSince

/** Whether `minikube start` of this release takes the flag; an unknown flag is refused, an unknown release judged by its number. */
export const takesFlag = (version: string, flag: string): boolean => {
  const since = flagSince[flag]
  if (since === undefined || !isVersion(version)) return false
  return atLeast(version, since) && minikubeRelease(version)?.flagsAbsent.includes(flag) !== true
}

/** What every release shares: CPUs asked of the machine. Source: cmd/minikube/cmd/start.go, `minimumCPUs`. */
export const minimumCpus = 2
