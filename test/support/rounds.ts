import type { Interpreters } from '../../src/engine/apply.ts'
import { run } from '../../src/engine/run.ts'
import type { OnEvent } from '../../src/engine/run-events.ts'
import type { RunEdges, RunRequest } from '../../src/engine/run-request.ts'
import type { Machine } from '../../src/host/machine.ts'
import { defineCheck, problem } from '../../src/model/check.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { defineFact } from '../../src/model/fact.ts'
import type { Fact } from '../../src/model/fact.ts'
import { defineFix } from '../../src/model/fix.ts'
import type { RunFile } from '../../src/model/journal.ts'
import type { FixResult } from '../../src/model/repair.ts'
import type { Report } from '../../src/model/report.ts'
import type { Step } from '../../src/model/step.ts'
import { say } from '../../src/model/text.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
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
export const interpreters: Interpreters = {
  ...testInterpreters,
  'write-file': { ...testInterpreters['write-file'], stale },
}

export type RunOptions = Partial<RunRequest & RunEdges & { readonly runFile: RunFile }>

/** A run to which everything is agreed, by whoever may do it; nothing is started. */
export const runOn = (
  host: WriteHost,
  checks: readonly AnyCheck[],
  {
    ask = async ({ fixes }) => ({ agreed: new Set(fixes.keys()), privilege: 'root' }),
    onEvent = () => undefined,
    signal = new AbortController().signal,
    runFile = memoryJournal().file,
    ...more
  }: RunOptions = {},
): Promise<Report> =>
  run(
    {
      checks,
      request,
      version: '0.0.0-test',
      interpreters: testInterpreters,
      dryRun: false,
      lookMs: 60_000,
      ...more,
    },
    { host: { ...host, runFile }, ask, onEvent, signal },
  )

/** A whole repair of that machine, to which everything is agreed. */
export const repairing = async (
  checks: readonly AnyCheck[],
  { onEvent, ...more }: RunOptions = {},
): Promise<{ readonly report: Report; readonly looks: number; readonly world: Machine }> => {
  let looks = 0
  const { host, machine } = writableMachine(bare)
  const counting: OnEvent = (event) => {
    if (event.kind === 'begun' && event.activity.name === 'look') looks += 1
    return onEvent?.(event)
  }
  const report = await runOn(host, checks, { interpreters, ...more, onEvent: counting })
  return { report, looks, world: machine() }
}

/** What became of each fix, by round. */
export const resultsOf = ({ repair: done }: Report): readonly (readonly FixResult[])[] =>
  done?.rounds.map(({ fixes }) => fixes.map(({ result }) => result)) ?? []
