import { requestFor } from '../support/diagnose.ts'
import { expect, test } from 'vitest'
import { applyRound, previewRound } from '../../src/engine/apply.ts'
import type { ApplyOptions } from '../../src/engine/apply.ts'
import { planRound } from '../../src/engine/round-plan.ts'
import { undoExitCode, undoRun } from '../../src/engine/undo.ts'
import type { Machine } from '../../src/host/machine.ts'
import type { PlannedFix } from '../../src/model/report.ts'
import { StepError } from '../../src/model/write-host.ts'
import { readMachine } from '../support/machine-file.ts'
import { memoryJournal, planned, restart, testInterpreters, write } from '../support/repairing.ts'
import { writableMachine } from '../support/writable-machine.ts'

const machine: Machine = { ...readMachine('ubuntu-22.04').machine, files: { '/old': 'old' } }
const effects = { 'systemctl restart docker.service': (same: Machine) => same }

const planOf = (fixes: readonly PlannedFix[]) =>
  planRound(fixes, { reversibility: ({ kind }) => testInterpreters[kind].reversibility })

const applying = async (fixes: readonly PlannedFix[], more: Partial<ApplyOptions> = {}) => {
  const plan = planOf(fixes)
  const world = writableMachine(machine, effects)
  const { journal, entries, remembered } = memoryJournal()
  const outcomes = await applyRound(plan, new Set(fixes.keys()), {
    host: world.host,
    interpreters: testInterpreters,
    journal,
    signal: new AbortController().signal,
    privilege: 'root',
    request: requestFor({}),
    ...more,
  })
  return {
    outcomes,
    states: outcomes.map(({ state }) => state),
    files: world.machine().files,
    world,
    journal,
    entries: entries().map(({ entry }) => entry),
    remembered,
  }
}

test('the journal knows a step before it is done', async () => {
  let known: readonly string[] = []
  const { journal, entries } = memoryJournal()
  const { states } = await applying([planned('a', [write('/new', 'new')])], {
    journal,
    interpreters: {
      ...testInterpreters,
      'write-file': {
        ...testInterpreters['write-file'],
        perform: async () => {
          known = entries().map(({ entry }) => entry)
        },
      },
    },
  })
  expect(known).toEqual(['begun', 'prepared'])
  expect(states).toEqual(['done'])
  expect(entries().at(-1)).toMatchObject({ entry: 'done', n: 1 })
})

test('what is done already is not done again, and not written down', async () => {
  const { states, entries } = await applying([planned('a', [write('/old', 'old')])])
  expect({ states, entries }).toEqual({ states: ['already'], entries: [] })
})

test('a failure takes back what its fix alone had done, and leaves the other fixes', async () => {
  const { states, files, outcomes, entries } = await applying([
    planned('a', [write('/new', 'new'), write('/full', 'no room')]),
    planned('b', [write('/other', 'other')]),
  ])
  expect(states).toEqual(['taken-back', 'failed', 'done'])
  expect(outcomes[1]?.trouble).toMatchObject({ why: 'no-space' })
  expect(files).toEqual({ '/old': 'old', '/other': { text: 'other', mode: 0o644 } })
  expect(entries).toContain('failed')
})

test('a service that does not come up with new settings gets the old ones back and another try', async () => {
  const { states, files, world } = await applying([
    planned('a', [write('/old', 'bad settings'), restart('broken.service')]),
  ])
  expect(states).toEqual(['taken-back', 'failed'])
  expect(files['/old']).toMatchObject({ text: 'old' })
  expect(world.changed.filter((line) => line.includes('restart'))).toHaveLength(2)
})

test('what several fixes share is done as long as one of them stands', async () => {
  const { states } = await applying([
    planned('a', [write('/full', 'no room'), restart()]),
    planned('b', [write('/new', 'new'), restart()]),
  ])
  expect(states).toEqual(['failed', 'done', 'done'])
})

test("without root's rights its steps, and what comes after them, are handed over", async () => {
  const { states, files } = await applying(
    [
      planned('a', [write('/etc/x', 'x'), restart()], { needsRoot: true }),
      planned('b', [write('/home/jane/x', 'x')]),
    ],
    { privilege: 'none' },
  )
  expect(states).toEqual(['handed-over', 'done', 'handed-over'])
  expect(Object.keys(files)).not.toContain('/etc/x')
})

test('what nobody agreed to is not done', async () => {
  const plan = planOf([planned('a', [write('/a', 'a')]), planned('b', [write('/b', 'b')])])
  const { journal } = memoryJournal()
  const { host, machine: now } = writableMachine(machine)
  const outcomes = await applyRound(plan, new Set([1]), {
    host,
    interpreters: testInterpreters,
    journal,
    signal: new AbortController().signal,
    privilege: 'none',
    request: requestFor({}),
  })
  expect(outcomes.map(({ state }) => state)).toEqual(['declined', 'done'])
  expect(Object.keys(now().files)).toEqual(['/old', '/b'])
})

test('a signal lets the step in hand end and begins no other', async () => {
  const stop = new AbortController()
  const { states } = await applying(
    [planned('a', [write('/a', 'a')]), planned('b', [write('/b', 'b')])],
    { signal: stop.signal, listen: () => stop.abort() },
  )
  expect(states).toEqual(['done', 'not-reached'])
})

test('what an interpreter did not expect is our bug, and ends its fix only', async () => {
  const { outcomes } = await applying([
    planned('a', [write('/a', 'broken interpreter')]),
    planned('b', [write('/b', 'b')]),
  ])
  expect(outcomes.map(({ state, trouble }) => [state, trouble?.why])).toEqual([
    ['failed', 'bug'],
    ['done', undefined],
  ])
})

test('nothing is done where the journal cannot be written', async () => {
  const { journal } = memoryJournal()
  const { states, outcomes, files } = await applying([planned('a', [write('/a', 'a')])], {
    journal: {
      ...journal,
      note: () => Promise.reject(new StepError('no-permission', 'read-only')),
    },
  })
  expect(states).toEqual(['failed'])
  expect(outcomes[0]?.trouble?.why).toBe('no-permission')
  expect(Object.keys(files)).toEqual(['/old'])
})

test('a preview changes nothing and shows what would change', async () => {
  const { host, machine: now } = writableMachine(machine)
  const preview = await previewRound(
    planOf([planned('a', [write('/new', 'new'), write('/old', 'old')])]),
    { host, interpreters: testInterpreters },
  )
  expect(preview.map(({ state, diff }) => [state, diff])).toEqual([
    ['planned', '--- /new\n+++ /new\n+new\n'],
    ['already', undefined],
  ])
  expect(now()).toBe(machine)
})

const undoing = async (
  meanwhile: (host: ReturnType<typeof writableMachine>['host']) => Promise<void>,
) => {
  const { world, journal, remembered } = await applying([
    planned('a', [write('/old', 'newer'), write('/new', 'new'), restart()]),
  ])
  await meanwhile(world.host)
  const options = {
    host: world.host,
    interpreters: testInterpreters,
    journal,
    privilege: 'root',
    request: requestFor({}),
    signal: new AbortController().signal,
  } as const
  const outcomes = await undoRun(remembered(), options)
  const again = await undoRun(remembered(), options)
  return {
    states: outcomes.map(({ state }) => state),
    again: again.map(({ state }) => state),
    files: world.machine().files,
  }
}

test('undo walks a run back, once', async () => {
  const { states, again, files } = await undoing(async () => undefined)
  expect({ states, again }).toEqual({ states: ['undone', 'undone', 'undone'], again: [] })
  expect(files).toEqual({ '/old': { text: 'old', mode: 0o644, uid: 0, gid: 0 } })
})

test('undo leaves alone what has changed since', async () => {
  const { states, again, files } = await undoing((host) => host.writeAtomic('/new', 'mine'))
  expect({ states, again }).toEqual({ states: ['undone', 'changed', 'undone'], again: ['changed'] })
  expect(files['/new']).toMatchObject({ text: 'mine' })
})

test.for([
  [['undone', 'nothing', 'irreversible'], 0],
  [['undone', 'changed'], 4],
  [['failed', 'irreversible'], 4],
  [['handed-over'], 4],
  [[], 0],
] as const)('an undo of which steps are %j ends with %i', ([states, exit]) => {
  expect(undoExitCode(states.map((state) => ({ state })))).toBe(exit)
})
