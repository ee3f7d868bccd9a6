import type { RunOptions } from '../support/rounds.ts'
import { expect, test } from 'vitest'
import { exitCode } from '../../src/engine/readiness.ts'
import { defineCheck, problem } from '../../src/model/check.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { defineFix } from '../../src/model/fix.ts'
import type { FixResult } from '../../src/model/repair.ts'
import type { Report } from '../../src/model/report.ts'
import { say } from '../../src/model/text.ts'
import { count } from '../../src/model/value.ts'
import type { Count } from '../../src/model/value.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
import { testInterpreters, write } from '../support/repairing.ts'
import {
  runOn,
  bare,
  interpreters,
  repairing,
  resultsOf,
  stale,
  text,
  wants,
} from '../support/rounds.ts'
import { writableMachine } from '../support/writable-machine.ts'

test.for<[string, FixResult, number]>([
  ['good', 'fixed', 0],
  ['bad', 'unchanged', 1],
  ['worse', 'worse', 4],
  ['no room', 'failed', 4],
  ['broken interpreter', 'failed', 70],
])('a fix that leaves the file %s is %s', async ([content, result, exit]) => {
  const { report, looks } = await repairing([wants('host/a', '/a', write('/a', content))])
  expect(resultsOf(report)).toEqual([[result]])
  expect(looks).toBe(2)
  expect(exitCode(report)).toBe(exit)
})

const chain = (length: number) => {
  const checks: AnyCheck[] = []
  for (const name of ['a', 'b', 'c', 'd'].slice(0, length)) {
    const [before] = checks.slice(-1)
    const check: AnyCheck = wants(`host/${name}`, `/${name}`, write(`/${name}`, 'good'), true)
    checks.push(before === undefined ? check : { ...check, after: [before] })
  }
  return checks
}

test('what was hidden behind a problem comes in the next round', async () => {
  const { report, looks } = await repairing(chain(2))
  expect(resultsOf(report)).toEqual([['fixed'], ['fixed']])
  expect({ ready: report.ready, looks }).toEqual({ ready: true, looks: 3 })
})

test('three rounds are the most', async () => {
  const { report } = await repairing(chain(4))
  expect(resultsOf(report)).toEqual([['fixed'], ['fixed'], ['fixed']])
  expect(report.first?.code).toBe('host/d/bad')
})

test('no progress ends it, though there would be more to try', async () => {
  const longer = defineFix<{ readonly n: Count }>({
    id: 'longer',
    title: 'longer',
    risk: 'safe',
    needsRoot: false,
    plan: ({ n }) => [write('/a', 'x'.repeat(n.value + 1))],
    verifies: 'host/a',
  })
  const never = defineCheck({
    id: 'host/a',
    title: 'a',
    needs: { text: text('/a') },
    problems: {
      bad: problem<{ readonly n: Count }>({
        severity: 'error',
        message: () => say`bad`,
        fix: longer,
      }),
    },
    inspect: ({ text }) => [{ code: 'bad', args: { n: count(text.length) } }],
  })
  const { report, looks } = await repairing([never])
  expect({ results: resultsOf(report), looks }).toEqual({ results: [['unchanged']], looks: 2 })
  expect(report.plan).toMatchObject([{ steps: [write('/a', 'xx')] }])
})

test('a check that a repair has put behind a new problem is worse off', async () => {
  const gate = { ...wants('host/gate', '/b', undefined, true) }
  const check = { ...wants('host/a', '/a', write('/a', 'good')), after: [gate] }
  const { host } = writableMachine({ ...bare, files: { '/b': 'good' } })
  const spoiling = {
    ...interpreters,
    'write-file': {
      ...testInterpreters['write-file'],
      stale,
      perform: (_step: unknown, world: WriteHost) => world.writeAtomic('/b', 'bad'),
    },
  }
  const report = await runOn(host, [gate, check], { interpreters: spoiling })
  expect(resultsOf(report)).toEqual([['worse']])
})

test('a dry run plans one round and changes nothing', async () => {
  const { report, looks, world } = await repairing(chain(2), { dryRun: true })
  expect(resultsOf(report)).toEqual([['planned']])
  expect({ looks, world, exit: exitCode(report) }).toEqual({ looks: 1, world: bare, exit: 1 })
})

test.for<[string, RunOptions, readonly (readonly FixResult[])[], number]>([
  [
    'nobody agreed',
    { ask: async () => ({ agreed: new Set(), privilege: 'none', wants: '--yes' }) },
    [['declined']],
    4,
  ],
  ['it was interrupted', { signal: AbortSignal.abort() }, [], 1],
])('where %s nothing is done', async ([, more, results, exit]) => {
  const { report, looks, world } = await repairing(chain(1), more)
  expect({ looks, world, results: resultsOf(report) }).toEqual({ looks: 1, world: bare, results })
  expect(exitCode(report)).toBe(exit)
})

test('a failure that another fix made good costs nothing in the end', async () => {
  const { report } = await repairing([
    wants('host/a', '/a', write('/a', 'no room')),
    wants('host/b', '/b', write('/b', 'good')),
  ])
  expect(exitCode(report)).toBe(4)
  const healed: Report = {
    ...report,
    ready: true,
    checks: report.checks.map((check) => ({ ...check, status: 'passed', findings: [] })),
  }
  expect(exitCode(healed)).toBe(0)
})

test('what shows only later is given the time to show', async () => {
  const begun: string[] = []
  const late = { ...interpreters['write-file'], showsLater: true } as const
  let now = 0
  const { host } = writableMachine(bare)
  const patient: WriteHost = {
    ...host,
    now: () => now,
    sleep: async (ms) => {
      now += ms
    },
  }
  const report = await runOn(patient, [wants('host/a', '/a', write('/a', 'good'))], {
    interpreters: { ...interpreters, 'write-file': late },
    onEvent: (event) => {
      if (event.kind === 'begun') begun.push(event.activity.name)
    },
  })
  expect(begun).toEqual(['look', 'steps', 'proof'])
  expect(now).toBeGreaterThan(0)
  expect(resultsOf(report)).toEqual([['fixed']])
})

test('after an interruption the report is of now', async () => {
  const stop = new AbortController()
  const { report } = await repairing([wants('host/a', '/a', write('/a', 'good'))], {
    signal: stop.signal,
    onEvent: (event) => {
      if (event.kind === 'ended' && event.activity.name === 'steps') stop.abort()
    },
  })
  expect(resultsOf(report)).toEqual([['not-reached']])
  expect(report.ready).toBe(true)
})
