/** How much of a registry's allowance is left. */
export interface RateLimit {
  readonly limit: number
  readonly remaining: number
  /** Seconds the limit is counted over. */
  readonly seconds: number
}

const entry = /^(\d{1,9})(?:;w=(\d{1,9}))?/

/** Docker Hub's headers, `100;w=21600`; undefined where there are none, which means no limit. Source: Docker Hub usage/pulls. Pure. */
export const parseRateLimit = (
  headers: Readonly<Record<string, string>>,
): RateLimit | undefined => {
  const [, limit, seconds] = entry.exec(headers['ratelimit-limit'] ?? '') ?? []
  const [, remaining] = entry.exec(headers['ratelimit-remaining'] ?? '') ?? []
  return limit === undefined || remaining === undefined
    ? undefined
    : { limit: Number(limit), remaining: Number(remaining), seconds: Number(seconds ?? 0) }
}
