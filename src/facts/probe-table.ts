import { deadlines } from '../catalog/deadlines.ts'
import { checksumOf, imageCache } from '../catalog/minikube-cache.ts'
import { candidatesFor, countsGets, repositoryOf } from '../catalog/sources.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { Artefact, Candidate, Probe, Probes, Proof } from '../model/route.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { createClient } from '../registry/client.ts'
import type { Client } from '../registry/client.ts'
import type { RateLimit } from '../registry/limit.ts'
import { apiHost, formatReference, parseReference } from '../registry/reference.ts'
import { artefacts } from './artefacts.ts'
import { dockerEndpoint, isRemote } from './docker-endpoint.ts'
import { dockerInfo } from './docker-info.ts'
import { minikubeHome } from './minikube-home.ts'
import { ownMirrors } from './mirrors.ts'
import { effectivePair } from './pair.ts'
import { isFault, namesResolve, outside, spokenProxy } from './probes.ts'
import type { Reached } from './probes.ts'
import { routes } from './routes.ts'
import { startRequest } from './start-request.ts'

/** With what others ask of the same hosts at the same time the process stays below six connections to each. */
export const bounds = { atOnce: 4, exchangeMs: deadlines.http, hostMs: deadlines.source }

interface Asking {
  readonly client: Client
  readonly local: ReadonlySet<string>
  /** Hosts of mirrors that speak HTTP without TLS. */
  readonly plain: ReadonlySet<string>
  /** What is said of every source that need not be asked. */
  readonly silence: Silence | undefined
}

interface Silence {
  readonly proof: Proof
  /** The classroom's own mirrors may answer all the same. */
  readonly beyond: boolean
}

const isUrl = (address: string): boolean => /^https?:\/\//.test(address)

type Unproven = Extract<Proof, { readonly state: 'unproven' }>

const unproven = (why: Unproven['why'], detail: string): Proof => ({
  state: 'unproven',
  why,
  detail,
})

const anywhere = new URL('https://registry.k8s.io/')

/** Where nothing leads out or nobody resolves names, each question would only wait; a proxy resolves them itself. */
const silenceOf = async (context: FactContext): Promise<Silence | undefined> => {
  const { host, request, get } = context
  if (request.offline) return { proof: unproven('offline', '--offline'), beyond: false }
  if (spokenProxy(anywhere, host.env) !== undefined) return undefined
  const known = await attempt(get(routes))
  if (known.ok && !known.value.out)
    return { proof: unproven('unreachable', 'no route leads out'), beyond: true }
  return (await namesResolve(context))
    ? undefined
    : { proof: unproven('dns', 'no name resolves'), beyond: true }
}

/** What a second question would not change; a reset may be a chance. */
const dead = new Set(['dns', 'refused', 'timeout', 'unreachable'])

/** A host that the check of the network asks too is left alone when it was found dead there, and costs one deadline in all. */
const sparing =
  ({ get }: ReadHost, reach: (host: string) => Promise<Reached> | undefined): ReadHost['get'] =>
  async (address, options) => {
    const known = await reach(URL.canParse(address) ? new URL(address).hostname : '')
    return known !== undefined && isFault(known.verdict) && dead.has(known.verdict)
      ? { ok: false, fault: known.verdict, detail: known.detail, ms: 0 }
      : get(address, options)
  }

/** However near it is: no time at all is taken only by what the engine has. */
const abroad = (proof: Proof): Proof =>
  proof.state === 'present' ? { ...proof, ms: Math.max(1, proof.ms) } : proof

const prove = async (
  { client, local, plain, silence }: Asking,
  candidate: Candidate,
  platform: string,
): Promise<Proof> => {
  const { address } = candidate
  const reference = isUrl(address) ? undefined : parseReference(address)
  // The engine has it under that very name.
  if (reference !== undefined && local.has(formatReference(reference)))
    return { state: 'present', ms: 0 }
  if (silence !== undefined && !(silence.beyond && candidate.source.startsWith('mirror:')))
    return silence.proof
  if (isUrl(address)) return abroad(await client.file(address))
  if (reference === undefined) return unproven('nonsense', 'no image name')
  const scheme = plain.has(reference.host) ? 'http' : 'https'
  const headOnly = countsGets(candidate)
  return abroad(await client.image({ reference, platform, headOnly, scheme }))
}

/** A program is of no use to minikube without its checksum; a source has those of all or of none, so that one is asked for. */
const withChecksum = async (proof: Proof, ask: () => Promise<Proof>): Promise<Proof> => {
  if (proof.state !== 'present') return proof
  const checksum = await ask()
  if (checksum.state === 'unproven') return checksum
  return checksum.state === 'present' ? proof : { ...proof, bare: true }
}

/** A registry that counts, and has counted to the end, shows what it will not hand out. Pure. */
const withinLimit = (
  { candidate, proof }: Probe,
  limits: Readonly<Record<string, RateLimit>>,
): Probe => {
  const reference = isUrl(candidate.address) ? undefined : parseReference(candidate.address)
  const left = reference === undefined ? undefined : limits[apiHost(reference)]?.remaining
  return proof.state === 'present' && proof.ms > 0 && left === 0
    ? { candidate, proof: unproven('rate-limited', 'nothing left') }
    : { candidate, proof }
}

/** The probes, and what registries said of their limits on the way. */
const asked = defineFact({
  id: 'registries',
  waitsFor: 'registries',
  read: async (
    context,
  ): Promise<{
    readonly probes: Probes
    readonly limits: Readonly<Record<string, RateLimit>>
  }> => {
    const { host, get } = context
    const [request, home, needed, silence, mirrors, info, endpoint] = await Promise.all([
      get(startRequest),
      get(minikubeHome),
      get(artefacts),
      silenceOf(context),
      get(ownMirrors),
      attempt(get(dockerInfo)),
      attempt(get(dockerEndpoint)),
    ])
    // What answers here says nothing about the network of an engine elsewhere.
    const near = endpoint.ok && !isRemote(endpoint.value)
    const around = {
      minikube: effectivePair(request).minikube,
      mirrors,
      dockerMirrors: near && info.ok ? info.value.mirrors : [],
      packageSources: needed.packageSources,
    }
    const client = createClient({ now: host.now, get: sparing(host, await get(outside)) }, bounds)
    const plain = [...mirrors, ...around.dockerMirrors].filter((url) => url.startsWith('http:'))
    const asking = {
      client,
      silence,
      local: needed.local,
      plain: new Set(plain.map((url) => repositoryOf(url).split('/')[0] ?? '')),
    }
    const answers = new Map<string, Promise<Proof>>()
    const { kubernetes } = effectivePair(request)
    const once = (key: string, ask: () => Promise<Proof>): Promise<Proof> => {
      const proof = answers.get(key) ?? ask()
      answers.set(key, proof)
      return proof
    }
    /** minikube's cache has it under that very name, so that it reaches the node without a download. */
    const isCached = async ({ kind, platform }: Artefact, address: string): Promise<boolean> => {
      if (kind !== 'system-image' && kind !== 'storage-provisioner') return false
      const [, arch = ''] = platform.split('/')
      const file = await attempt(host.stat(`${home}/${imageCache(around.minikube, arch, address)}`))
      return file.ok && file.value?.kind === 'file' && file.value.size > 0
    }
    const proofOf = async (artefact: Artefact, candidate: Candidate): Promise<Proof> => {
      const { kind, platform } = artefact
      if (await isCached(artefact, candidate.address)) return { state: 'present', ms: 0 }
      const proof = await prove(asking, candidate, platform)
      // What answered are the lists: of the packages' own size nothing is known.
      if (kind === 'packages' && proof.state === 'present')
        return { state: 'present', ms: proof.ms }
      if (kind !== 'node-binary') return proof
      const checksum = checksumOf(candidate.address.replace(/[^/]+$/, 'kubeadm'), kubernetes)
      return withChecksum(proof, () => once(checksum, () => client.file(checksum)))
    }
    const probe = async (artefact: Artefact, candidate: Candidate): Promise<Probe> => {
      const key = `${candidate.address} ${artefact.platform}`
      return { candidate, proof: await once(key, () => proofOf(artefact, candidate)) }
    }
    const present = new Set(needed.here)
    const probes = await Promise.all(
      needed.artefacts
        .filter(({ id }) => !present.has(id))
        .flatMap((artefact) =>
          candidatesFor(artefact, around).map((candidate) => probe(artefact, candidate)),
        ),
    )
    const limits = client.limits()
    return {
      probes: {
        artefacts: needed.artefacts,
        here: needed.here,
        probes: probes.map((one) => withinLimit(one, limits)),
      },
      limits,
    }
  },
})

/** What each source said about each artefact that is not here yet; all asked at once, each host within its own bounds. */
export const probeTable = defineFact({
  id: 'probe-table',
  waitsFor: 'registries',
  read: async ({ get }): Promise<Probes> => (await get(asked)).probes,
})

/** What is left of each registry's allowance, by host, as far as they told while they were probed. */
export const rateLimits = defineFact({
  id: 'rate-limits',
  waitsFor: 'registries',
  read: async ({ get }): Promise<Readonly<Record<string, RateLimit>>> => (await get(asked)).limits,
})
