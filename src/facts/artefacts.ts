import {
  binaryCache,
  bundlesNetwork,
  cachedImage,
  imageCache,
  kicbaseCache,
  preloadCache,
  startsFromKicbaseFile,
} from '../catalog/minikube-cache.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { Artefact } from '../model/route.ts'
import { attempt } from '../model/unreadable.ts'
import { majorMinorGap } from '../model/version.ts'
import { apiHealth } from './api-health.ts'
import { dockerImages } from './docker-images.ts'
import { dockerInfo } from './docker-info.ts'
import { dockerObjects } from './docker-objects.ts'
import { minikubeHome } from './minikube-home.ts'
import { enginePackages } from './package-sources.ts'
import { effectivePair } from './pair.ts'
import { platform } from './platform.ts'
import { profiles } from './profiles.ts'
import { startRequest } from './start-request.ts'
import { kubectlVersion, minikubeVersion } from './tool-version.ts'

export interface Artefacts {
  readonly artefacts: readonly Artefact[]
  /** The course's cluster exists and has what is in its node. */
  readonly made: boolean
  /** Of these versions the list is not complete. */
  readonly unlisted: readonly ('minikube' | 'kubernetes')[]
  /** Ids of those that nothing has to be fetched for. */
  readonly here: readonly string[]
  /** Of these, what lies outside the node: minikube looks for its files at every start, whatever the node holds. */
  readonly outsideNode: readonly string[]
  /** Whole names of the engine's images; empty where no engine answers. */
  readonly local: ReadonlySet<string>
  /** Metadata of the repositories the engine would be installed from, where it is to be. */
  readonly packageSources: readonly (readonly [source: string, address: string])[]
}

/** A file of minikube's cache; `digest` where minikube would use it without looking. */
interface Cached {
  readonly path: string
  readonly digest?: string
}

/** minikube hands the node this image under the very name the node asks for. */
const isHandedOver = ({ kind, name }: Artefact, minikube: string): boolean =>
  (kind === 'system-image' || kind === 'storage-provisioner') &&
  cachedImage(name, { minikube }) === name

/** Files of minikube's cache that it starts from without asking anybody, by release. Source: docs/what-minikube-downloads.md. Pure. */
const cachedAt = (artefact: Artefact, minikube: string): readonly Cached[] => {
  const { kind, name, platform, digest } = artefact
  const [, arch = ''] = platform.split('/')
  const last = name.slice(name.lastIndexOf('/') + 1)
  if (kind === 'node-binary') {
    const [kubernetes = ''] = name.split('/')
    return [
      {
        path: `${binaryCache(minikube, { kubernetes, arch })}/${last}`,
        ...(digest === undefined ? {} : { digest }),
      },
    ]
  }
  if (kind === 'preload') return [{ path: preloadCache(last) }]
  if (kind === 'kicbase' && digest !== undefined && startsFromKicbaseFile(minikube))
    return [{ path: kicbaseCache(arch, `${last}@${digest}`) }]
  return isHandedOver(artefact, minikube) ? [{ path: imageCache(minikube, arch, name) }] : []
}

const isCached = async (
  { host }: FactContext,
  home: string,
  { path, digest }: Cached,
): Promise<boolean> => {
  const at = `${home}/${path}`
  const stat = await attempt(host.stat(at))
  if (!stat.ok || stat.value?.kind !== 'file' || stat.value.size === 0) return false
  if (digest === undefined) return true
  const found = await attempt(host.sha256(at))
  return found.ok && found.value === digest
}

/** What runs here already: this minikube, and a kubectl that speaks to this Kubernetes. Whose build it is does not matter. */
const installed = async (
  { get, request }: FactContext,
  kind: Artefact['kind'],
): Promise<boolean> => {
  const { minikube, kubernetes } = effectivePair(request)
  if (kind === 'minikube') {
    const told = await attempt(get(minikubeVersion))
    return told.ok && told.value?.kind === 'known' && told.value.version === minikube
  }
  if (kind !== 'kubectl') return false
  const told = await attempt(get(kubectlVersion))
  if (!told.ok || told.value === undefined || told.value.kind === 'broken') return false
  return told.value.kind === 'follows-cluster' || majorMinorGap(told.value.version, kubernetes) <= 1
}

const byDigest = (name: string, digest: string): string =>
  `${name.replace(/:[^:/]*$/, '')}@${digest}`

/** The engine has it so that nobody is asked for it: minikube looks for its node image by tag and digest, for others by their names. */
const pulled = (artefact: Artefact, minikube: string, local: ReadonlySet<string>): boolean => {
  const { kind, name, digest } = artefact
  if (kind === 'lesson-image')
    return local.has(name) || (digest !== undefined && local.has(byDigest(name, digest)))
  if (kind === 'kicbase')
    return local.has(name) && digest !== undefined && local.has(byDigest(name, digest))
  return isHandedOver(artefact, minikube) && local.has(name)
}

/** What a preloaded bundle already holds. */
const inNode = new Set<Artefact['kind']>(['node-binary', 'system-image', 'storage-provisioner'])
/** What a cluster that was made before needs no more. */
const ofNode = new Set<Artefact['kind']>([...inNode, 'network-image', 'kicbase', 'preload'])

/**
 * The profile's cluster was made with this Kubernetes and its node still is there: it starts from what it has. A node that runs
 * without its Kubernetes answering, or has not even certificates to ask it with, may be what a failed start has left, and may lack
 * anything.
 */
const hasNode = async ({ request, get }: FactContext): Promise<boolean> => {
  const [known, objects] = await Promise.all([attempt(get(profiles)), attempt(get(dockerObjects))])
  if (!known.ok || !objects.ok) return false
  const { cluster } = request.profile
  const { kubernetes } = effectivePair(request)
  const isMade =
    known.value.valid.some((one) => one.name === cluster && one.kubernetes === kubernetes) &&
    objects.value.containers.some(({ profile }) => profile === cluster)
  if (!isMade) return false
  const health = await attempt(get(apiHealth))
  return health.ok ? health.value?.ready !== false : health.why.why !== 'unparsable'
}

/** What the start and the lessons ask for here, and what of it is already present. */
export const artefacts = defineFact({
  id: 'artefacts',
  read: async (around): Promise<Artefacts> => {
    const { get } = around
    const request = await get(startRequest)
    const context = { ...around, request }
    const [here, info, images, home, engine, made] = await Promise.all([
      get(platform),
      attempt(get(dockerInfo)),
      attempt(get(dockerImages)),
      get(minikubeHome),
      request.profile.driver === 'docker' ? attempt(get(enginePackages)) : undefined,
      hasNode(context),
      // Needed below: every tool is asked at the same time, since each may take its time to answer.
      attempt(get(minikubeVersion)),
      attempt(get(kubectlVersion)),
    ])
    const storageDriver = info.ok ? info.value.storageDriver : undefined
    // The tables of images and node programs load only where a route is wanted.
    const { artefactList, unlisted } = await import('./artefact-list.ts')
    const packages = engine?.ok === true ? engine.value : undefined
    const list = artefactList({
      request,
      platform: here,
      storageDriver,
      enginePackage: packages,
    })
    const local = images.ok ? images.value : new Set<string>()
    const release = effectivePair(request).minikube
    const cached = await Promise.all(
      list.map(async (artefact) => {
        const places = cachedAt(artefact, release)
        const found = await Promise.all([
          installed(context, artefact.kind),
          ...places.map((place) => isCached(context, home, place)),
        ])
        return found.includes(true)
      }),
    )
    const plugged = bundlesNetwork(release, request.profile.runtime)
    const bundle = list.some(({ kind }, index) => kind === 'preload' && cached[index] === true)
    const outside = list.filter(
      (artefact, index) =>
        cached[index] === true ||
        pulled(artefact, release, local) ||
        (bundle && (inNode.has(artefact.kind) || (artefact.kind === 'network-image' && plugged))),
    )
    const present = list.filter(
      (artefact) => outside.includes(artefact) || (made && ofNode.has(artefact.kind)),
    )
    return {
      artefacts: list,
      made,
      unlisted: unlisted(effectivePair(request)),
      here: present.map(({ id }) => id),
      outsideNode: outside.map(({ id }) => id),
      local,
      packageSources: [
        ...(packages?.metadata ?? []).map((address) => ['official', address] as const),
        ...(packages?.instead ?? []).map(({ metadata }) => ['docker-ce', metadata] as const),
      ],
    }
  },
})
