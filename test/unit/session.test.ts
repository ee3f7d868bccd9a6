import { expect, test } from 'vitest'
import { openSession } from '../../src/engine/session.ts'
import { defineCheck } from '../../src/model/check.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { defineFact } from '../../src/model/fact.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import { memoryJournal } from '../support/repairing.ts'
import { writableMachine } from '../support/writable-machine.ts'

test('a glance asks what it was told to, with what that waits for, and is not what is remembered', async () => {
  const reads: string[] = []
  const check = (name: string, after: readonly AnyCheck[] = []) => {
    const fact = defineFact({
      id: `fact-${name}`,
      read: async () => {
        reads.push(name)
        return name
      },
    })
    return defineCheck({
      id: `host/${name}`,
      title: name,
      needs: { fact },
      after,
      problems: {},
      inspect: () => [],
    })
  }
  const ground = check('ground')
  const checks = [ground, check('cluster', [ground]), check('registry')]
  const { host } = writableMachine(readMachine('ubuntu-22.04').machine)
  const session = await openSession(
    { checks, request: requestFor({}), version: '0', dryRun: false, lookMs: 60_000 },
    {
      host: { ...host, runFile: memoryJournal().file },
      ask: () => Promise.reject(new TypeError('nothing is planned')),
      onEvent: () => undefined,
      signal: new AbortController().signal,
    },
  )
  expect(reads.toSorted()).toEqual(['cluster', 'ground', 'registry'])
  const stale = ['fact-ground', 'fact-cluster', 'fact-registry']
  const glance = await session.look({ stale, only: ['host/cluster'] })
  expect(reads.slice(3).toSorted()).toEqual(['cluster', 'ground'])
  expect(glance.checks.map(({ status }) => status)).toEqual(['passed', 'passed', 'skipped'])
  expect(session.report().checks.map(({ status }) => status)).toEqual([
    'passed',
    'passed',
    'passed',
  ])
  await session.look()
  expect(reads.slice(5)).toEqual(['registry'])
})
