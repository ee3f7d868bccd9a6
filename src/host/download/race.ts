import { setTimeout as sleep } from 'node:timers/promises'
import { startFeed } from './feed.ts'
import type { Feed, Taker } from './feed.ts'
import { openSource } from './open-source.ts'
import type { OpenOptions } from './open-source.ts'
import { toFault } from './source-fault.ts'
import type { SourceFault } from './source-fault.ts'
import type { Source, Sources } from './sources.ts'

/** Who goes on, and what it has delivered so far. */
export interface Winner {
  readonly source: Source
  readonly held: readonly Buffer[]
  /** Still open; undefined where it has ended, well or not. */
  readonly feed: Feed | undefined
  /** The file's end has been reached. */
  readonly ended: boolean
  /** The file's length, where the source has said it. */
  readonly total: number | undefined
}

export interface RaceOptions extends OpenOptions {
  /** Where in the file the race begins. */
  readonly from: number
  readonly sources: Sources
  /** Whom to ask. */
  readonly candidates: () => readonly Source[]
  /** The source so far, still running: it races from the same place. */
  readonly incumbent: { readonly source: Source; readonly feed: Feed } | undefined
  /** How far a racer has come. */
  readonly onBytes: (source: Source, ahead: number) => void
}

interface Racer {
  readonly source: Source
  readonly stop: AbortController
  readonly began: number
  readonly held: Buffer[]
  bytes: number
  feed: Feed | undefined
}

const newRacer = (source: Source, feed?: Feed): Racer => ({
  source,
  stop: new AbortController(),
  began: performance.now(),
  held: [],
  bytes: 0,
  feed,
})

/**
 * Lets sources race, one of each host, from one place of the file: who first delivers the race's bytes, or the file's end, goes on with its open
 * connection; the others are let go. When all fail, what the furthest of them delivered is kept. Undefined when nobody can be asked.
 */
export const race = (options: RaceOptions): Promise<Winner | undefined> =>
  new Promise((done) => {
    const { from, sources, limits, signal, incumbent } = options
    const running = new Map<Source, Racer>()
    let kept: Racer | undefined
    let over = false
    let timer: NodeJS.Timeout | undefined

    const finish = (winner: Racer | undefined, ended: boolean): void => {
      if (over) return
      over = true
      winner?.feed?.detach()
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      for (const racer of running.values()) {
        racer.source.rate = (racer.bytes / (performance.now() - racer.began)) * 1000
        if (racer === winner) continue
        racer.stop.abort()
        racer.feed?.close()
      }
      done(
        winner && {
          source: winner.source,
          held: winner.held,
          feed: ended || winner === kept ? undefined : winner.feed,
          ended,
          total: winner.feed?.total,
        },
      )
    }
    const abort = (): void => finish(undefined, false)
    const lost = (racer: Racer, fault: SourceFault): void => {
      running.delete(racer.source)
      sources.fail(racer.source, fault, racer.bytes)
      if (racer.bytes > (kept?.bytes ?? 0)) kept = racer
      if (running.size === 0 && kept !== undefined) finish(kept, false)
      else fill(0)
    }
    const taker = (racer: Racer): Taker => ({
      data: (chunk) => {
        racer.held.push(chunk)
        racer.bytes += chunk.length
        racer.source.received += chunk.length
        options.onBytes(racer.source, racer.bytes)
        if (racer.bytes >= limits.raceBytes) finish(racer, false)
      },
      end: (fault) => (fault === undefined ? finish(racer, true) : lost(racer, fault)),
    })
    const start = async (source: Source, delayMs: number): Promise<void> => {
      const racer = newRacer(source)
      running.set(source, racer)
      try {
        if (delayMs > 0) await sleep(delayMs, undefined, { signal: racer.stop.signal })
        const opened = await openSource(source.url, from, { ...options, signal: racer.stop.signal })
        if (over) {
          opened.stream.destroy()
          return
        }
        racer.feed = startFeed(opened, from, limits, taker(racer))
      } catch (error) {
        if (!over) lost(racer, toFault(error))
      }
    }
    const fill = (staggerMs: number): void => {
      clearTimeout(timer)
      if (over) return
      const now = performance.now()
      const waiting = options.candidates().filter((source) => !running.has(source))
      const asked = new Set([...running.keys()].map(({ origin }) => origin))
      const ready = waiting.filter(({ notBefore, origin }) => {
        if (notBefore > now || asked.has(origin)) return false
        asked.add(origin)
        return true
      })
      for (const [index, source] of ready.slice(0, limits.racers - running.size).entries())
        void start(source, index * staggerMs)
      const later = waiting.filter(({ notBefore }) => notBefore > now)
      if (later.length > 0 && running.size < limits.racers) {
        const next = Math.min(...later.map(({ notBefore }) => notBefore))
        timer = setTimeout(() => fill(0), Math.max(1, next - now))
      } else if (running.size === 0) finish(undefined, false)
    }

    if (signal.aborted) {
      done(undefined)
      return
    }
    signal.addEventListener('abort', abort, { once: true })
    if (incumbent !== undefined) {
      const racer = newRacer(incumbent.source, incumbent.feed)
      running.set(incumbent.source, racer)
      incumbent.feed.attach(taker(racer))
    }
    fill(limits.staggerMs)
  })
