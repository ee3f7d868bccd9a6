import { minikubeReleases } from '../../catalog/minikube.ts'
import { kubernetesOf, runtimeOf } from '../../facts/kept-cluster.ts'
import { askedPair, effectivePair } from '../../facts/pair.ts'
import { profiles } from '../../facts/profiles.ts'
import type { BrokenProfile, ClusterProfile } from '../../facts/profiles.ts'
import { deleteProfile } from '../../fixes/delete-profile.ts'
import { userFiles } from '../user/files.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import type { Requirement } from '../../model/profile.ts'
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

/** Releases that look at these flags only when they make a cluster. Source: cmd/minikube/cmd/start_flags.go at v1.20.0 and v1.21.0. */
const ignoresMirrors = 'v1.21.0'

/** In what the cluster differs from the course; the start leaves it as it is, unless the course requires it otherwise. */
const differences = (profile: ClusterProfile, request: Request) => {
  const { driver, runtime } = request.kept?.course ?? request.profile
  const wanted = askedPair(request).kubernetes
  const kubernetes = kubernetesOf(profile) ?? wanted
  const order = compareVersions(kubernetes, wanted)
  const cluster = term(profile.name)
  const required = (what: Requirement): boolean => request.profile.requires.includes(what)
  const differs = <C extends 'driver' | 'runtime'>(code: C, old: string, own: string) => {
    if (old === own) return []
    const args = { cluster, old: term(old), wanted: term(own) }
    return required(code)
      ? [{ code: 'required' as const, args: { ...args, what: term(code) }, about: term(code) }]
      : [{ code, args }]
  }
  const versions = { cluster, old: version(kubernetes), wanted: version(wanted) }
  const ofKubernetes = () => {
    if (order === 0) return []
    if (!required('kubernetes'))
      return [
        {
          code: order > 0 ? ('kubernetes-newer' as const) : ('kubernetes-older' as const),
          args: versions,
        },
      ]
    if (order < 0) return [{ code: 'kubernetes-upgraded' as const, args: versions }]
    const what = term('Kubernetes')
    const args = { cluster, old: term(kubernetes), wanted: term(wanted), what }
    return [{ code: 'required' as const, args, about: what }]
  }
  return [
    ...differs('driver', profile.driver, driver),
    ...ofKubernetes(),
    ...differs('runtime', runtimeOf(profile), runtime),
  ]
}

const found = (profile: ClusterProfile, request: Request) => {
  const { runtime, mirrors } = request.profile
  const pair = effectivePair(request)
  const cluster = term(profile.name)
  const lacks = runtime === 'docker' && lacksCriDockerd(profile, pair.kubernetes)
  const unmirrored =
    mirrors.length > 0 && profile.imageRepository === '' && atLeast(pair.minikube, ignoresMirrors)
  return [
    ...differences(profile, request),
    ...(lacks
      ? [{ code: 'no-cri-dockerd' as const, args: { cluster, node: image(profile.kicbase) } }]
      : []),
    ...(unmirrored ? [{ code: 'mirrors-ignored' as const, args: { cluster } }] : []),
  ]
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

const deleteIt = ({ cluster }: { readonly cluster: Term }) => [
  asUser('minikube', 'delete', '-p', cluster.value),
]

const keptHint = {
  hint: () =>
    say`The lessons work in it too. Only if you want a cluster exactly as in the course, delete this one. Everything in it is lost:`,
  commands: deleteIt,
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
      severity: 'warning',
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} uses the driver ${old}; the course uses ${wanted}. Every start of this cluster keeps ${old}`,
      ...keptHint,
    }),
    'kubernetes-newer': problem<Differs<Version>>({
      severity: 'warning',
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} has Kubernetes ${old}; the course uses ${wanted}. Every start keeps ${old}: minikube cannot downgrade a cluster`,
      ...keptHint,
    }),
    'kubernetes-older': problem<Differs<Version>>({
      severity: 'warning',
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} has Kubernetes ${old}; the course uses ${wanted}. Every start of this cluster keeps ${old}`,
      ...keptHint,
    }),
    runtime: problem<Differs<Term>>({
      severity: 'warning',
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} runs its containers with ${old}; the course uses ${wanted}. Commands inside the node differ (crictl ps works with every runtime)`,
      ...keptHint,
    }),
    required: problem<Differs<Term> & { readonly what: Term }>({
      severity: 'error',
      stops: true,
      message: ({ cluster, old, wanted, what }) =>
        say`The existing cluster ${cluster} does not fit the course: its ${what} is ${old}, and the course requires ${wanted}`,
      hint: () =>
        say`An existing cluster cannot be changed to that. Delete it; the next start makes a new one. Everything in the old one is lost.`,
      fix: deleteProfile,
    }),
    'kubernetes-upgraded': problem<Differs<Version>>({
      severity: 'warning',
      message: ({ cluster, old, wanted }) =>
        say`The existing cluster ${cluster} has Kubernetes ${old}; the course requires ${wanted}, and the start upgrades the cluster`,
      hint: () =>
        say`If the upgrade fails and you do not need the old cluster, delete it. Everything in it is lost:`,
      commands: deleteIt,
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
        say`${path} is cut short or damaged; minikube start and minikube status stop at it (HOST_CONFIG_LOAD)`,
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
      commands: deleteIt,
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
