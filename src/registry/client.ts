import type { ReadHost } from '../model/host.ts'
import type { Proof } from '../model/route.ts'
import { createBounded } from './bounded.ts'
import type { Bounds } from './bounded.ts'
import { createFiles } from './file.ts'
import { parseRateLimit } from './limit.ts'
import type { RateLimit } from './limit.ts'
import { createImages } from './manifest.ts'
import type { ImageQuestion } from './manifest.ts'
import { createSession } from './session.ts'

export interface Client {
  readonly image: (question: ImageQuestion) => Promise<Proof>
  readonly file: (address: string) => Promise<Proof>
  /** What registries said of their limits on the way, by host: the last word of each. */
  readonly limits: () => Readonly<Record<string, RateLimit>>
}

/** Asks registries and file servers, each with manners; every failure is a `Proof`. */
export const createClient = (host: Pick<ReadHost, 'get' | 'now'>, bounds: Bounds): Client => {
  const limits: Record<string, RateLimit> = {}
  const bounded = createBounded(host, bounds)
  const session = createSession(async (url, options) => {
    const answer = await bounded(url, options)
    const limit = answer.ok ? parseRateLimit(answer.headers) : undefined
    if (limit !== undefined) limits[new URL(url).hostname] = limit
    return answer
  }, bounds.exchangeMs)
  return {
    image: createImages(session),
    file: createFiles(session, true),
    limits: () => ({ ...limits }),
  }
}

/** Bytes of a file by the word of the first of these addresses that tells; undefined where none does within the bounds. */
export const toldSize = (
  host: Pick<ReadHost, 'get' | 'now'>,
  addresses: readonly string[],
  bounds: Bounds,
): Promise<number | undefined> => {
  const look = createFiles(createSession(createBounded(host, bounds), bounds.exchangeMs), false)
  const sizes = addresses.map(async (address) => {
    const proof = await look(address)
    if (proof.state !== 'present' || proof.size === undefined) throw new Error(address)
    return proof.size
  })
  return Promise.any(sizes).catch(() => undefined)
}
