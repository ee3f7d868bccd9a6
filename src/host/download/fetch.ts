import type { FileHandle } from 'node:fs/promises'
import { InstallError } from '../../model/install.ts'
import type { Download, InstallEvent } from '../../model/install.ts'
import { fromSystem } from '../install-errors.ts'
import { holdContest } from './contest.ts'
import type { Lead } from './contest.ts'
import type { Feed } from './feed.ts'
import { follow } from './lead.ts'
import type { Limits } from './limits.ts'
import { createMeter } from './meter.ts'
import { createSink } from './sink.ts'
import { createSources } from './sources.ts'
import type { Source } from './sources.ts'

export interface FetchOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits: Limits
  readonly signal: AbortSignal
  readonly onEvent: (event: InstallEvent) => void
  /** Called once with the file's length, before anything is written; throws where there is no room. */
  readonly onTotal: (total: number, present: number) => Promise<void>
}

/** Who supplied what an earlier run had left. */
const earlierRun = 'an earlier run'

const progressMs = 250

/**
 * Fills the file with bytes of the digest asked for, whatever the sources do: they race for the first bytes, the winner goes on, and
 * who fails, stalls or slows down is replaced where it stands. What the file holds already is used. Who sends wrong bytes is not
 * asked again; where several may have, each is tried alone. Returns the addresses whose bytes are in the file.
 */
export const fetchInto = async (
  file: FileHandle,
  download: Download,
  { env, limits, signal: outer, onEvent, onTotal }: FetchOptions,
): Promise<readonly string[]> => {
  const { sha256, size, plainHttp } = download
  const disk = new AbortController()
  const late = AbortSignal.timeout(limits.totalMs)
  const signal = AbortSignal.any([outer, late, disk.signal])
  const sources = createSources(download.urls, limits, onEvent)
  const meter = createMeter(limits.windowMs)
  const from = new Set<string>()
  let feed: Feed | undefined
  let front: { readonly source: Source; readonly ahead: number } | undefined
  let total = size
  let roomAsked = false
  let patienceMs = limits.raceAgainMs
  const sink = createSink(file, {
    chunks: download.chunks,
    onError: (error) => disk.abort(error),
    onPressure: (full) => (full ? feed?.pause() : feed?.resume()),
  })

  const progress = (): void => {
    if (front === undefined) return
    onEvent({
      kind: 'progress',
      received: sink.position() + front.ahead,
      ...(total === undefined ? {} : { total }),
      bytesPerSecond: Math.round(meter.rate()),
      url: front.source.url,
    })
  }
  const failure = (): InstallError => {
    if (disk.signal.aborted) return fromSystem(disk.signal.reason, 'the download')
    const tried = sources.tried()
    if (outer.aborted) return new InstallError('interrupted', 'interrupted', tried)
    return late.aborted
      ? new InstallError('no-source', `not complete after ${limits.totalMs / 60_000} min`, tried)
      : new InstallError('no-source', 'no source delivered the file', tried)
  }
  const startAgain = async (why: string): Promise<void> => {
    const suppliers = sink.suppliers()
    if (suppliers.length === 0)
      throw new InstallError('no-digest', 'the digests of the pieces contradict that of the file')
    sources.blame(suppliers, why)
    await sink.rewind()
    if (sink.position() === 0) from.clear()
    total = size
    sources.recall()
  }
  const isRight = async (): Promise<boolean> => {
    await sink.flush()
    if (disk.signal.aborted) throw failure()
    const digest = sink.digest()
    if (digest !== sha256) await startAgain(`sent wrong bytes (sha256 ${digest}, not ${sha256})`)
    return digest === sha256
  }
  /** Another suspect's bytes, or an earlier run's, would prove nothing about this one. */
  const isolate = async (): Promise<void> => {
    const one = sources.alone()
    if (one?.suspect === true && sink.suppliers().some((url) => url !== one.url)) {
      await sink.rewind()
      if (sink.position() === 0) from.clear()
    }
  }
  const race = async (incumbent: { source: Source; feed: Feed } | undefined): Promise<Lead> => {
    await isolate()
    const lead = await holdContest({
      from: sink.position(),
      sources,
      incumbent,
      agreed: total,
      plainHttp,
      size,
      env,
      limits,
      signal,
      onBytes: (source, ahead) => {
        const before = front?.ahead ?? 0
        if (ahead <= before) return
        meter.add(ahead - before)
        front = { source, ahead }
      },
    })
    if (signal.aborted) {
      lead?.feed?.close()
      throw failure()
    }
    if (lead !== undefined) return lead
    if (sink.position() === 0 || !sources.recall()) throw failure()
    await sink.rewind()
    total = size
    return race(undefined)
  }
  /** False where a piece was wrong. */
  const take = (source: Source, chunks: readonly Buffer[]): boolean => {
    from.add(source.url)
    return chunks.every((chunk) => sink.push(source.url, chunk))
  }
  const lead = async ({ source }: Lead, running: Feed): Promise<'ended' | 'slow' | 'open'> => {
    const outcome = await follow({
      feed: running,
      limits,
      signal,
      patienceMs,
      rival: () => {
        const others = sources.candidates().filter((other) => other !== source)
        return others.length === 0 ? undefined : Math.max(...others.map(({ rate }) => rate))
      },
      push: (chunk) => {
        source.received += chunk.length
        meter.add(chunk.length)
        return sink.push(source.url, chunk)
      },
    })
    if (outcome.kind === 'stopped') throw failure()
    if (outcome.kind === 'failed') sources.fail(source, outcome.fault, outcome.progress)
    if (outcome.kind === 'wrong') await startAgain('sent a wrong piece')
    return outcome.kind === 'ended' || outcome.kind === 'slow' ? outcome.kind : 'open'
  }

  const ticker = setInterval(progress, progressMs)
  try {
    await sink.readBack(earlierRun)
    if (size !== undefined && sink.position() > size) await sink.rewind()
    if (sink.position() > 0 && sink.digest() === sha256) return [...from]
    let incumbent: { source: Source; feed: Feed } | undefined
    for (;;) {
      const won = await race(incumbent)
      patienceMs = won.source === incumbent?.source ? patienceMs * 2 : limits.raceAgainMs
      incumbent = undefined
      feed = won.feed
      total ??= won.total
      if (!roomAsked && total !== undefined) {
        roomAsked = true
        await onTotal(total, sink.position())
      }
      front = { source: won.source, ahead: 0 }
      onEvent({ kind: 'source', url: won.source.url })
      if (!take(won.source, won.held)) {
        won.feed?.close()
        await startAgain('sent a wrong piece')
        continue
      }
      const state =
        won.feed === undefined ? (won.ended ? 'ended' : 'open') : await lead(won, won.feed)
      if (state === 'slow' && won.feed !== undefined)
        incumbent = { source: won.source, feed: won.feed }
      if (state === 'ended' && (await isRight())) {
        progress()
        return [...from]
      }
    }
  } finally {
    clearInterval(ticker)
    feed?.close()
  }
}
