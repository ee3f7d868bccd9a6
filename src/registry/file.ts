import type { Proof } from '../model/route.ts'
import type { Result, Session } from './session.ts'
import { nonsense, troubleOfStatus } from './trouble.ts'
import type { Heard } from './trouble.ts'

/** Bytes read to see how fast a host gives. */
const sampleBytes = 256 * 1024

const lengthOf = ({ headers }: Heard): number | undefined => {
  const length = headers['content-length'] ?? ''
  return headers['content-encoding'] === undefined && /^\d{1,15}$/.test(length)
    ? Number(length)
    : undefined
}

/** Some servers give what they do not let one ask about; signed addresses are for GET alone. */
const headless = new Set([403, 405, 501])

/** The whole file's length in `bytes 0-0/12345`. */
const wholeOf = ({ headers }: Heard): number | undefined => {
  const [, whole] = /\/(\d{1,15})$/.exec(headers['content-range'] ?? '') ?? []
  return whole === undefined ? undefined : Number(whole)
}

/**
 * Proves that a file can be had, by HEAD where that is allowed; the first of every host gives a small sample of its speed, where
 * that is asked for.
 */
export const createFiles = (
  session: Session,
  samples: boolean,
): ((address: string) => Promise<Proof>) => {
  const sampled = new Set<string>()

  const speed = async (url: URL): Promise<number | undefined> => {
    const headers = { range: `bytes=0-${sampleBytes - 1}` }
    const result = await session(url, { headers, maxBytes: sampleBytes })
    if ('trouble' in result) return undefined
    const { status, ms } = result.answer
    const bytes = Math.min(lengthOf(result.answer) ?? 0, sampleBytes)
    return (status === 206 || status === 200) && bytes > 0 && ms > 0
      ? Math.round((bytes * 1000) / ms)
      : undefined
  }

  const look = async (url: URL): Promise<Result> => {
    const result = await session(url, { method: 'HEAD' })
    return 'trouble' in result || !headless.has(result.answer.status)
      ? result
      : session(url, { headers: { range: 'bytes=0-0' }, maxBytes: 1 })
  }

  return async (address) => {
    const url = new URL(address)
    const result = await look(url)
    if ('trouble' in result) return result.trouble
    const { answer } = result
    if (answer.status !== 200 && answer.status !== 206) return troubleOfStatus(answer.status)
    if (/html/.test(answer.headers['content-type'] ?? ''))
      return nonsense('a web page instead of a file')
    const size = answer.status === 206 ? wholeOf(answer) : lengthOf(answer)
    const first = samples && !sampled.has(url.host)
    sampled.add(url.host)
    const bytesPerSecond = first ? await speed(url) : undefined
    return {
      state: 'present',
      ms: answer.ms,
      ...(size === undefined ? {} : { size }),
      ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
    }
  }
}
