import type { Pair } from './request.ts'

/** A sentence in both languages; Chinese falls back to English. */
export interface Bilingual {
  readonly en: string
  readonly zh?: string
}

/** A course: what its lessons need, with pinned versions. Data only: a profile can never run a command. */
export interface Profile {
  /** Lower-case name, e.g. `kubernetes-intro`. */
  readonly id: string
  readonly title: Bilingual
  readonly pair: Pair
  /** The pair and the runtime are those of the newest release this machine can have; only `latest` says so. */
  readonly newest?: true
  /** Other pairs the instructor accepts; chosen unattended when the first cannot work. */
  readonly alternatives: readonly Pair[]
  readonly driver: Driver
  readonly runtime: Runtime
  /** In what an existing cluster must not differ from the course. */
  readonly requires: readonly Requirement[]
  /** semver range of the Docker engine. */
  readonly docker: string
  readonly nodes: number
  readonly resources: Resources
  readonly lessons: Lessons
  /** Base addresses of the instructor's own mirrors. */
  readonly mirrors: readonly string[]
  /** The profile's minikube cluster; `minikube` unless told. */
  readonly cluster: string
  /** What the catalog does not know of the pair's own files. */
  readonly digests?: Digests
}

export const drivers = [
  'docker',
  'podman',
  'none',
  'virtualbox',
  'kvm2',
  'qemu2',
  'hyperv',
  'vfkit',
  'hyperkit',
  'parallels',
  'vmware',
  'ssh',
  'krunkit',
] as const
export type Driver = (typeof drivers)[number]

export const runtimes = ['docker', 'containerd', 'cri-o'] as const
export type Runtime = (typeof runtimes)[number]

/** What a course can insist on where a cluster exists already; in all else that cluster is kept. */
export const requirements = ['driver', 'runtime', 'kubernetes'] as const
export type Requirement = (typeof requirements)[number]

/** Systems and CPUs, in Go's names, that minikube or kubectl are built for. */
export const platforms = [
  'linux-amd64',
  'linux-arm64',
  'linux-arm',
  'linux-ppc64le',
  'linux-s390x',
  'darwin-amd64',
  'darwin-arm64',
  'windows-amd64',
] as const
export type Platform = (typeof platforms)[number]

/** Hex sha256 of a program's file on each platform. */
export interface Digests {
  readonly minikube?: Readonly<Partial<Record<Platform, string>>>
  readonly kubectl?: Readonly<Partial<Record<Platform, string>>>
}

export interface Resources {
  readonly cpus: { readonly comfortable: number }
  /** MiB. */
  readonly memory: { readonly comfortable: number }
  /** MiB of free space on docker's data root: below `minimum` the start fails, below `comfortable` lessons run short. */
  readonly disk: { readonly minimum: number; readonly comfortable: number }
}

export const lessonKinds = ['pod', 'service'] as const

/** How the first lesson runs its image: as a Pod, or as a Deployment behind a Service. */
export type LessonKind = (typeof lessonKinds)[number]

export interface Lessons {
  /** The first is that of the first lesson. */
  readonly images: readonly string[]
  /** `pod` unless told. */
  readonly first?: LessonKind
}
