import { expect, test } from 'vitest'
import { exitCode } from '../../src/engine/readiness.ts'
import type { Rung } from '../../src/model/attempt.ts'
import type { Report } from '../../src/model/report.ts'
import type { Round } from '../../src/model/repair.ts'
import { failing, inTurn, reports, rung, runCourse, started } from '../support/course.ts'
import { planned } from '../support/repairing.ts'

const deleting: Rung['steps'] = [{ kind: 'delete-profile', profile: 'minikube' }]
const command =
  'minikube start --kubernetes-version=v1.23.3 --driver=docker --container-runtime=docker --output=json'

test('a signal ends the start and everything after it', async () => {
  const stop = new AbortController()
  const { course, lines, asked, entries } = await runCourse({
    starts: [{ says: '* Pulling base image ...\n', during: () => stop.abort() }],
    stop,
  })
  expect(course).toMatchObject({ state: 'interrupted', attempts: [{ end: 'interrupted' }] })
  expect([lines.length, asked]).toEqual([1, []])
  expect(entries.map(({ entry }) => entry)).toEqual(['begun', 'prepared', 'failed'])
})

test('a signal before the start', async () => {
  const stop = new AbortController()
  stop.abort()
  const { course, lines } = await runCourse({ starts: [started], stop })
  expect(course).toMatchObject({ state: 'not-begun', notBegun: 'interrupted' })
  expect(lines).toEqual([])
})

test('--no-start', async () => {
  const { course, lines } = await runCourse({ starts: [started], wanted: false })
  expect(course).toMatchObject({ state: 'not-begun', notBegun: 'not-wanted' })
  expect(lines).toEqual([])
})

test('a cluster that minikube calls done and that is not well is no success', async () => {
  const { none } = await reports()
  const told: number[] = []
  const { course, lines } = await runCourse({
    starts: [started],
    after: () => none,
    rungs: inTurn(rung('delete-profile', { steps: deleting })),
    onEvent: (event) => {
      if (event.kind === 'failed-attempt')
        told.push(event.attempt.end === 'failed' ? event.number : 0)
    },
  })
  expect(told).toEqual([1, 2])
  expect(course.state).toBe('failed')
  expect(course.attempts).toHaveLength(2)
  expect(course.attempts[0]).toMatchObject({
    end: 'failed',
    exitCode: 0,
    causes: [{ code: 'cluster/system-pods/image' }],
  })
  expect(lines).toEqual([command, command])
})

test('a cluster that runs and is proven is not started again, its first lesson is tried', async () => {
  const { well } = await reports()
  const smoke = { state: 'works', lesson: 'pod', image: 'nginx:alpine', ms: 1 } as const
  const { course, lines, request } = await runCourse({
    starts: [started],
    before: well,
    parts: { smoke: async () => smoke },
  })
  expect(course).toEqual({ state: 'proven', attempts: [], rounds: [], smoke })
  expect(lines).toEqual([])
  expect(request.overrides.smoke).toEqual(smoke)
})

test('a cluster nobody can tell anything of is neither proven nor deleted', async () => {
  const open = ['cluster/system-pods']
  const { course, asked } = await runCourse({
    starts: [started],
    parts: { prove: async () => ({ state: 'settling', because: open }) },
  })
  expect(course).toMatchObject({ state: 'unproven', open, attempts: [{ end: 'started' }] })
  expect(asked).toEqual([])
})

test.for([
  ['ubuntu-22.04', 'safe'],
  // Docker does not say what it holds: somebody's cluster may be among it.
  ['docker-not-running', 'destructive'],
] as const)('what a failed start made on %s is deleted as %s', async ([machine, risk]) => {
  const risks: string[] = []
  await runCourse({
    machine,
    starts: [failing('GUEST_START', 'x'), started],
    agrees: (taken) => {
      risks.push(taken.risk)
      return true
    },
  })
  expect(risks[0]).toBe(risk)
})

test('a lesson that does not work is a failure', async () => {
  const smoke = {
    state: 'failed',
    lesson: 'pod',
    image: 'nginx:alpine',
    why: 'image',
    detail: '',
    ms: 1,
  } as const
  const { course } = await runCourse({ starts: [started], parts: { smoke: async () => smoke } })
  expect(course).toMatchObject({ state: 'failed', smoke })
})

test('sources that failed are asked no more, and the flags of the plan follow', async () => {
  const { request } = await runCourse({
    starts: [failing('GUEST_START', 'x'), started],
    rungs: inTurn(
      rung('other-source', {
        without: ['aliyun-oss'],
        patch: { flags: [{ name: '--binary-mirror', value: 'https://dl.k8s.io/release' }] },
      }),
    ),
  })
  expect(request.overrides.without).toEqual(['aliyun-oss'])
})

const withError = (report: Report, code: string): Report => ({
  ...report,
  checks: report.checks.map((check) =>
    code.startsWith(`${check.id}/`)
      ? {
          ...check,
          status: 'failed',
          findings: [{ code, severity: 'error', args: {}, commands: [], looks: [], covered: [] }],
        }
      : check,
  ),
})

test.for([
  ['docker/daemon/not-running', 'not-ready'],
  ['cluster/running/api-down', undefined],
] as const)('with %s standing: %s', async ([code, notBegun]) => {
  const { none } = await reports()
  const { course } = await runCourse({ starts: [started], before: withError(none, code) })
  expect(course.notBegun).toBe(notBegun)
  expect(course.attempts).toHaveLength(notBegun === undefined ? 1 : 0)
})

test('where an earlier cluster may not be touched, nothing is started over it', async () => {
  const { none } = await reports()
  const code = 'cluster/profile/newer-kubernetes'
  const fix = planned('delete-profile', deleting, { because: [code], verifies: 'cluster/profile' })
  const repairs: readonly Round[] = [{ fixes: [{ fix, result: 'declined' }], steps: [] }]
  const { course } = await runCourse({
    starts: [started],
    before: withError(none, code),
    repairs,
  })
  expect(course).toMatchObject({ state: 'not-begun', notBegun: 'not-agreed' })
})

test('a look at a part is no ground for a start', async () => {
  const { none } = await reports()
  const before: Report = {
    ...none,
    checks: none.checks.map((check, index) =>
      index === 0 ? { ...check, status: 'skipped', reason: 'not-selected' } : check,
    ),
  }
  const { course } = await runCourse({ starts: [started], before })
  expect(course.notBegun).toBe('partial')
})

test('what a failed start has brought to light is repaired first', async () => {
  const fix = planned('start-docker', [], { because: ['docker/daemon/not-running'] })
  let mended = 0
  const { course, lines } = await runCourse({
    starts: [failing('PROVIDER_DOCKER_NOT_RUNNING', 'x', 63), started],
    rungs: () => undefined,
    mend: async (wanted = () => true) => {
      mended += 1
      if (mended > 1 || !wanted(fix)) return []
      const step = {
        planned: {
          step: { kind: 'service', unit: 'docker.service', action: 'start' },
          fixes: [0],
          because: fix.because,
          risk: 'system',
          needsRoot: true,
          reversibility: 'compensable',
          cost: { deletes: [] },
        },
        state: 'done',
      } as const
      return [{ fixes: [{ fix, result: 'fixed' }], steps: [step] }]
    },
  })
  expect(course.state).toBe('proven')
  expect(lines).toHaveLength(2)
})

test('the variables of the plan are the child’s', async () => {
  const { none } = await reports()
  const before: Report = {
    ...none,
    start: { ...none.start, env: { NO_PROXY: '192.168.49.0/24', DOCKER_HOST: null } },
  }
  const { envs } = await runCourse({ starts: [started], before })
  expect(envs[0]).toEqual({ NO_PROXY: '192.168.49.0/24', DOCKER_HOST: undefined })
})

test.for([
  ['proven', true, 0],
  ['proven', false, 1],
  ['failed', false, 4],
  ['not-begun', true, 0],
  ['not-begun', null, 3],
] as const)('%s with ready %s ends with %i', async ([state, ready, exit]) => {
  const { none } = await reports()
  const course = { state, attempts: [], rounds: [] }
  const repair = { dryRun: false, rounds: [] }
  expect(exitCode({ ...none, ready, repair, course })).toBe(exit)
})
