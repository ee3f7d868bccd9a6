import type { Answer, ReadHost } from '../model/host.ts'

export interface Bounds {
  /** Questions to one host at a time. */
  readonly atOnce: number
  /** Milliseconds for one exchange. */
  readonly exchangeMs: number
  /** Milliseconds for all that one host is asked. */
  readonly hostMs: number
}

type Refusal = Extract<Answer, { readonly ok: false }>

interface Fate {
  readonly queue: <T>(task: () => Promise<T>) => Promise<T>
  readonly since: number
  heard: boolean
  /** What every later question gets at once. */
  dead: Refusal | undefined
}

const createQueue = (most: number): Fate['queue'] => {
  let free = most
  const waiting: (() => void)[] = []
  return async (task) => {
    if (free === 0) await new Promise<void>((go) => waiting.push(go))
    else free -= 1
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}

/**
 * `get` with manners: a few questions to one host at a time, one deadline for all of them. A host that failed
 * before it said anything is asked no more: the later questions get the same answer at once. A reset may be a chance.
 */
export const createBounded = (
  { get, now }: Pick<ReadHost, 'get' | 'now'>,
  { atOnce, exchangeMs, hostMs }: Bounds,
): ReadHost['get'] => {
  const fates = new Map<string, Fate>()
  const fateOf = (host: string): Fate => {
    const known = fates.get(host)
    if (known !== undefined) return known
    const fate = { queue: createQueue(atOnce), since: now(), heard: false, dead: undefined }
    fates.set(host, fate)
    return fate
  }
  return (address, options) => {
    const fate = fateOf(URL.canParse(address) ? new URL(address).host : address)
    return fate.queue(async () => {
      if (fate.dead !== undefined) return { ...fate.dead, ms: 0 }
      const left = fate.since + hostMs - now()
      if (left <= 0) return { ok: false, fault: 'timeout', detail: 'no time left', ms: 0 }
      const deadlineMs = Math.min(options.deadlineMs, exchangeMs, left)
      const answer = await get(address, { ...options, deadlineMs })
      if (answer.ok) fate.heard = true
      else if (!fate.heard && answer.fault !== 'reset') fate.dead ??= answer
      return answer
    })
  }
}
