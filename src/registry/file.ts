import type { Proof } from '../model/route.ts'
import type { Session } from './session.ts'
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

/** Proves that a file can be had, by HEAD; the first of every host gives a small sample of its speed. */
export const createFiles = (session: Session): ((address: string) => Promise<Proof>) => {
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

  return async (address) => {
    const url = new URL(address)
    const result = await session(url, { method: 'HEAD' })
    if ('trouble' in result) return result.trouble
    const { answer } = result
    if (answer.status !== 200) return troubleOfStatus(answer.status)
    if (/html/.test(answer.headers['content-type'] ?? ''))
      return nonsense('a web page instead of a file')
    const size = lengthOf(answer)
    const first = !sampled.has(url.host)
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
