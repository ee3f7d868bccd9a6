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
    file: createFiles(session),
    limits: () => ({ ...limits }),
  }
}
