import { expect, test } from 'vitest'
import { deadline } from '../../src/lib/deadline.ts'
import { cover, planFixes } from '../../src/engine/plan.ts'
import { exitCode, firstFinding, readiness } from '../../src/engine/readiness.ts'
import { runChecks } from '../../src/engine/run-checks.ts'
import { createStore } from '../../src/engine/store.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { defineCheck, problem, skipped, unsure } from '../../src/model/check.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { defineFact, optional } from '../../src/model/fact.ts'
import type { Status } from '../../src/model/report.ts'
import type { Fact } from '../../src/model/fact.ts'
import { defineFix } from '../../src/model/fix.ts'
import { say } from '../../src/model/text.ts'
import { Unreadable } from '../../src/model/unreadable.ts'
import { count, path } from '../../src/model/value.ts'
import type { Count } from '../../src/model/value.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const host = createReplayHost(readMachine('ubuntu-22.04').machine)
const request = requestFor({})

const storeWith = (signal: AbortSignal = new AbortController().signal) =>
  createStore({ host, request, signal })

const run = (checks: readonly AnyCheck[], selected: (check: AnyCheck) => boolean = () => true) =>
  runChecks(checks, { store: storeWith(), request, selected, now: host.now })

const statuses = async (checks: readonly AnyCheck[]) =>
  (await run(checks)).map(({ id, status }) => [id, status])

const fact = <T>(id: string, read: () => T): Fact<T> => defineFact({ id, read: async () => read() })

const refused = fact('refused', (): number => {
  throw new Unreadable('denied', path('/secret'))
})
const one = fact('one', () => 1)

const bad = problem<{ readonly n: Count }>({ severity: 'error', message: ({ n }) => say`bad ${n}` })
const stopping = problem({ severity: 'error', stops: true, message: () => say`stop` })

const failing = defineCheck({
  id: 'host/failing',
  title: 'failing',
  needs: { one },
  problems: { stopping },
  inspect: () => [{ code: 'stopping', args: {} }],
})
const behind = defineCheck({
  id: 'docker/behind',
  title: 'behind',
  needs: { one },
  after: [failing],
  problems: { bad },
  inspect: () => [{ code: 'bad', args: { n: count(1) } }],
})
const farBehind = defineCheck({
  id: 'cluster/far-behind',
  title: 'far behind',
  needs: { one },
  after: [behind],
  problems: { bad },
  inspect: () => [],
})

test('a fact is read once, whoever asks, its failure too', async () => {
  let reads = 0
  const counted = fact('counted', () => {
    reads += 1
    throw new Unreadable('timeout', path('/x'))
  })
  const store = storeWith()
  await Promise.all([1, 2, 3].map(() => expect(store.get(counted)).rejects.toThrow(Unreadable)))
  expect(reads).toBe(1)
})

test('what has not answered when the budget is used up is unreadable', async () => {
  const never: Fact<number> = defineFact({
    id: 'never',
    read: () => new Promise<number>(() => undefined),
  })
  const store = storeWith(deadline(5).signal)
  await expect(store.get(never)).rejects.toMatchObject({ why: 'timeout' })
})

test('evidence of a fact below another belongs to both', async () => {
  const asking = defineFact({
    id: 'asking',
    read: ({ host }) =>
      host.run(['docker', 'version', '--format', '{{json .}}'], { deadlineMs: 1 }),
  })
  const derived = defineFact({ id: 'derived', read: ({ get }) => get(asking) })
  const store = storeWith()
  await store.get(derived)
  expect(store.evidence([derived]).map(({ kind, code }) => [kind, code])).toEqual([['run', 0]])
})

test('a stopping finding blocks what comes after, transitively, under its own code', async () => {
  const results = await run([failing, behind, farBehind])
  expect(results.map(({ status, blockedBy }) => [status, blockedBy])).toEqual([
    ['failed', undefined],
    ['blocked', 'host/failing/stopping'],
    ['blocked', 'host/failing/stopping'],
  ])
})

const stateOf = (
  inspect: () => ReturnType<AnyCheck['inspect']>,
  needs: AnyCheck['needs'] = { one },
): AnyCheck => ({
  id: 'host/state',
  title: 'state',
  needs,
  problems: { bad, mild: problem({ severity: 'warning', message: () => say`mild` }) },
  inspect,
})
const cannotTell = unsure(new Unreadable('timeout', path('/x')))

test.for<[string, AnyCheck]>([
  ['passed', stateOf(() => [])],
  ['passed', stateOf(() => [{ code: 'mild', args: {} }])],
  ['failed', stateOf(() => [{ code: 'bad', args: { n: count(2) } }])],
  ['failed', stateOf(() => [{ code: 'bad', args: { n: count(2) } }, cannotTell])],
  ['unknown', stateOf(() => [cannotTell])],
  ['unknown', stateOf(() => [], { refused })],
  ['passed', stateOf(() => [], { refused: optional(refused) })],
  ['skipped', stateOf(() => skipped('other-os'))],
  [
    'crashed',
    stateOf(() => {
      throw new TypeError('bug')
    }),
  ],
  ['crashed', stateOf(() => [{ code: 'undeclared', args: {} }])],
])('a check is %s', async ([status, check]) => {
  expect(await statuses([check])).toEqual([['host/state', status]])
})

test('a check that was not asked for says so', async () => {
  const [result] = await run([failing], () => false)
  expect(result).toMatchObject({ status: 'skipped', reason: 'not-selected' })
})

const curable = (flag: `--${string}`) =>
  defineCheck({
    id: 'user/curable',
    title: 'curable',
    needs: { one },
    problems: {
      bad: problem({
        severity: 'error',
        message: () => say`bad`,
        cure: () => ({ flags: [{ name: flag }] }),
      }),
    },
    inspect: () => [{ code: 'bad', args: {} }],
  })

test.for<[`--${string}`, string, boolean | null, readonly string[]]>([
  ['--force', 'passed', true, ['--force']],
  ['--subnet', 'failed', false, []],
])(
  '%s covers an error only where this minikube takes it',
  async ([flag, status, ready, covered]) => {
    const checks = [curable(flag)]
    const { results, cures } = cover(checks, await run(checks), 'v1.25.2')
    expect(results[0]).toMatchObject({ status, findings: [{ covered }] })
    expect(cures.length).toBe(covered.length)
    expect(readiness(checks, results)).toBe(ready)
  },
)

test('equal fixes are planned once, with every code that asks for them', async () => {
  const fix = defineFix({
    id: 'mend',
    title: 'mend',
    risk: 'safe',
    needsRoot: false,
    plan: () => [{ kind: 'remove-file', path: '/x' }],
    verifies: 'host/failing',
  })
  const mendable = problem({ severity: 'error', message: () => say`broken`, fix })
  const checks = (['host/a', 'host/b'] as const).map((id) =>
    defineCheck({
      id,
      title: id,
      needs: { one },
      problems: { mendable },
      inspect: () => [{ code: 'mendable', args: {} }],
    }),
  )
  expect(planFixes(checks, await run(checks))).toMatchObject([
    { fix: 'mend', because: ['host/a/mendable', 'host/b/mendable'] },
  ])
})

test('the first finding is the one that blocks others, then the first of the list', async () => {
  const independent = { ...behind, id: 'host/independent', after: [] }
  const results = await run([independent, failing, behind])
  expect(firstFinding(results)?.code).toBe('host/failing/stopping')
  expect(firstFinding(await run([independent]))?.code).toBe('host/independent/bad')
})

test.for<[number, boolean | null, Status]>([
  [0, true, 'passed'],
  [1, false, 'failed'],
  [3, null, 'unknown'],
  [70, false, 'crashed'],
])('exit code %i', async ([code, ready, status]) => {
  const [result] = await run([failing])
  if (result === undefined) throw new TypeError('no result')
  expect(exitCode({ ready, checks: [{ ...result, status }] })).toBe(code)
})
