import { defineFact } from '../model/fact.ts'
import { asAsked } from '../model/keep.ts'
import { drivers, runtimes } from '../model/profile.ts'
import type { Kept, Pair } from '../model/request.ts'
import { attempt } from '../model/unreadable.ts'
import { isVersion } from '../model/version.ts'
import { isFatal, judgePair, nearestPair } from './compat.ts'
import type { PairMachine } from './compat.ts'
import { pairMachine } from './pair-fit.ts'
import { askedPair } from './pair.ts'
import { courseProfile } from './profiles.ts'
import type { ClusterProfile } from './profiles.ts'
import { kubectlVersion, minikubeVersion } from './tool-version.ts'

/** What is written where no cluster was asked for (`--no-kubernetes`). */
const none = 'v0.0.0'

/** minikube's names for a runtime as ours; an old profile without one has docker. Pure. */
export const runtimeOf = ({ runtime }: Pick<ClusterProfile, 'runtime'>): string =>
  runtime === 'crio' ? 'cri-o' : runtime === '' ? 'docker' : runtime

/** The Kubernetes of the cluster; undefined where it has none, or none that can be read. Pure. */
export const kubernetesOf = ({
  kubernetes,
}: Pick<ClusterProfile, 'kubernetes'>): string | undefined =>
  isVersion(kubernetes) && kubernetes !== none ? kubernetes : undefined

/**
 * A minikube for a cluster of this Kubernetes: the installed one unless it refuses it, else the course's if it knows that version, else
 * the nearest that does. Pure.
 */
export const pairFor = (
  kubernetes: string,
  {
    asked,
    installed,
    machine,
  }: {
    readonly asked: Pair
    readonly installed: string | undefined
    readonly machine: PairMachine
  },
): Pair => {
  const pair = (minikube: string): Pair => ({ minikube, kubernetes })
  if (asked.kubernetes === kubernetes) return asked
  if (installed !== undefined && !judgePair(pair(installed), machine).some(isFatal))
    return pair(installed)
  const own = pair(asked.minikube)
  const nearest = nearestPair(own, machine, [])
  if (judgePair(own, machine).length === 0 || nearest?.kubernetes !== kubernetes) return own
  return nearest
}

/**
 * What a start must leave to the existing cluster, except what the course requires otherwise; undefined without one. minikube takes
 * runtime and Kubernetes of an existing profile from the flags, and refuses another driver or an older Kubernetes.
 * Source: kubernetes/minikube@v1.25.2:cmd/minikube/cmd/start_flags.go (updateExistingConfigFromFlags), start.go
 * (validateSpecifiedDriver, validateKubernetesVersion).
 */
export const keptCluster = defineFact({
  id: 'kept-cluster',
  read: async ({ request, get }): Promise<Kept | undefined> => {
    const profile = await get(courseProfile)
    if (profile === undefined) return undefined
    const course = asAsked(request).profile
    const keeps = (what: (typeof course.requires)[number]): boolean =>
      !course.requires.includes(what)
    const asked = askedPair(request)
    const driver =
      drivers.find((name) => name === profile.driver && keeps('driver')) ?? course.driver
    const runtime =
      runtimes.find((name) => name === runtimeOf(profile) && keeps('runtime')) ?? course.runtime
    const kubernetes = keeps('kubernetes') ? kubernetesOf(profile) : undefined
    if (kubernetes === undefined || kubernetes === asked.kubernetes)
      return driver === course.driver && runtime === course.runtime
        ? undefined
        : { driver, runtime, pair: asked }
    const [here, tool] = await Promise.all([
      get(pairMachine),
      attempt(get(minikubeVersion)),
      // Asked at the same time, since each tool may take its time to answer.
      attempt(get(kubectlVersion)),
    ])
    const installed = tool.ok && tool.value?.kind === 'known' ? tool.value.version : undefined
    const machine = { ...here, driver, runtime }
    return { driver, runtime, pair: pairFor(kubernetes, { asked, installed, machine }) }
  },
})
