import { binaryCache, imageCache, preloadCache } from '../catalog/minikube-cache.ts'
import type { Cause, Rung } from '../model/attempt.ts'
import type { Artefact, Candidate } from '../model/route.ts'
import type { StartFlag } from '../model/start.ts'
import type { Step } from '../model/step.ts'
import { hostOf } from '../route/hosts.ts'
import { byTag, engineMirror, isFile, isPlain } from '../route/table.ts'
import type { Supply } from '../route/supplies.ts'
import { afresh } from './deletions.ts'
import { flagOf } from './situation.ts'
import type { Situation } from './situation.ts'
import { canApply } from './start-plan.ts'

type Found = Omit<Rung, 'id' | 'because'>
type Kind = Artefact['kind']

const images: readonly Kind[] = ['system-image', 'storage-provisioner']

/** What a code is about where it does not say so itself. */
const kindsOf: Readonly<Record<string, readonly Kind[]>> = {
  'log/kicbase': ['kicbase'],
  'log/kicbase-digest': ['kicbase'],
  'log/binaries-mirror': ['node-binary'],
  'log/pause-image': images,
  'cluster/system-pods/image': images,
  'kubeadm/ImagePull': images,
  'minikube/INET_CACHE_BINARIES': ['node-binary'],
  'minikube/INET_CACHE_KUBECTL': ['node-binary'],
  'minikube/MK_CACHE_LOAD': images,
  'minikube/GUEST_CACHE_LOAD': images,
  'minikube/RUNTIME_CACHE': images,
}

/** A host, an address or an image; a port or a pod's name is about none of them. */
const speaksOf = (about: string, { artefact, used }: Supply): boolean =>
  used !== undefined &&
  /[./]/.test(about) &&
  (hostOf(used.address) === hostOf(about) ||
    used.address.includes(about) ||
    byTag(about).includes(artefact.name))

/** What may not have arrived: what the log names, else what the code is about, else everything that was fetched. */
const suspects = (cause: Cause, { sources }: Situation): readonly Supply[] => {
  const fetched = sources.filter(({ used }) => used !== undefined)
  const { about, code } = cause
  const named = about === undefined ? [] : fetched.filter((supply) => speaksOf(about, supply))
  if (named.length > 0) return named
  const meant = fetched.filter(({ artefact }) => kindsOf[code]?.includes(artefact.kind) === true)
  return meant.length > 0 ? meant : fetched
}

const isBundle = ({ artefact }: Supply): boolean => artefact.kind === 'preload'

/** Others have proved all that the start would lose with a source: what it brings, and what the bundle holds that it brings. */
const isElsewhere = (source: string, { request, sources }: Situation): boolean => {
  const gone = new Set([...(request.overrides.without ?? []), source])
  const bundle = sources.find(isBundle)
  const has = ({ others }: Supply): boolean => others.some((other) => !gone.has(other.source))
  const unbundled = bundle?.used?.source === source && !has(bundle)
  return sources
    .filter(({ artefact }) => !artefact.optional)
    .filter(({ used }) => (used === undefined ? unbundled : used.source === source))
    .every(has)
}

/** Leaves the source out that failed, where others can stand in for it. Pure. */
export const otherSource = (cause: Cause, situation: Situation): Found | undefined => {
  const { without = [] } = situation.request.overrides
  const source = suspects(cause, situation)
    .flatMap(({ used }) => used?.source ?? [])
    .find((name) => !without.includes(name) && isElsewhere(name, situation))
  return source === undefined ? undefined : { ...afresh(situation), without: [...without, source] }
}

const archOf = ({ platform }: Artefact): string => platform.split('/')[1] ?? ''

/** Where this machine would fetch it from; nothing of an engine's own mirror, which the engine asks by itself. */
const placeOf = ({ used, others }: Supply): Candidate | undefined =>
  [...(used === undefined ? [] : [used]), ...others].find(
    (candidate) => engineMirror(candidate) === undefined && !isPlain(candidate),
  )

/** Through docker, and left for minikube under the name it will ask for. */
const pulled = (
  { artefact }: Supply,
  { address }: Candidate,
  { home, pair, plan }: Situation,
): readonly Step[] => {
  if (isFile({ artefact: artefact.id, source: '', address })) return []
  const image = byTag(address)
  if (artefact.kind === 'kicbase') return [{ kind: 'pull-image', image }]
  const moved = flagOf(plan, '--image-repository') !== undefined
  const name = moved ? image : artefact.name
  return [
    { kind: 'pull-image', image, ...(name === image ? {} : { as: name }) },
    {
      kind: 'save-image',
      image: name,
      path: `${home}/${imageCache(pair.minikube, archOf(artefact), name)}`,
    },
  ]
}

/** Verified, and left where minikube looks first; only against a pinned digest. */
const seeded = (
  { artefact }: Supply,
  { address }: Candidate,
  { home, pair: { minikube, kubernetes } }: Situation,
): readonly Step[] => {
  if (artefact.digest === undefined) return []
  const name = artefact.name.slice(artefact.name.lastIndexOf('/') + 1)
  const folder = binaryCache(minikube, { kubernetes, arch: archOf(artefact) })
  const isProgram = artefact.kind === 'node-binary'
  return [
    {
      kind: 'seed-cache',
      url: address,
      sha256: artefact.digest.replace(/^sha256:/, ''),
      path: `${home}/${isProgram ? `${folder}/${name}` : preloadCache(name)}`,
      executable: isProgram,
    },
  ]
}

const byDocker: ReadonlySet<Kind> = new Set(['kicbase', ...images])

const stepsFor = (supply: Supply, situation: Situation): readonly Step[] => {
  const place = placeOf(supply)
  if (place === undefined) return []
  if (!byDocker.has(supply.artefact.kind)) return seeded(supply, place, situation)
  return situation.request.profile.driver === 'docker' ? pulled(supply, place, situation) : []
}

const noBundle: StartFlag = { name: '--preload', value: 'false' }

/** Again only from other sources. */
const isSpent = ({ attempts }: Situation): boolean => {
  const last = (id: string): number => attempts.findLastIndex(({ rung }) => rung === id)
  return last('pre-pull') >= 0 && last('other-source') < last('pre-pull')
}

/**
 * Fetches with this machine's docker, and with our own hands, what minikube or the node did not get. Where the bundle of all
 * images was the way and cannot be laid out, the start is told to do without it. Pure.
 */
export const prePull = (situation: Situation): Found | undefined => {
  if (isSpent(situation)) return undefined
  const bundle = situation.sources.filter(isBundle)
  const single = situation.sources.filter((supply) => !isBundle(supply))
  const laidOut = bundle.flatMap((supply) => stepsFor(supply, situation))
  const patch = { flags: [noBundle] }
  const unbundled =
    bundle.length > 0 &&
    laidOut.length === 0 &&
    canApply(situation.pair.minikube, patch) &&
    single.every((supply) => placeOf(supply) !== undefined)
  const wanted = single.filter(({ used }) => used !== undefined || unbundled)
  const steps = [...laidOut, ...wanted.flatMap((supply) => stepsFor(supply, situation))]
  return steps.length === 0 ? undefined : { steps, risk: 'safe', ...(unbundled ? { patch } : {}) }
}
