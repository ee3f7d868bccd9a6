import { expect, test } from 'vitest'
import { proofDeadline } from '../../src/catalog/deadlines.ts'
import { prove, verdictOf } from '../../src/engine/proof.ts'
import type { Verdict } from '../../src/engine/proof.ts'
import type { Report } from '../../src/model/report.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const lookAt = (name: string): Promise<Report> => diagnoseMachine(readMachine(name))

/** What one look at a recorded cluster proves. */
test.for([
  ['cluster-running', 'proven', []],
  ['smoke-works', 'proven', []],
  [
    'system-pods-settling',
    'settling',
    ['cluster/running/settling', 'cluster/system-pods/settling'],
  ],
  ['system-pods-addon-crashing', 'proven', []],
  ['system-pods-starved', 'failed', ['cluster/system-pods/image']],
  ['system-pods-crashing', 'failed', ['cluster/system-pods/crash']],
  ['system-pods-unschedulable', 'failed', ['cluster/system-pods/unschedulable']],
  ['cluster-api-refused', 'failed', ['cluster/running/api-down']],
  ['cluster-worker-lost', 'failed', ['cluster/running/stopped', 'cluster/running/not-ready']],
  ['kubeconfig-stale', 'failed', ['cluster/kubeconfig/stale', 'cluster/kubeconfig/none-chosen']],
  ['kubeconfig-elsewhere', 'failed', ['cluster/kubeconfig/elsewhere']],
  ['ubuntu-22.04', 'failed', ['cluster/running', 'cluster/kubeconfig', 'cluster/system-pods']],
  ['docker-not-running', 'failed', ['docker/daemon/not-running']],
] as const)('%s is %s', async ([name, state, because]) => {
  expect(verdictOf((await lookAt(name)).checks)).toEqual({ state, because })
})

test('another cluster on the same engine proves nothing', async () => {
  const [{ checks }, shared] = await Promise.all([
    lookAt('cluster-running'),
    lookAt('cluster-worker-lost'),
  ])
  const others = shared.checks
    .flatMap(({ findings }) => findings)
    .filter(({ code }) => code === 'cluster/running/other-running')
  expect(others).toHaveLength(1)
  const beside = checks.map((check) =>
    check.id === 'cluster/running' ? { ...check, findings: others } : check,
  )
  expect(verdictOf(beside).state).toBe('proven')
})

test('a cluster that would not say is waited for', async () => {
  const { checks } = await lookAt('cluster-running')
  const silent = checks.map((check) =>
    check.id === 'cluster/system-pods' ? { ...check, status: 'unknown' as const } : check,
  )
  expect(verdictOf(silent)).toEqual({ state: 'settling', because: ['cluster/system-pods'] })
})

/** Sees these clusters one after the other, the last for good; no time passes but while it waits. */
const proveOver = async (
  names: readonly string[],
  { deadlineMs = proofDeadline, stopAfter = Infinity } = {},
) => {
  const reports = await Promise.all(names.map(lookAt))
  const seen: Verdict['state'][] = []
  const stop = new AbortController()
  let now = 0
  let looks = 0
  const look = async (): Promise<Report> => {
    const report = reports[Math.min(looks, reports.length - 1)]
    looks += 1
    if (looks >= stopAfter) stop.abort()
    if (report === undefined) throw new TypeError('no report')
    return report
  }
  const { verdict, report } = await prove(look, {
    deadlineMs,
    host: {
      now: () => now,
      sleep: async (ms) => {
        now += ms
      },
    },
    signal: stop.signal,
    listen: ({ state }) => seen.push(state),
  })
  return { verdict, report, seconds: now / 1000, seen }
}

test('a healthy cluster is proved at once', async () => {
  expect(await proveOver(['cluster-running'])).toMatchObject({
    verdict: { state: 'proven' },
    seconds: 0,
  })
})

test('a young cluster is waited for', async () => {
  const { verdict, seen, seconds } = await proveOver([
    'system-pods-settling',
    'system-pods-settling',
    'cluster-running',
  ])
  expect({ verdict: verdict.state, seen, seconds }).toEqual({
    verdict: 'proven',
    seen: ['settling', 'settling', 'proven'],
    seconds: 6,
  })
})

test('what passes by itself is no failure', async () => {
  const names = ['cluster-api-refused', 'system-pods-crashing', 'system-pods-starved']
  expect(await proveOver([...names, 'cluster-running'])).toMatchObject({
    verdict: { state: 'proven' },
    seconds: 9,
  })
})

test.for([
  ['system-pods-starved', 'cluster/system-pods/image', 48],
  // The kubelet waits five minutes before it tries this Pod again.
  ['system-pods-crashing', 'cluster/system-pods/crash', 339],
] as const)('%s: a trouble that lasts is the verdict', async ([name, code, after]) => {
  const { verdict, report, seconds } = await proveOver(['system-pods-settling', name])
  expect(verdict).toEqual({ state: 'failed', because: [code] })
  expect(report.first?.code).toBe(code)
  expect(seconds).toBe(after)
})

test('a trouble that changes begins anew', async () => {
  const turns = Array.from({ length: 20 }, (_, turn) =>
    turn % 2 === 0 ? 'system-pods-crashing' : 'system-pods-starved',
  )
  expect(await proveOver([...turns, 'cluster-running'])).toMatchObject({
    verdict: { state: 'proven' },
  })
})

test('what never settles ends with its deadline', async () => {
  const { verdict, seconds } = await proveOver(['system-pods-settling'], { deadlineMs: 20_000 })
  expect(verdict.state).toBe('settling')
  expect(seconds).toBeLessThanOrEqual(20)
})

test('whoever has seen enough gets the last look', async () => {
  const { verdict, seen } = await proveOver(['system-pods-settling'], { stopAfter: 2 })
  expect({ state: verdict.state, looks: seen.length }).toEqual({ state: 'settling', looks: 2 })
})
