import type { FileHandle } from 'node:fs/promises'
import { InstallError, wantedDigest } from '../../model/install.ts'
import type { InstallEvent, Payload } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import { deadline } from '../../lib/deadline.ts'
import { fromSystem } from '../install-errors.ts'
import type { Feed } from './feed.ts'
import type { Limits } from './limits.ts'
import { startProgress } from './progress.ts'
import { race } from './race.ts'
import type { RaceOptions, Winner } from './race.ts'
import { createSink } from './sink.ts'
import { SourceFault } from './source-fault.ts'
import { createSources } from './sources.ts'
import type { Source } from './sources.ts'
import { transfer } from './transfer.ts'

export interface FetchOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits: Limits
  readonly signal: AbortSignal
  readonly onEvent: (event: InstallEvent) => void
  /** Called once with the file's length, before anything is written; throws where there is no room. */
  readonly onTotal: (total: number, present: number) => Promise<void>
}

/** Leads, and may have to race again. */
type Incumbent = RaceOptions['incumbent']

/** Who supplied what an earlier run had left. */
const earlierRun = 'an earlier run'

/**
 * Fills the file with bytes of the digest asked for, whatever the sources do: they race for the first bytes, the winner goes on, and
 * who fails, stalls or slows down is replaced where it stands. What the file holds already is used. A wrong digest drops the source
 * it came from; where several had a part in it, the file begins again and is of one source alone. Returns the addresses whose bytes
 * are in the file.
 */
export const fetchInto = async (
  file: FileHandle,
  download: Payload,
  { env, limits, signal: outer, onEvent, onTotal }: FetchOptions,
): Promise<readonly string[]> => {
  const { plainHttp } = download
  const { algorithm, hex } = wantedDigest(download)
  const disk = new AbortController()
  const { signal, passed, release } = deadline(limits.totalMs, outer, disk.signal)
  const sources = createSources(download.urls, limits, onEvent)
  const suppliers = new Set<Source | typeof earlierRun>()
  /** A file of several sources was wrong: the next one is of one source, so that its digest judges that source. */
  let unmixed = false
  let feed: Feed | undefined
  let total: number | undefined
  let roomAsked = false
  let patienceMs = limits.raceAgainMs
  const sink = createSink(file, {
    algorithm,
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
    suppliers.clear()
    total = undefined
  }
  const verify = async (): Promise<boolean> => {
    await sink.flush()
    if (disk.signal.aborted) throw failure()
    const digest = sink.digest()
    if (digest === hex) return true
    const [one, ...others] = suppliers
    const why = reason('wrong-bytes', algorithm, digest, hex)
    if (one === undefined || one === earlierRun || others.length > 0) unmixed = true
    else sources.fail(one, new SourceFault(why, { lasting: true }), 0)
    await rewind()
    return false
  }
  const candidates = (): readonly Source[] =>
    sources.left().filter((one) => !unmixed || suppliers.size === 0 || suppliers.has(one))
  const nextWinner = async (incumbent: Incumbent): Promise<Winner> => {
    const winner = await race({
      from: sink.position(),
      sources,
      candidates,
      incumbent,
      plainHttp,
      env,
      limits,
      signal,
      onBytes: ({ url }, bytes) => progress.ahead(url, bytes),
    })
    if (signal.aborted) {
      winner?.feed?.close()
      throw failure()
    }
    if (winner !== undefined) return winner
    if (!unmixed || suppliers.size === 0) throw failure()
    await rewind()
    return nextWinner(undefined)
  }
  const follow = async ({ source }: Winner, running: Feed): Promise<'ended' | 'slow' | 'open'> => {
    const outcome = await transfer({
      feed: running,
      limits,
      signal,
      patienceMs,
      rival: () => {
        const others = candidates().filter((other) => other !== source)
        return others.length === 0 ? undefined : Math.max(...others.map(({ rate }) => rate))
      },
      push: (chunk) => {
        source.received += chunk.length
        progress.add(chunk.length)
        sink.push(chunk)
      },
    })
    if (outcome.kind === 'stopped') throw failure()
    if (outcome.kind === 'failed') sources.fail(source, outcome.fault, outcome.progress)
    return outcome.kind === 'ended' || outcome.kind === 'slow' ? outcome.kind : 'open'
  }

  try {
    await sink.readBack()
    if (sink.position() > 0) suppliers.add(earlierRun)
    if (sink.position() > 0 && sink.digest() === hex) return []
    let incumbent: Incumbent
    for (;;) {
      const won = await nextWinner(incumbent)
      patienceMs = won.source === incumbent?.source ? patienceMs * 2 : limits.raceAgainMs
      incumbent = undefined
      feed = won.feed
      total = won.total ?? total
      if (!roomAsked && total !== undefined) {
        roomAsked = true
        await onTotal(total, sink.position())
      }
      progress.settle(won.source.url)
      if (won.feed !== undefined || won.ended) onEvent({ kind: 'source', url: won.source.url })
      suppliers.add(won.source)
      for (const chunk of won.held) sink.push(chunk)
      const state =
        won.feed === undefined ? (won.ended ? 'ended' : 'open') : await follow(won, won.feed)
      if (state === 'slow' && won.feed !== undefined)
        incumbent = { source: won.source, feed: won.feed }
      if (state === 'ended' && (await verify())) {
        progress.tell()
        return [...suppliers].flatMap((one) => (one === earlierRun ? [] : [one.url]))
      }
    }
  } finally {
    release()
    progress.stop()
    feed?.close()
  }
}
