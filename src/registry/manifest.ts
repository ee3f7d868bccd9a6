import type { Proof } from '../model/route.ts'
import { accept, isManifestType, parseConfig, parseIndex, parseManifest, runsOn } from './media.ts'
import type { IndexEntry, Manifest } from './media.ts'
import { apiHost, isDigest, versionOf } from './reference.ts'
import type { Reference } from './reference.ts'
import type { Session } from './session.ts'
import { nonsense, troubleOfStatus } from './trouble.ts'
import type { Heard, Trouble } from './trouble.ts'

/** The distribution spec lets registries refuse manifests above 4 MiB; real ones have a few KiB. */
const maxBytes = 1024 * 1024

export interface ImageQuestion {
  readonly reference: Reference
  /** Go's names, `linux/amd64`. */
  readonly platform: string
  /** The registry counts GETs of manifests: existence is all that is asked. */
  readonly headOnly: boolean
  readonly scheme: 'https' | 'http'
}

interface Place {
  readonly base: string
  readonly repository: string
  readonly platform: string
}

type Found<T> = { readonly value: T } | { readonly trouble: Trouble }

const missing = (trouble: Trouble, { headers, body }: Heard): Trouble => {
  if (trouble.state !== 'absent' || trouble.why !== 'not-found') return trouble
  // A registry names what is missing in its error; a page from elsewhere does not.
  return body.includes('NAME_UNKNOWN')
    ? trouble
    : /html/.test(headers['content-type'] ?? '')
      ? nonsense('a web page instead of a manifest')
      : { state: 'absent', why: 'no-tag' }
}

const askManifest = async (
  session: Session,
  { base, repository }: Place,
  version: string,
  method: 'GET' | 'HEAD',
): Promise<Found<Heard>> => {
  const url = new URL(`${base}/v2/${repository}/manifests/${version}`)
  const result = await session(url, { method, headers: { accept }, repository, maxBytes })
  if ('trouble' in result) return result
  const { answer } = result
  if (answer.status !== 200) return { trouble: missing(troubleOfStatus(answer.status), answer) }
  const type = answer.headers['content-type']
  return isManifestType(type)
    ? { value: answer }
    : { trouble: nonsense(`${type ?? 'nothing'} instead of a manifest`) }
}

/** The configuration of an image: what it was built for. Proves also that blobs can be had, which may lie on another host. */
const fits = async (
  session: Session,
  { base, repository, platform }: Place,
  { config }: Manifest,
): Promise<Trouble | undefined> => {
  const url = new URL(`${base}/v2/${repository}/blobs/${config.digest}`)
  const result = await session(url, { repository, maxBytes })
  if ('trouble' in result) return result.trouble
  const { status, body } = result.answer
  if (status !== 200) return troubleOfStatus(status)
  const built = parseConfig(body)
  if (built === undefined) return nonsense('an image configuration without a platform')
  return runsOn(built, platform) ? undefined : { state: 'absent', why: 'no-platform' }
}

const blobAnswers = async (
  session: Session,
  { base, repository }: Place,
  { config }: Manifest,
): Promise<Trouble | undefined> => {
  const url = new URL(`${base}/v2/${repository}/blobs/${config.digest}`)
  const result = await session(url, { method: 'HEAD', repository })
  if ('trouble' in result) return result.trouble
  return result.answer.status === 200 ? undefined : troubleOfStatus(result.answer.status)
}

const chosen = (entries: readonly IndexEntry[], wanted: string): IndexEntry | undefined =>
  entries.find(({ platform }) => platform !== undefined && runsOn(platform, wanted)) ??
  entries.find(({ platform }) => platform === undefined)

const sizeOf = ({ config, layers }: Manifest): number =>
  layers.reduce((sum, { size }) => sum + size, config.size)

type Memory = Map<string, Promise<Trouble | undefined>>

const once = (
  memory: Memory,
  key: string,
  ask: () => Promise<Trouble | undefined>,
): Promise<Trouble | undefined> => {
  const known = memory.get(key) ?? ask()
  memory.set(key, known)
  return known
}

/** Proves images over one session; whether blobs can be had is asked once of every registry. */
export const createImages = (session: Session): ((question: ImageQuestion) => Promise<Proof>) => {
  const pings: Memory = new Map()
  const blobs: Memory = new Map()

  const ping = async (base: string): Promise<Trouble | undefined> => {
    const result = await session(new URL(`${base}/v2/`), { maxBytes: 4096 })
    if ('trouble' in result) return result.trouble
    const { status } = result.answer
    // 401 without a word on how to log in is somebody else's.
    if (status === 401 && result.answer.headers['www-authenticate'] !== undefined) return undefined
    return status === 200 ? undefined : troubleOfStatus(status)
  }

  /** A blob that is missing speaks for its image alone, a host of blobs that does not answer for all. */
  const reachesBlobs = async (place: Place, manifest: Manifest): Promise<Trouble | undefined> => {
    const first = !blobs.has(place.base)
    const trouble = await once(blobs, place.base, () => blobAnswers(session, place, manifest))
    return first || trouble?.state === 'unproven' ? trouble : undefined
  }

  const single = async (place: Place, body: string, known: boolean): Promise<Found<number>> => {
    const manifest = parseManifest(body)
    if (manifest === undefined) return { trouble: nonsense('a manifest that is none') }
    const trouble = known
      ? await reachesBlobs(place, manifest)
      : await fits(session, place, manifest)
    return trouble === undefined ? { value: sizeOf(manifest) } : { trouble }
  }

  const sized = async (place: Place, body: string): Promise<Found<number>> => {
    const entries = parseIndex(body)
    if (entries === undefined) return single(place, body, false)
    const entry = chosen(entries, place.platform)
    if (entry === undefined) return { trouble: { state: 'absent', why: 'no-platform' } }
    const child = await askManifest(session, place, entry.digest, 'GET')
    return 'trouble' in child
      ? child
      : single(place, child.value.body, entry.platform !== undefined)
  }

  return async ({ reference, platform, headOnly, scheme }) => {
    const { repository } = reference
    const place = { base: `${scheme}://${apiHost(reference)}`, repository, platform }
    // Docker takes some names that no URL does.
    if (!URL.canParse(place.base)) return nonsense('no address')
    const closed = await once(pings, place.base, () => ping(place.base))
    if (closed !== undefined) return closed
    const version = versionOf(reference)
    const found = await askManifest(session, place, version, headOnly ? 'HEAD' : 'GET')
    if ('trouble' in found) return found.trouble
    const { headers, body, ms } = found.value
    const digest = headers['docker-content-digest'] ?? ''
    const present = {
      state: 'present' as const,
      ms,
      ...(isDigest(digest) ? { digest } : {}),
    }
    if (headOnly) return present
    const size = await sized(place, body)
    return 'trouble' in size ? size.trouble : { ...present, size: size.value }
  }
}
