import { waitingOf } from '../model/fact.ts'
import type { Fact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import type { Evidence } from '../model/report.ts'
import type { Request } from '../model/request.ts'
import { exhaustedCode } from '../model/exhausted.ts'
import { attempt, Unreadable } from '../model/unreadable.ts'
import { term } from '../model/value.ts'
import type { Listener } from './events.ts'
import { witness } from './witness.ts'

export interface Store {
  /** The fact's value, read at the first call and remembered, its failure too. */
  readonly get: <T>(fact: Fact<T>) => Promise<T>
  /** The fact's value where somebody has read it; undefined where it was not asked for, or could not be read. */
  readonly known: <T>(fact: Fact<T>) => Promise<T | undefined>
  /** Everything asked of the machine for these facts, and for the facts below them. */
  readonly evidence: (facts: readonly Fact<unknown>[]) => readonly Evidence[]
  /**
   * The next round's memory: without the facts of these ids, what was derived from them, and what could not be read; the
   * others stay true.
   */
  readonly next: (stale: readonly string[], options: StoreOptions) => Store
}

/** What one round hands to the next. */
interface Memory {
  readonly values: Map<Fact<unknown>, Promise<unknown>>
  readonly seen: Map<Fact<unknown>, readonly Evidence[]>
  readonly below: Map<Fact<unknown>, ReadonlySet<Fact<unknown>>>
}

export interface StoreOptions {
  readonly host: ReadHost
  readonly request: Request
  /** The whole run's budget: what has not answered when it fires is `Unreadable`. */
  readonly signal: AbortSignal
  readonly listen?: Listener
}

/** Settles when the budget is used up; one listener, however many facts wait for it. */
const usedUp = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done()
    else signal.addEventListener('abort', () => done(), { once: true })
  })

const closureOf = (
  facts: readonly Fact<unknown>[],
  below: Memory['below'],
): ReadonlySet<Fact<unknown>> => {
  const all = new Set(facts)
  for (const fact of all) for (const other of below.get(fact) ?? []) all.add(other)
  return all
}

const entriesOf = <T>(
  map: ReadonlyMap<Fact<unknown>, T>,
  kept: readonly Fact<unknown>[],
): Map<Fact<unknown>, T> => new Map([...map].filter(([fact]) => kept.includes(fact)))

/** One round's memory of the machine. */
export const createStore = (
  { host, request, signal, listen = () => undefined }: StoreOptions,
  memory: Memory = { values: new Map(), seen: new Map(), below: new Map() },
): Store => {
  const over = usedUp(signal)
  const cut = async (fact: string): Promise<never> => {
    await over
    throw new Unreadable('timeout', term(fact))
  }
  const { values, seen, below } = memory
  const refused = new Set<Fact<unknown>>()

  const read = async <T>(fact: Fact<T>): Promise<T> => {
    const notes: Evidence[] = []
    const used = new Set<Fact<unknown>>()
    seen.set(fact, notes)
    below.set(fact, used)
    listen({
      kind: 'asking',
      fact: fact.id,
      waitsFor: waitingOf(fact),
    })
    try {
      const reading = fact.read({
        host: witness(host, (evidence) => notes.push(evidence)),
        request,
        get: (other) => {
          used.add(other)
          return get(other)
        },
      })
      return await Promise.race([reading, cut(fact.id)])
    } catch (error) {
      refused.add(fact)
      // Whatever it was doing when there was nothing left: that is no answer, and no bug.
      throw exhaustedCode(error) === undefined
        ? error
        : new Unreadable('exhausted', term(fact.id), { cause: error })
    } finally {
      listen({ kind: 'answered', fact: fact.id })
    }
  }
  const get = <T>(fact: Fact<T>): Promise<T> => {
    const before = values.get(fact)
    // The map's key carries the type of its value: a fact is only ever stored under itself.
    if (before !== undefined) return before as Promise<T>
    const reading = read(fact)
    values.set(fact, reading)
    return reading
  }
  const known = async <T>(fact: Fact<T>): Promise<T | undefined> => {
    if (!values.has(fact)) return undefined
    const reading = await attempt(get(fact))
    return reading.ok ? reading.value : undefined
  }
  return {
    get,
    known,
    evidence: (facts) => [...closureOf(facts, below)].flatMap((fact) => seen.get(fact) ?? []),
    next: (stale, options) => {
      const gone = (fact: Fact<unknown>): boolean => stale.includes(fact.id) || refused.has(fact)
      const kept = [...values.keys()].filter((fact) => ![...closureOf([fact], below)].some(gone))
      return createStore(options, {
        values: entriesOf(values, kept),
        seen: entriesOf(seen, kept),
        below: entriesOf(below, kept),
      })
    },
  }
}
