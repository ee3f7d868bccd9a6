import type { Fact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import type { Evidence } from '../model/report.ts'
import type { Request } from '../model/request.ts'
import { Unreadable } from '../model/unreadable.ts'
import { term } from '../model/value.ts'
import type { Listener } from './events.ts'
import { witness } from './witness.ts'

export interface Store {
  /** The fact's value, read at the first call and remembered, its failure too. */
  readonly get: <T>(fact: Fact<T>) => Promise<T>
  /** Everything asked of the machine for these facts, and for the facts below them. */
  readonly evidence: (facts: readonly Fact<unknown>[]) => readonly Evidence[]
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

/** One round's memory of the machine. */
export const createStore = ({
  host,
  request,
  signal,
  listen = () => undefined,
}: StoreOptions): Store => {
  const over = usedUp(signal)
  const cut = async (fact: string): Promise<never> => {
    await over
    throw new Unreadable('timeout', term(fact))
  }
  const values = new Map<Fact<unknown>, Promise<unknown>>()
  const seen = new Map<Fact<unknown>, Evidence[]>()
  const below = new Map<Fact<unknown>, Set<Fact<unknown>>>()

  const read = async <T>(fact: Fact<T>): Promise<T> => {
    const notes: Evidence[] = []
    const used = new Set<Fact<unknown>>()
    seen.set(fact, notes)
    below.set(fact, used)
    listen({
      kind: 'asking',
      fact: fact.id,
      waitsFor: fact.waitsFor ?? fact.id.split('-')[0] ?? fact.id,
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
    } finally {
      listen({ kind: 'answered', fact: fact.id })
    }
  }
  const get = <T>(fact: Fact<T>): Promise<T> => {
    const known = values.get(fact)
    // The map's key carries the type of its value: a fact is only ever stored under itself.
    if (known !== undefined) return known as Promise<T>
    const reading = read(fact)
    values.set(fact, reading)
    return reading
  }
  const closure = (facts: readonly Fact<unknown>[]): ReadonlySet<Fact<unknown>> => {
    const all = new Set(facts)
    for (const fact of all) for (const other of below.get(fact) ?? []) all.add(other)
    return all
  }
  return {
    get,
    evidence: (facts) => [...closure(facts)].flatMap((fact) => seen.get(fact) ?? []),
  }
}
