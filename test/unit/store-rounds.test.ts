import { expect, test } from 'vitest'
import { createStore } from '../../src/engine/store.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { defineFact } from '../../src/model/fact.ts'
import type { Fact } from '../../src/model/fact.ts'
import { Unreadable } from '../../src/model/unreadable.ts'
import { path } from '../../src/model/value.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

test('only what a step made stale, what was derived from it, and what failed is read again', async () => {
  const reads: string[] = []
  const noting = <T>(id: string, read: Fact<T>['read']): Fact<T> =>
    defineFact({
      id,
      read: (context) => {
        reads.push(id)
        return read(context)
      },
    })
  const still = noting('still', async () => 1)
  const gone = noting('gone', async () => 1)
  const derived = noting('derived', async ({ get }) => (await get(gone)) + (await get(still)))
  const refused = noting('refused', async (): Promise<number> => {
    throw new Unreadable('denied', path('/x'))
  })
  const settings = {
    host: createReplayHost(readMachine('ubuntu-22.04').machine),
    request: requestFor({}),
    signal: new AbortController().signal,
  }
  const all = [still, gone, derived, refused]
  const first = createStore(settings)
  await Promise.allSettled(all.map((fact) => first.get(fact)))
  expect(reads.toSorted()).toEqual(['derived', 'gone', 'refused', 'still'])
  reads.length = 0
  const second = first.next(['gone'], settings)
  await Promise.allSettled(all.map((fact) => second.get(fact)))
  expect(reads.toSorted()).toEqual(['derived', 'gone', 'refused'])
  reads.length = 0
  const third = second.next([], settings)
  await Promise.allSettled(all.map((fact) => third.get(fact)))
  expect(reads).toEqual(['refused'])
})
