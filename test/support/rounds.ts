import { repair } from '../../src/engine/rounds.ts'
import type { RepairOptions } from '../../src/engine/rounds.ts'
import type { Machine } from '../../src/host/machine.ts'
import { defineCheck, problem } from '../../src/model/check.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { defineFact } from '../../src/model/fact.ts'
import type { Fact } from '../../src/model/fact.ts'
import { defineFix } from '../../src/model/fix.ts'
import type { FixResult } from '../../src/model/repair.ts'
import type { Report } from '../../src/model/report.ts'
import type { Step } from '../../src/model/step.ts'
import { say } from '../../src/model/text.ts'
import { requestFor } from './diagnose.ts'
import { readMachine } from './machine-file.ts'
import { memoryJournal, testInterpreters } from './repairing.ts'
import { writableMachine } from './writable-machine.ts'

/** A machine without a file. */
export const bare: Machine = { ...readMachine('ubuntu-22.04').machine, files: {} }
export const request = requestFor({})

/** What a file holds. */
export const text = (file: string): Fact<string> =>
  defineFact({ id: `text-${file}`, read: async ({ host }) => (await host.readText(file)) ?? '' })

/** Wants a file to hold `good`; mends it with the given step. */
export const wants = (id: `host/${string}`, file: string, step: Step | undefined, stops = false) =>
  defineCheck({
    id,
    title: id,
    needs: { text: text(file) },
    problems: {
      bad: problem({
        severity: 'error',
        ...(stops ? { stops: true } : {}),
        message: () => say`bad`,
        ...(step === undefined
          ? {}
          : {
              fix: defineFix({
                id: `mend-${id}`,
                title: `mend ${id}`,
                risk: 'safe',
                needsRoot: false,
                plan: () => [step],
                verifies: id,
              }),
            }),
      }),
      ugly: problem({ severity: 'error', message: () => say`ugly` }),
    },
    inspect: ({ text }) => {
      if (text === 'good') return []
      const bad = { code: 'bad', args: {} } as const
      return text === 'worse' ? [bad, { code: 'ugly', args: {} }] : [bad]
    },
  })

/** Facts made stale by every file that is written: all of this suite. */
export const stale = ['text-/a', 'text-/b', 'text-/c', 'text-/d']
export const interpreters: RepairOptions['interpreters'] = {
  ...testInterpreters,
  'write-file': { ...testInterpreters['write-file'], stale },
}

/** A repair to which everything is agreed, by whoever may do it. */
export const agreeing = (
  checks: readonly AnyCheck[],
  more: Partial<RepairOptions> = {},
): RepairOptions => ({
  checks,
  request,
  version: '0.0.0-test',
  interpreters: testInterpreters,
  journal: memoryJournal().journal,
  dryRun: false,
  signal: new AbortController().signal,
  budget: () => ({ signal: new AbortController().signal, release: () => undefined }),
  decide: async ({ fixes }) => ({ agreed: new Set(fixes.keys()), privilege: 'root' }),
  regrouped: async (same) => same,
  ...more,
})

/** A whole repair of that machine, to which everything is agreed. */
export const repairing = async (
  checks: readonly AnyCheck[],
  more: Partial<RepairOptions> = {},
): Promise<{ readonly report: Report; readonly looks: number; readonly world: Machine }> => {
  let looks = 0
  const { host, machine } = writableMachine(bare)
  const looking: RepairOptions['looking'] = (look) => {
    looks += 1
    return look()
  }
  const report = await repair(host, agreeing(checks, { interpreters, looking, ...more }))
  return { report, looks, world: machine() }
}

/** What became of each fix, by round. */
export const resultsOf = ({ repair: done }: Report): readonly (readonly FixResult[])[] =>
  done?.rounds.map(({ fixes }) => fixes.map(({ result }) => result)) ?? []
