import { expect, test } from 'vitest'
import { seeded } from '../../support/seeded.ts'

/** What one class of attacks came to; the run's table is made of these. */
export interface Tally {
  readonly kind: string
  readonly tried: number
  readonly violations: number
  /** The run again, exactly: `SEED=…`. */
  readonly seed: number
}

declare module 'vitest' {
  interface TaskMeta {
    attack?: Tally
  }
}

/** The whole list (`npm run test:attack`), or the short form that is part of every run of the tests. */
const whole = process.env['ATTACK'] === 'whole'

/** Where the choice of the short form, and whatever is generated, begins. */
export const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)

/** The same random order for the same seed. */
const shuffled = <T>(all: readonly T[]): readonly T[] => {
  const random = seeded(seed)
  return all
    .map((one) => [random(), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one)
}

export interface Attacks<T> {
  /** Every attack of this class. */
  readonly all: readonly T[]
  /** How many of them the short form makes; all of them unless told. */
  readonly short?: number
  /** How many are made at the same time; one unless told. */
  readonly atOnce?: number
  /** Milliseconds for all of them. */
  readonly deadlineMs?: number
  /** Makes one attack: a sentence per promise that it broke. What it throws is one. */
  readonly make: (one: T) => readonly string[] | Promise<readonly string[]>
}

const most = 10

/** A test that makes every attack of a class to the end, counts them for the table, and fails where a promise was broken. */
export const attack = <T>(
  kind: string,
  { all, short = all.length, atOnce = 1, deadlineMs, make }: Attacks<T>,
): void => {
  const chosen = whole ? all : shuffled(all).slice(0, short)
  test(
    `${kind} (${chosen.length} of ${all.length}, SEED=${seed})`,
    { timeout: deadlineMs ?? (whole ? 600_000 : 60_000) },
    async ({ task }) => {
      const broken: string[] = []
      let violations = 0
      const waiting = [...chosen]
      const tally = (): void => {
        const tried = chosen.length - waiting.length
        task.meta.attack = { kind, tried, violations, seed }
      }
      const one = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const said = await Promise.resolve(next)
            .then(make)
            .catch((error: unknown) => [String(error)])
          if (said.length > 0) violations += 1
          broken.push(...said)
          tally()
        }
      }
      await Promise.all(Array.from({ length: atOnce }, one))
      expect(chosen.length, 'nothing was tried').toBeGreaterThan(0)
      expect(broken.slice(0, most), `SEED=${seed}`).toEqual([])
    },
  )
}
