import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createExplainer } from '../../src/explain/explainer.ts'
import { explainText, logFolder } from '../support/explain.ts'
import { linesOf } from '../support/log-lines.ts'
import { nearMissesOf } from '../support/log-near-misses.ts'

/** Mulberry32: the same numbers every time. */
const numbers = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

const corpus = [
  ...Object.values(linesOf).flat(),
  ...Object.values(nearMissesOf).flat(),
  ...readdirSync(logFolder).flatMap((file) =>
    readFileSync(`${logFolder}/${file}`, 'utf8').split('\n'),
  ),
]

const randomBytes = (seed: number, size: number): string => {
  const next = numbers(seed)
  const bytes = Uint8Array.from({ length: size }, () => next(256))
  return new TextDecoder().decode(bytes)
}

/** Lines and parts of lines in any order, some torn apart, some repeated, some glued. */
const mixture = (seed: number, count: number): string => {
  const next = numbers(seed)
  return Array.from({ length: count }, () => {
    const line = corpus[next(corpus.length)] ?? ''
    const from = next(4) === 0 ? next(line.length + 1) : 0
    return line.slice(from) + (next(5) === 0 ? '' : next(9) === 0 ? '\r' : '\n')
  }).join('')
}

test.for([1, 2, 3, 4, 5, 6, 7, 8])('random bytes %i harm nothing and prove nothing', (seed) => {
  expect(explainText(randomBytes(seed, 200_000)).findings).toEqual([])
})

test.for([11, 12, 13, 14, 15, 16, 17, 18])('mixture %i harms nothing', (seed) => {
  const { findings } = explainText(mixture(seed, 400))
  expect(findings.length).toBeLessThan(400)
  for (const { lines } of findings) expect(lines.length).toBeLessThanOrEqual(4)
})

/** Milliseconds of this process alone, the least of a few: what else runs on the machine does not count. */
const least = (work: () => void): number =>
  Math.min(
    ...[1, 2, 3].map(() => {
      const began = process.cpuUsage()
      work()
      const { user, system } = process.cpuUsage(began)
      return (user + system) / 1000
    }),
  )

const time = (text: string): number => least(() => void explainText(text))

/** What each pattern repeats, over and over: where one needs more than linear time, this shows it. */
const hostile = [
  ...corpus
    .filter((line) => line.length > 20)
    .map((line) => line.slice(0, Math.ceil(line.length * 0.7))),
  'lookup ',
  'https://a.b',
  'a:',
  '"context ',
  'minikube',
  '/.minikube/',
  '--x="',
  '\\"',
  'msg="\\',
  'docker daemon at ',
  '\u001B[',
  '{"message":"',
]

test('no line costs more than linear time', () => {
  const slow = hostile.filter((part) => {
    const line = part.repeat(Math.ceil(8000 / part.length)).slice(0, 8000)
    // A pattern that goes wild needs seconds for this; the worst honest ones need some milliseconds.
    return time(line) > 150
  })
  expect(slow).toEqual([])
})

test('five times the log takes about five times as long', () => {
  const small = mixture(21, 4000)
  const ratio = time(small.repeat(5)) / time(small)
  expect(ratio).toBeLessThan(5 * 3)
})

test('a line without end needs no more memory than a piece', () => {
  const explainer = createExplainer()
  const part = 'x'.repeat(100_000)
  for (let count = 0; count < 50; count += 1) explainer.push(part)
  explainer.push(' Cannot connect to the Docker daemon at unix:///var/run/docker.sock.')
  const { findings, lines } = explainer.end()
  expect(lines).toBe(1)
  expect(findings.map(({ code }) => code)).toEqual(['docker/daemon/not-running'])
  expect(findings[0]?.lines[0]?.text.length).toBeLessThan(10_000)
})
