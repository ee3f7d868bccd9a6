import { minikubeReleases } from '../../catalog/minikube.ts'
import { effectivePair } from '../../facts/pair.ts'
import { profiles } from '../../facts/profiles.ts'
import type { BrokenProfile, ClusterProfile } from '../../facts/profiles.ts'
import { deleteProfile } from '../../fixes/delete-profile.ts'
import { userFiles } from '../user/files.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import type { Request } from '../../model/request.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { image, path, quote, term, version } from '../../model/value.ts'
import type { Image, Path, Term, Version } from '../../model/value.ts'
import { atLeast, below, compareVersions, isVersion } from '../../model/version.ts'

type Differs<T> = { readonly cluster: Term; readonly old: T; readonly wanted: T }

/** The first node image with cri-dockerd in it, which Docker as runtime needs from Kubernetes 1.24 on. */
const criDockerd = minikubeReleases.find((release) => release.criDockerd)?.kicbase.tag

const tagOf = (reference: string): string => /:(v[\d.]+)/.exec(reference)?.[1] ?? ''

const lacksCriDockerd = ({ driver, kicbase }: ClusterProfile, kubernetes: string): boolean => {
  const tag = tagOf(kicbase)
  return (
    driver === 'docker' &&
    atLeast(kubernetes, 'v1.24.0') &&
    isVersion(tag) &&
    criDockerd !== undefined &&
    below(tag, criDockerd)
  )
}

/** How far the existing Kubernetes is ahead of the planned one; 0 where it has none (`v0.0.0`) or none we can read. */
const ahead = ({ kubernetes }: ClusterProfile, planned: string): number =>
  isVersion(kubernetes) && kubernetes !== 'v0.0.0' ? compareVersions(kubernetes, planned) : 0

const runtimeName = (name: string): string => (name === 'crio' ? 'cri-o' : name)

/** Releases that look at these flags only when they make a cluster. Source: cmd/minikube/cmd/start_flags.go at v1.20.0 and v1.21.0. */
const ignoresMirrors = 'v1.21.0'

const found = (profile: ClusterProfile, request: Request) => {
  const { driver, runtime, mirrors } = request.profile
  const pair = effectivePair(request)
  const cluster = term(profile.name)
  const versions = { old: version(profile.kubernetes), wanted: version(pair.kubernetes) }
  const order = ahead(profile, pair.kubernetes)
  const lacks = runtime === 'docker' && lacksCriDockerd(profile, pair.kubernetes)
  const old = runtimeName(profile.runtime)
  const unmirrored =
    mirrors.length > 0 && profile.imageRepository === '' && atLeast(pair.minikube, ignoresMirrors)
  return [
    profile.driver !== driver && {
      code: 'driver' as const,
      args: { cluster, old: term(profile.driver), wanted: term(driver) },
    },
    order > 0 && { code: 'kubernetes-newer' as const, args: { cluster, ...versions } },
    order < 0 && { code: 'kubernetes-older' as const, args: { cluster, ...versions } },
    old !== '' &&
      old !== runtime && {
        code: 'runtime' as const,
        args: { cluster, old: term(old), wanted: term(runtime) },
      },
    lacks && { code: 'no-cri-dockerd' as const, args: { cluster, node: image(profile.kicbase) } },
    unmirrored && { code: 'mirrors-ignored' as const, args: { cluster } },
  ].filter((item) => item !== false)
}

const brokenFound = (profile: BrokenProfile, request: Request) => {
  const { name, path: file, why } = profile
  const args = { cluster: term(name), path: path(file) }
  if (why === 'absent') return undefined
  if (name !== request.profile.cluster)
    return why === 'unreadable'
      ? undefined
      : { code: 'other-damaged' as const, args: { path: path(file) }, about: quote(name) }
  if (why === 'unreadable') return unsure(profile.cause)
  return why === 'damaged'
    ? { code: 'damaged' as const, args }
    : { code: 'incomplete' as const, args: { ...args, field: term(profile.field) } }
}

/**
 * Would the planned start accept the cluster that is already there? Source: cmd/minikube/cmd/start.go (validateSpecifiedDriver,
 * GUEST_DRIVER_MISMATCH 81; validateKubernetesVersion, K8S_DOWNGRADE_UNSUPPORTED 106; HOST_CONFIG_LOAD 38; --force skips none
 * of them), pkg/minikube/config/profile.go, deploy/kicbase/Dockerfile at v1.24.0 and v1.25.0; pitfalls STALE-1 to STALE-3, BIN-2.
 */
export const clusterProfile = defineCheck({
  id: 'cluster/profile',
  title: 'Existing cluster fits the course',
  after: [userFiles],
  needs: { profiles },
  problems: {
    driver: problem<Differs<Term>>({
      severity: 'error',
      stops: true,
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} was made with the driver ${old}; minikube refuses to start it with ${wanted}`,
      hint: () =>
        say`Delete the old cluster; the next start makes a new one. Everything in the old one is lost.`,
      fix: deleteProfile,
    }),
    'kubernetes-newer': problem<Differs<Version>>({
      severity: 'error',
      stops: true,
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} has Kubernetes ${old}; minikube does not go back to ${wanted}`,
      hint: () =>
        say`A plain minikube start was probably run before the course's own. Delete that cluster; the next start makes a new one. Everything in the old one is lost.`,
      fix: deleteProfile,
    }),
    'kubernetes-older': problem<Differs<Version>>({
      severity: 'warning',
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} has Kubernetes ${old}; the start upgrades it to ${wanted}`,
      hint: () =>
        say`That is allowed. If the upgrade gets stuck, or nothing in the old cluster is needed, delete it first:`,
      commands: ({ cluster }) => [asUser('minikube', 'delete', '-p', cluster.value)],
    }),
    runtime: problem<Differs<Term>>({
      severity: 'error',
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} runs its containers with ${old}, the course with ${wanted}: lessons that look into the node find something else`,
      hint: () =>
        say`Delete the old cluster; the next start makes a new one. Everything in the old one is lost.`,
      fix: deleteProfile,
    }),
    'no-cri-dockerd': problem<{ readonly cluster: Term; readonly node: Image }>({
      severity: 'error',
      stops: true,
      message: ({ cluster, node }) =>
        say`The node of the existing cluster ${cluster} is of ${node}, which has no cri-dockerd: Kubernetes 1.24 and later cannot run on it`,
      hint: () =>
        say`Delete the old cluster; the next start makes a new node. Installing cri-dockerd on this machine, as minikube suggests, does not help the docker driver.`,
      fix: deleteProfile,
    }),
    damaged: problem<{ readonly cluster: Term; readonly path: Path }>({
      severity: 'error',
      stops: true,
      message: ({ path }) =>
        say`${path} is cut short or damaged; every minikube command stops at it (HOST_CONFIG_LOAD)`,
      hint: () =>
        say`A full disk or a hard power-off does that. Delete the cluster the file describes; the next start makes a new one.`,
      fix: deleteProfile,
    }),
    incomplete: problem<{ readonly cluster: Term; readonly path: Path; readonly field: Term }>({
      severity: 'error',
      stops: true,
      message: ({ path, field }) =>
        say`${path} has no ${field}: an earlier start was broken off, and minikube cannot go on from there`,
      hint: () => say`Delete the unfinished cluster; the next start makes a new one.`,
      fix: deleteProfile,
    }),
    'mirrors-ignored': problem<{ readonly cluster: Term }>({
      severity: 'warning',
      message: ({ cluster }) =>
        say`The existing cluster ${cluster} was made without a mirror; minikube does not add one to a cluster that exists`,
      hint: () =>
        say`If images do not arrive, delete the cluster and start again with the course's mirrors:`,
      commands: ({ cluster }) => [asUser('minikube', 'delete', '-p', cluster.value)],
    }),
    'other-damaged': problem<{ readonly path: Path }>({
      severity: 'info',
      message: ({ path }) =>
        say`${path} belongs to another cluster and cannot be used by minikube; it does not disturb the course`,
    }),
  },
  fine: ({ profiles }, { profile }) => {
    const own = profiles.valid.find(({ name }) => name === profile.cluster)
    return own === undefined
      ? undefined
      : say`${term(own.name)} (${term(own.driver)}, Kubernetes ${version(own.kubernetes)})`
  },
  inspect: ({ profiles: { valid, broken } }, request) => {
    const own = valid.find(({ name }) => name === request.profile.cluster)
    const bad = broken
      .map((profile) => brokenFound(profile, request))
      .filter((item) => item !== undefined)
    if (own === undefined && bad.length === 0) return skipped('no-cluster')
    return [...(own === undefined ? [] : found(own, request)), ...bad]
  },
})
