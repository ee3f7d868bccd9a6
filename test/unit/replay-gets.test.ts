import { expect, test } from 'vitest'
import { answersOf } from '../../src/host/replay-gets.ts'
import { readMachine } from '../support/machine-file.ts'

const { machine: ready } = readMachine('ubuntu-22.04')

const answer = (ms: number) => ({ ok: true as const, status: 200, headers: {}, body: '', ms })

test('a recorded answer for many', () => {
  const ask = answersOf({
    ...ready,
    gets: {
      'GET https://x/*': answer(1),
      'GET https://x/*/b?c=*': answer(2),
      'GET https://x/a': answer(3),
    },
  })
  expect(['a', 'b', 'q/b?c=1', 'q/b', ''].map((path) => ask(`GET https://x/${path}`)?.ms)).toEqual([
    3, 1, 2, 1, 1,
  ])
  expect(ask('HEAD https://x/a')).toBeUndefined()
})
