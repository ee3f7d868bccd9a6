import { cgroupSupport } from '../catalog/cgroup.ts'
import { digestOf, isUnrecorded } from '../catalog/digests.ts'
import { isKnownKubernetes } from '../catalog/kubernetes.ts'
import { judgedAs, minikubeRelease, minikubeReleases } from '../catalog/minikube.ts'
import type { MinikubeRelease } from '../catalog/minikube.ts'
import type { Pair } from '../model/request.ts'
import { atLeast, below, compareVersions, majorMinorGap, minorOf } from '../model/version.ts'
import type { Platform } from './platform.ts'

/** What of a machine decides whether a pair can work; what could not be read is absent and judged by nobody. */
export interface PairMachine {
  /** Absent where the CPU could not be determined. */
  readonly platform?: Platform
  readonly driver: string
  readonly runtime: string
  /** Of the engine's machine. */
  readonly cgroup?: { readonly version: string; readonly driver: string }
}

/** One way in which a pair and a machine do not fit. */
export type Misfit =
  /** The catalog does not know the minor version: nothing can be said. */
  | { readonly kind: 'unknown-minikube' | 'unknown-kubernetes' }
  | { readonly kind: 'kubernetes-too-old'; readonly oldest: string }
  /** Of a later minor version than the release knows: it tries. */
  | { readonly kind: 'kubernetes-untested'; readonly newest: string }
  | { readonly kind: 'cpu'; readonly platform: string }
  | { readonly kind: 'cgroup'; readonly version: string }
  /** The node's own Docker, or what its image does with control groups, does not know version 2; or nobody has shown that it does. */
  | { readonly kind: 'node-cgroup'; readonly engine: string | undefined }
  | { readonly kind: 'node-cgroup-unproven' }
  | { readonly kind: 'no-cri-dockerd' }

type Judge = (
  pair: Pair,
  release: MinikubeRelease,
  machine: PairMachine,
) => Misfit | false | undefined

const inContainers = new Set(['docker', 'podman'])

/** From here on the catalog names every build of a release, with its digest or as unrecorded; what it does not name was never made. */
const digestsCompleteSince = 'v1.25.0'
const dockershimGone = 'v1.24.0'

/** There is none for Windows on arm64, which runs the one for amd64. */
const isKnown = (version: string, { os, arch }: Platform): boolean =>
  digestOf('minikube', version, `${os}-${os === 'windows' ? 'amd64' : arch}`) !== undefined

const built = ({ version }: MinikubeRelease, platform: Platform): boolean =>
  below(version, digestsCompleteSince) ||
  isKnown(version, platform) ||
  isUnrecorded(version, `${platform.os}-${platform.arch}`)

const judges: readonly Judge[] = [
  ({ kubernetes }, { kubernetes: { oldest } }) =>
    below(kubernetes, oldest) && { kind: 'kubernetes-too-old', oldest },
  ({ kubernetes }) => !isKnownKubernetes(kubernetes) && { kind: 'unknown-kubernetes' },
  ({ kubernetes }, { kubernetes: { newest } }) =>
    isKnownKubernetes(kubernetes) &&
    compareVersions(minorOf(kubernetes), minorOf(newest)) > 0 && {
      kind: 'kubernetes-untested',
      newest,
    },
  (_, release, { platform, driver }) =>
    platform !== undefined &&
    ((release.amd64Only && inContainers.has(driver) && platform.arch !== 'amd64') ||
      !built(release, platform)) && {
      kind: 'cpu',
      platform: `${platform.os}/${platform.arch}`,
    },
  ({ kubernetes }, { version }, { cgroup }) => {
    if (cgroup === undefined) return undefined
    const tolerant =
      atLeast(version, cgroupSupport.minikubeAllowsV1From) && cgroup.driver !== 'systemd'
    const refused =
      cgroup.version === '1'
        ? atLeast(kubernetes, cgroupSupport.refusesV1From) && !tolerant
        : below(kubernetes, cgroupSupport.knowsV2From)
    return refused && { kind: 'cgroup', version: cgroup.version }
  },
  (_, { node, amd64Only }, { cgroup, driver, runtime, platform }) => {
    // Another CPU has been refused before the node is made.
    if (amd64Only && platform !== undefined && platform.arch !== 'amd64') return false
    if (cgroup?.version !== '2' || !inContainers.has(driver) || node.cgroupV2 === 'yes')
      return false
    if (node.cgroupV2 === 'unproven') return { kind: 'node-cgroup-unproven' }
    const isDocker = runtime === 'docker'
    return (
      (node.cgroupV2 === 'no' || !isDocker) && {
        kind: 'node-cgroup',
        engine: isDocker ? node.docker : undefined,
      }
    )
  },
  ({ kubernetes }, { criDockerd }, { runtime, driver }) =>
    runtime === 'docker' &&
    inContainers.has(driver) &&
    atLeast(kubernetes, dockershimGone) &&
    !criDockerd && { kind: 'no-cri-dockerd' },
]

/**
 * Everything in which a pair and a machine do not fit. Engines are left to docker/version: no engine API stops a start, and every
 * engine below minikube's minimum is below the courses' too. Source: minikube-compat (kubernetes_version_checks,
 * docker_driver_arch, cri_dockerd, docker_client), version-skew §3 and §5, pitfalls OS-1, BIN-1. Pure.
 */
export const judgePair = (pair: Pair, machine: PairMachine): readonly Misfit[] => {
  const release = judgedAs(pair.minikube)
  if (release === undefined) return [{ kind: 'unknown-minikube' }]
  return judges.flatMap((judge) => {
    const misfit = judge(pair, release, machine)
    return misfit === false || misfit === undefined ? [] : [misfit]
  })
}

const isUnknown = (kind: Misfit['kind']): boolean =>
  kind === 'unknown-minikube' || kind === 'unknown-kubernetes'

/** Whether there is no proof that a start goes well, or that it does not. Pure. */
export const isUntested = ({ kind }: Misfit): boolean =>
  kind === 'kubernetes-untested' || kind === 'node-cgroup-unproven'

/** Whether a misfit keeps the cluster from starting. Pure. */
export const isFatal = (misfit: Misfit): boolean => !isUnknown(misfit.kind) && !isUntested(misfit)

/** An alternative the profile names may be untested; what we propose ourselves may not. */
const accepted = (pair: Pair, machine: PairMachine): boolean =>
  !judgePair(pair, machine).some((misfit) => isFatal(misfit) || isUnknown(misfit.kind))

const fits = (pair: Pair, machine: PairMachine): boolean => judgePair(pair, machine).length === 0

/** Releases nearest to a version first: the newer ones upwards, then the older ones downwards. */
const byDistance = (version: string): readonly string[] => {
  const all = minikubeReleases.map((release) => release.version)
  return [
    ...all.filter((other) => compareVersions(other, version) > 0),
    ...all.filter((other) => compareVersions(other, version) < 0).toReversed(),
  ]
}

/**
 * The nearest pair that works here: the profile's alternatives in their order, then the same Kubernetes with the nearest release,
 * then a release known to be built for this CPU with its own Kubernetes, that of the nearest minor version. Undefined where none does. Pure.
 */
export const nearestPair = (
  pair: Pair,
  machine: PairMachine,
  alternatives: readonly Pair[],
): Pair | undefined => {
  const releases = byDistance(pair.minikube)
  const gap = ({ kubernetes }: Pair): number => majorMinorGap(kubernetes, pair.kubernetes)
  const defaults = [pair.minikube, ...releases]
    .flatMap((minikube): readonly Pair[] => {
      const kubernetes = minikubeRelease(minikube)?.kubernetes.default
      const isThere = machine.platform === undefined || isKnown(minikube, machine.platform)
      return kubernetes === undefined || !isThere ? [] : [{ minikube, kubernetes }]
    })
    .toSorted((a, b) => gap(a) - gap(b))
  return (
    alternatives.find((candidate) => accepted(candidate, machine)) ??
    [...releases.map((minikube) => ({ ...pair, minikube })), ...defaults].find((candidate) =>
      fits(candidate, machine),
    )
  )
}

const key = ({ minikube, kubernetes }: Pair): string => `${minikube} ${kubernetes}`

/** Every pair but this one that may be tried here: those the profile names, then the nearest other one that fits. Pure. */
export const otherPairs = (
  pair: Pair,
  machine: PairMachine,
  alternatives: readonly Pair[],
): readonly Pair[] => {
  const nearest = nearestPair(pair, machine, [])
  const all = [
    ...alternatives.filter((candidate) => accepted(candidate, machine)),
    ...(nearest === undefined ? [] : [nearest]),
  ]
  return [...new Map(all.map((each) => [key(each), each])).values()].filter(
    (each) => key(each) !== key(pair),
  )
}

/** The pair itself where it works, else the nearest that does, else the pair after all. Pure. */
export const workablePair = (
  pair: Pair,
  machine: PairMachine,
  alternatives: readonly Pair[],
): Pair =>
  judgePair(pair, machine).some(isFatal) ? (nearestPair(pair, machine, alternatives) ?? pair) : pair
