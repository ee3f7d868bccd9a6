import { binaryFormat } from '../../model/binary-format.ts'
import type { Limits } from './limits.ts'
import { reason } from '../../model/install-reason.ts'
import type { Opened } from './open-source.ts'
import { SourceFault, toFault } from './source-fault.ts'

/** Who takes the bytes of a feed. */
export interface Taker {
  readonly data: (chunk: Buffer) => void
  /** Once, and nothing after it: the file's end, or what went wrong. */
  readonly end: (fault: SourceFault | undefined) => void
}

/** The bytes of one source from an offset on, with nobody waiting for longer than the stall limit. */
export interface Feed {
  readonly total: number | undefined
  /** Bytes, and the end where it has come meanwhile, go to this taker from now on. */
  readonly attach: (taker: Taker) => void
  /** Nothing is taken until somebody attaches; nothing is lost. */
  readonly detach: () => void
  readonly pause: () => void
  readonly resume: () => void
  readonly close: () => void
}

const pages = new Set(['html', 'xml'])

/** What the first bytes already show. */
const checkHead = (chunk: Buffer): SourceFault | undefined =>
  pages.has(binaryFormat(chunk.subarray(0, 256)).kind)
    ? new SourceFault(reason('web-page'), { lasting: true })
    : undefined

/** Starts to read at once. */
export const startFeed = (
  { stream, total, skip, whole }: Opened,
  from: number,
  { stallMs, mostBytes, least, leastMs }: Limits,
  first: Taker,
): Feed => {
  const end = total
  let since = { at: performance.now(), bytes: 0 }
  let taker: Taker | undefined = first
  let over: { readonly fault: SourceFault | undefined } | undefined
  const early: Buffer[] = []
  let toSkip = skip
  let at = from
  let heard = performance.now()
  let paused = false
  let headSeen = from > 0 && skip === 0

  const finish = (fault: SourceFault | undefined): void => {
    if (over !== undefined) return
    over = { fault }
    clearInterval(watch)
    stream.destroy()
    taker?.end(fault)
  }
  const watch = setInterval(
    () => {
      if (paused) {
        heard = performance.now()
        since = { at: heard, bytes: 0 }
      } else if (performance.now() - since.at > leastMs) {
        if (since.bytes < least) finish(new SourceFault(reason('too-slow', since.bytes, leastMs)))
        since = { at: performance.now(), bytes: 0 }
      } else if (performance.now() - heard > stallMs)
        finish(new SourceFault(reason('stall', stallMs)))
    },
    Math.max(10, stallMs / 16),
  )
  const give = (chunk: Buffer): void => {
    if (taker === undefined) early.push(chunk)
    else taker.data(chunk)
  }
  const take = (chunk: Buffer): void => {
    if (over !== undefined) return
    heard = performance.now()
    since.bytes += chunk.length
    const fault = headSeen ? undefined : checkHead(chunk)
    headSeen = true
    if (fault !== undefined) {
      finish(fault)
      return
    }
    const skipped = Math.min(toSkip, chunk.length)
    toSkip -= skipped
    // What is beyond the end is of no use; whether the rest is right the digest says.
    const wanted = chunk.subarray(skipped, end === undefined ? chunk.length : skipped + end - at)
    if (wanted.length === 0) return
    at += wanted.length
    if (at > mostBytes) {
      finish(new SourceFault(reason('too-long', mostBytes), { lasting: true }))
      return
    }
    give(wanted)
    if (at === end) finish(undefined)
  }
  const close = (): void => {
    if (whole() && toSkip === 0 && (end === undefined || at === end)) finish(undefined)
    else
      finish(
        new SourceFault(end === undefined ? reason('ended-early') : reason('ended-after', at, end)),
      )
  }
  const resume = (): void => {
    paused = false
    heard = performance.now()
    stream.resume()
  }
  const pause = (): void => {
    paused = true
    stream.pause()
  }
  stream.on('data', take)
  stream.once('end', close)
  stream.on('error', (error) => finish(toFault(error)))
  stream.once('close', close)
  if (at === end) finish(undefined)
  return {
    total: end,
    attach: (next) => {
      taker = next
      for (const chunk of early.splice(0)) next.data(chunk)
      if (over === undefined) resume()
      else next.end(over.fault)
    },
    detach: () => {
      taker = undefined
      pause()
    },
    pause,
    resume,
    close: () => {
      taker = undefined
      finish(undefined)
    },
  }
}
