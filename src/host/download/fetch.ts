import type { FileHandle } from 'node:fs/promises'
import { InstallError, wantedDigest } from '../../model/install.ts'
import type { InstallEvent, Payload } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import type { InstallReason } from '../../model/install-reason.ts'
import { deadline } from '../../lib/deadline.ts'
import { fromSystem } from '../install-errors.ts'
import { holdContest } from './contest.ts'
import type { Contest, Lead } from './contest.ts'
import type { Feed } from './feed.ts'
import { follow } from './lead.ts'
import type { Limits } from './limits.ts'
import { startProgress } from './progress.ts'
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

/** Leads, and may have to race again. */
type Incumbent = Contest['incumbent']

/** Who supplied what an earlier run had left. */
const earlierRun = 'an earlier run'

/**
 * Fills the file with bytes of the digest asked for, whatever the sources do: they race for the first bytes, the winner goes on, and
 * who fails, stalls or slows down is replaced where it stands. What the file holds already is used. Who sends wrong bytes is not
 * asked again; where several may have, each is tried alone. Returns the addresses whose bytes are in the file.
 */
export const fetchInto = async (
  file: FileHandle,
  download: Payload,
  { env, limits, signal: outer, onEvent, onTotal }: FetchOptions,
): Promise<readonly string[]> => {
  const { size, plainHttp } = download
  const { algorithm, hex } = wantedDigest(download)
  const disk = new AbortController()
  const { signal, passed, release } = deadline(limits.totalMs, outer, disk.signal)
  const sources = createSources(download.urls, limits, onEvent)
  const from = new Set<string>()
  let feed: Feed | undefined
  let total = size
  let roomAsked = false
  let patienceMs = limits.raceAgainMs
  const sink = createSink(file, {
    algorithm,
    chunks: download.chunks,
    onError: (error) => disk.abort(error),
    onPressure: (full) => (full ? feed?.pause() : feed?.resume()),
  })

  const progress = startProgress(onEvent, limits.windowMs, () => ({
    position: sink.position(),
    total,
  }))
  const failure = (): InstallError => {
    if (disk.signal.aborted) return fromSystem(disk.signal.reason, 'the download')
    const tried = sources.tried()
    if (outer.aborted) return new InstallError('interrupted', reason('interrupted'), tried)
    return passed()
      ? new InstallError('no-source', reason('late', limits.totalMs / 60_000), tried)
      : new InstallError('no-source', reason('none-delivered'), tried)
  }
  const rewind = async (): Promise<void> => {
    await sink.rewind()
    if (sink.position() === 0) from.clear()
  }
  const startAgain = async (why: InstallReason): Promise<void> => {
    const suppliers = sink.suppliers()
    if (suppliers.length === 0) throw new InstallError('no-digest', reason('contradiction'))
    sources.blame(suppliers, why)
    await rewind()
    total = size
    sources.recall()
  }
  const isRight = async (): Promise<boolean> => {
    await sink.flush()
    if (disk.signal.aborted) throw failure()
    const digest = sink.digest()
    if (digest !== hex) await startAgain(reason('wrong-bytes', algorithm, digest, hex))
    return digest === hex
  }
  /** Another suspect's bytes, or an earlier run's, would prove nothing about this one. */
  const isolate = async (): Promise<void> => {
    const one = sources.alone()
    if (one?.suspect === true && sink.suppliers().some((url) => url !== one.url)) {
      await rewind()
    }
  }
  const race = async (incumbent: Incumbent): Promise<Lead> => {
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
      onBytes: ({ url }, bytes) => progress.ahead(url, bytes),
    })
    if (signal.aborted) {
      lead?.feed?.close()
      throw failure()
    }
    if (lead !== undefined) return lead
    if (sink.position() === 0 || !sources.recall()) throw failure()
    await rewind()
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
        progress.add(chunk.length)
        return sink.push(source.url, chunk)
      },
    })
    if (outcome.kind === 'stopped') throw failure()
    if (outcome.kind === 'failed') sources.fail(source, outcome.fault, outcome.progress)
    if (outcome.kind === 'wrong') await startAgain(reason('wrong-piece'))
    return outcome.kind === 'ended' || outcome.kind === 'slow' ? outcome.kind : 'open'
  }

  try {
    await sink.readBack(earlierRun)
    if (size !== undefined && sink.position() > size) await sink.rewind()
    if (sink.position() > 0 && sink.digest() === hex) return [...from]
    let incumbent: Incumbent
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
      progress.settle(won.source.url)
      if (won.feed !== undefined || won.ended) onEvent({ kind: 'source', url: won.source.url })
      if (!take(won.source, won.held)) {
        won.feed?.close()
        await startAgain(reason('wrong-piece'))
        continue
      }
      const state =
        won.feed === undefined ? (won.ended ? 'ended' : 'open') : await lead(won, won.feed)
      if (state === 'slow' && won.feed !== undefined)
        incumbent = { source: won.source, feed: won.feed }
      if (state === 'ended' && (await isRight())) {
        progress.tell()
        return [...from]
      }
    }
  } finally {
    release()
    progress.stop()
    feed?.close()
  }
}
