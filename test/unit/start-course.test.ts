import { expect, test } from 'vitest'
import { mostAttempts } from '../../src/engine/start.ts'
import { repairExitCode } from '../../src/engine/readiness.ts'
import type { Rung, RungId } from '../../src/model/attempt.ts'
import type { Report } from '../../src/model/report.ts'
import type { Round } from '../../src/model/repair.ts'
import { failing, reports, runCourse, started } from '../support/course.ts'
import type { CourseWorld } from '../support/course.ts'
import { planned } from '../support/repairing.ts'

const boot = failing(
  'GUEST_START',
  'failed to start node: apiserver healthz never reported healthy',
)
const binaries = failing(
  'K8S_INSTALL_FAILED',
  'Failed to update cluster: downloading kubelet: download failed: https://kubernetes.oss-cn-hangzhou.aliyuncs.com/kubernetes-release/release/v1.23.3/bin/linux/amd64/kubelet?checksum=file:x: bad response code: 404',
  100,
)

const rung = (id: RungId, more: Partial<Rung> = {}): Rung => ({
  id,
  because: ['minikube/GUEST_START'],
  risk: 'safe',
  steps: [],
  ...more,
})
const deleting: Rung['steps'] = [{ kind: 'delete-profile', profile: 'minikube' }]

/** Offers these rungs one after the other, each until it was refused or has failed. */
const inTurn = (...rungs: readonly Rung[]): NonNullable<CourseWorld['rungs']> => {
  const left = [...rungs]
  return () => left.shift()
}

const command = 'minikube start --kubernetes-version=v1.23.3 --driver=docker --output=json'

test('success at the first attempt', async () => {
  const { course, lines, asked, entries } = await runCourse({ starts: [started] })
  expect(course).toMatchObject({
    state: 'proven',
    attempts: [{ end: 'started', exitCode: 0, causes: [] }],
    rounds: [],
  })
  expect(lines).toEqual([command])
  expect(asked).toEqual([])
  expect(entries.map(({ entry }) => entry)).toEqual(['begun', 'prepared', 'done'])
})

test('two failures, then the third rung’s start succeeds', async () => {
  const { course, lines, asked } = await runCourse({
    starts: [boot, boot, started],
    grounds: { exists: true, resources: { cpus: 2, memoryMiB: 1 } },
    rungs: inTurn(
      rung('resources', { patch: { flags: [{ name: '--memory', value: '4096mb' }] } }),
      rung('delete-profile', { steps: deleting }),
    ),
  })
  expect(course.state).toBe('proven')
  expect(course.attempts.map(({ end, rung: id }) => [end, id])).toEqual([
    ['failed', undefined],
    ['failed', 'resources'],
    ['started', 'delete-profile'],
  ])
  expect(course.attempts[0]?.causes).toMatchObject([{ code: 'minikube/GUEST_START' }])
  expect(lines).toEqual([
    command,
    command.replace(' --output', ' --memory=4096mb --output'),
    command.replace(' --output', ' --memory=4096mb --output'),
  ])
  expect(asked).toEqual(['resources', 'delete-profile'])
  expect(course.rounds.map(({ rung: id, after, fixes }) => [id, after, fixes[0]?.result])).toEqual([
    ['resources', 1, 'fixed'],
    ['delete-profile', 2, 'fixed'],
  ])
})

test('with the real ladder an unfinished cluster is deleted and made anew', async () => {
  const { course, asked } = await runCourse({
    starts: [boot, started],
    grounds: { exists: true },
  })
  expect(asked).toEqual(['delete-profile'])
  expect(course.state).toBe('proven')
})

test('what a log proves stands in the attempt, with the line', async () => {
  const { course } = await runCourse({ starts: [binaries], rungs: () => undefined })
  expect(course.state).toBe('failed')
  expect(course.attempts[0]).toMatchObject({
    exitCode: 100,
    causes: [{ code: 'log/binaries-mirror', line: expect.stringContaining('K8S_INSTALL_FAILED') }],
    said: expect.stringContaining('K8S_INSTALL_FAILED: Failed to update cluster'),
  })
})

test('without consent nothing is deleted, and the flag is named', async () => {
  const offered: (readonly RungId[])[] = []
  const { course, lines } = await runCourse({
    starts: [boot],
    rungs: ({ refused, failed = [] }) => {
      offered.push([...refused, ...failed])
      return refused.length === 0 ? rung('delete-profile', { steps: deleting }) : undefined
    },
    agrees: () => false,
  })
  expect(course).toMatchObject({
    state: 'failed',
    wants: '--yes',
    rounds: [{ rung: 'delete-profile', fixes: [{ result: 'declined' }] }],
  })
  expect(lines).toHaveLength(1)
  expect(offered).toEqual([[], ['delete-profile']])
})

test('a rung that fails is followed by another one', async () => {
  const { course, lines } = await runCourse({
    starts: [boot, started],
    rungs: ({ failed = [] }) =>
      failed.length === 0
        ? rung('purge', {
            steps: [{ kind: 'delete-leftovers', containers: ['x'], volumes: [], networks: [] }],
          })
        : rung('delete-profile', { steps: deleting }),
  })
  expect(course.rounds.map(({ rung: id, fixes }) => [id, fixes[0]?.result])).toEqual([
    ['purge', 'failed'],
    ['delete-profile', 'fixed'],
  ])
  expect(lines).toHaveLength(2)
})

test('the same start is never made twice', async () => {
  const { course, lines } = await runCourse({
    starts: [boot],
    rungs: ({ failed = [] }) =>
      (['other-source', 'resources', 'pre-pull'] as const)
        .filter((id) => !failed.includes(id))
        .map((id) => rung(id))[0],
  })
  expect(course.state).toBe('failed')
  expect(lines).toEqual([command])
})

test('a ladder without end is left after six attempts', async () => {
  let number = 0
  const { course, lines } = await runCourse({
    starts: [boot],
    rungs: () => {
      number += 1
      return rung('resources', { patch: { flags: [{ name: '--cpus', value: `${number}` }] } })
    },
  })
  expect(course.state).toBe('failed')
  expect(lines).toHaveLength(mostAttempts)
  expect(new Set(lines).size).toBe(mostAttempts)
})

test('a start that comes to nothing in its time', async () => {
  const { course } = await runCourse({
    starts: [{ timedOut: true, says: '* Pulling base image ...\n' }],
    rungs: () => undefined,
  })
  expect(course.attempts[0]).toMatchObject({ end: 'timeout', causes: [{ code: 'log/stuck-pull' }] })
  expect(course.attempts[0]?.exitCode).toBeUndefined()
})

test('a program that is not there', async () => {
  const { course } = await runCourse({ starts: [{ missing: true }], rungs: () => undefined })
  expect(course.attempts[0]).toMatchObject({
    end: 'failed',
    causes: [],
    said: 'minikube is not installed here',
  })
})

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
  const { course, lines } = await runCourse({ starts: [started], options: { wanted: false } })
  expect(course).toMatchObject({ state: 'not-begun', notBegun: 'not-wanted' })
  expect(lines).toEqual([])
})

test('a cluster that minikube calls done and that is not well is no success', async () => {
  const { none } = await reports()
  const { course, lines } = await runCourse({
    starts: [started],
    after: () => none,
    rungs: inTurn(rung('delete-profile', { steps: deleting })),
  })
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
    options: { smoke: async () => smoke },
  })
  expect(course).toEqual({ state: 'proven', attempts: [], rounds: [], smoke })
  expect(lines).toEqual([])
  expect(request.overrides.smoke).toEqual(smoke)
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
  const { course } = await runCourse({ starts: [started], options: { smoke: async () => smoke } })
  expect(course).toMatchObject({ state: 'failed', smoke })
})

test('sources that failed are asked no more, and the flags of the plan follow', async () => {
  const { request } = await runCourse({
    starts: [binaries, started],
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
          findings: [{ code, severity: 'error', args: {}, commands: [], covered: [] }],
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
  expect(repairExitCode({ ...none, ready, repair, course })).toBe(exit)
})
