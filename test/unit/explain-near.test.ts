import { expect, test } from 'vitest'
import { codesIn, explainText } from '../support/explain.ts'
import { linesOf } from '../support/log-lines.ts'
import { nearMissesOf } from '../support/log-near-misses.ts'

const near = Object.entries(nearMissesOf).flatMap(([code, all]) =>
  all.map((line) => [code, line] as const),
)

test.for(near)('not %s: %s', ([code, line]) => {
  expect(codesIn(explainText(line))).not.toContain(code)
})

test('every code has at least three fixtures, one of which does not prove it', () => {
  const nothing: readonly string[] = []
  const few = Object.entries(linesOf).filter(([code, lines]) => {
    const [, misses = nothing] =
      Object.entries(nearMissesOf).find(([other]) => other === code) ?? []
    return misses.length === 0 || lines.length + misses.length < 3
  })
  expect(few.map(([code]) => code)).toEqual([])
})

const chinese = (lines: readonly string[]): number =>
  lines.filter((line) => /\p{Script=Han}/u.test(line)).length

test('both languages are among what proves and what does not', () => {
  expect(chinese(Object.values(linesOf).flat())).toBeGreaterThan(30)
  expect(chinese(near.map(([, line]) => line))).toBeGreaterThan(20)
})
