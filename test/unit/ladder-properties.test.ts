import { expect, test } from 'vitest'
import { takesFlag } from '../../src/catalog/minikube.ts'
import { nextRung } from '../../src/cluster/ladder.ts'
import type { Situation } from '../../src/cluster/situation.ts'
import { rungs } from '../../src/model/attempt.ts'
import type { Attempt, Rung, RungId } from '../../src/model/attempt.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { everyCode, situation } from '../support/ladder.ts'
import { absent, everything, present, silent, tableOf } from '../support/probe-tables.ts'
import { seeded } from '../support/seeded.ts'

const deletingEverything: ReadonlySet<RungId> = new Set(['delete-all', 'purge'])

type Overrides = Situation['request']['overrides']

/** What the next look is asked for after a rung. */
const withRung = (overrides: Overrides, rung: Rung | undefined): Overrides => ({
  ...overrides,
  ...(rung?.pair === undefined ? {} : { pair: rung.pair }),
  ...(rung?.without === undefined ? {} : { without: rung.without }),
})

interface Step {
  readonly before: Situation
  readonly rung: Rung
}

/** One course of starts that all fail, each for causes of its own, from a seed. */
const course = (seed: number): readonly Step[] => {
  const random = seeded(seed)
  const below = (most: number): number => Math.floor(random() * most)
  const chance = (of: number): boolean => below(of) === 0
  const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)]

  const profile = pick(builtIn) ?? builtIn[0]
  const probes = tableOf(
    () => pick([present((1 + below(5000)) * 1024), present(), absent, silent]),
    { artefacts: everything.filter(() => !chance(6)) },
  )
  // A stubborn cause comes again and again; a fresh one each time is the other half.
  const stubborn = chance(2) ? pick(everyCode) : undefined
  const causes = (): readonly string[] =>
    chance(5)
      ? []
      : [stubborn ?? pick(everyCode) ?? '', ...(chance(3) ? [pick(everyCode) ?? ''] : [])]
  const others = chance(3) ? ['anna', 'class-3'] : []
  const alternatives = builtIn.map(({ pair }) => pair)
  const room = chance(4)
    ? {}
    : { resources: { cpus: 1 + below(12), memoryMiB: 900 + below(16_000) } }

  const steps: Step[] = []
  const attempts: Attempt[] = []
  const refused: RungId[] = []
  const failed: RungId[] = []
  let overrides: Overrides = {}
  let last: Rung | undefined
  const ours = chance(2)
  // Twice the bound: a course that does not end by itself shows.
  for (let count = 0; count < 4 * rungs.length; count += 1) {
    const before = situation(causes(), {
      request: { profile, offline: false, mirrors: [], overrides },
      probes,
      exists: !chance(4),
      ours,
      others,
      alternatives,
      refused: [...refused],
      failed: [...failed],
      ...(last?.patch === undefined ? {} : { patch: last.patch }),
    })
    const [attempt] = before.attempts
    if (attempt === undefined) break
    const now: Attempt = last === undefined ? attempt : { ...attempt, rung: last.id }
    const whole = { ...before, ...room, attempts: [...attempts, now] }
    const rung = nextRung(whole)
    expect(nextRung(structuredClone(whole)), `SEED=${seed}`).toEqual(rung)
    if (rung === undefined) break
    if (chance(8)) {
      // Nobody agrees, or it cannot be done: asked again without a start in between.
      ;(chance(2) ? refused : failed).push(rung.id)
      continue
    }
    attempts.push(now)
    steps.push({ before: whole, rung })
    last = rung
    overrides = withRung(overrides, rung)
  }
  return steps
}

const wrong = (steps: readonly Step[]): readonly string[] => {
  const ids = steps.map(({ rung }) => rung.id)
  const contents = steps.map(({ rung: { id, patch, pair, without, steps } }) =>
    JSON.stringify({ id, patch, pair, without, steps: id === 'pre-pull' ? steps : [] }),
  )
  return [
    ...(steps.length > rungs.length ? [`${steps.length} rungs`] : []),
    ...(new Set(contents).size < contents.length ? [`the same twice: ${contents.join(' ')}`] : []),
    ...(ids.filter((id) => id === 'purge').length > 1 ? ['two purges'] : []),
    ...steps.flatMap(({ before, rung }): readonly string[] => {
      const { minikube } = rung.pair ?? before.pair
      const flags = rung.patch?.flags ?? []
      const everything = deletingEverything.has(rung.id)
      const spared = before.others.filter((name) => rung.deletes?.includes(name) !== true)
      return [
        ...flags
          .filter(({ name }) => !takesFlag(minikube, name))
          .map(({ name }) => `unknown ${name}`),
        ...(before.refused.includes(rung.id) ? [`${rung.id} was refused`] : []),
        ...(everything && spared.length > 0 ? ['unnamed clusters'] : []),
        ...(before.others.length > 0 && everything && rung.risk !== 'destructive'
          ? ['others’ clusters without a question']
          : []),
        ...(rung.id === 'purge' && rung.risk !== 'destructive' ? ['a purge unasked'] : []),
        ...(everything && before.refused.includes('delete-profile')
          ? ['more than was refused']
          : []),
        ...(rung.steps.length === 0 &&
        rung.patch === undefined &&
        rung.pair === undefined &&
        rung.without === undefined
          ? [`${rung.id} does nothing`]
          : []),
      ]
    }),
  ]
}

const seed = Number(process.env['SEED'] ?? 1)

test(`whatever fails (SEED=${seed}): it ends, nothing twice, one purge, known flags, everybody named`, () => {
  const taken = new Set<RungId>()
  for (let count = 0; count < 1000; count += 1) {
    const steps = course(seed * 10_000 + count)
    expect({ seed: seed * 10_000 + count, wrong: wrong(steps) }).toEqual({
      seed: seed * 10_000 + count,
      wrong: [],
    })
    for (const { rung } of steps) taken.add(rung.id)
  }
  expect([...taken].toSorted()).toEqual([...rungs].toSorted())
}, 60_000)

test('every single cause comes to an end on its own', () => {
  for (const code of everyCode) {
    const attempts: Attempt[] = []
    let rung: Rung | undefined
    let overrides: Overrides = {}
    do {
      const now = situation([code], {
        request: { profile: builtIn[0], offline: false, mirrors: [], overrides },
        others: ['anna'],
      })
      const [attempt] = now.attempts
      if (attempt === undefined) break
      attempts.push(rung === undefined ? attempt : { ...attempt, rung: rung.id })
      rung = nextRung({ ...now, attempts })
      overrides = withRung(overrides, rung)
    } while (rung !== undefined && attempts.length < 20)
    expect({ code, starts: Math.min(attempts.length, rungs.length + 2) }).toEqual({
      code,
      starts: Math.min(attempts.length, rungs.length + 1),
    })
    const purges = attempts.flatMap(({ rung }) => rung ?? []).indexOf('purge')
    expect({ code, purges: [-1, attempts.length - 2].includes(purges) }).toEqual({
      code,
      purges: true,
    })
  }
}, 60_000)
