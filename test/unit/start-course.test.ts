import { expect, test } from 'vitest'
import { mostAttempts } from '../../src/engine/start.ts'
import type { Rung, RungId, SmokeResult } from '../../src/model/attempt.ts'
import { diagnoseMachine } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import { failing, inTurn, rung, runCourse, started } from '../support/course.ts'

const boot = failing(
  'GUEST_START',
  'failed to start node: apiserver healthz never reported healthy',
)
const binaries = failing(
  'K8S_INSTALL_FAILED',
  'Failed to update cluster: downloading kubelet: download failed: https://kubernetes.oss-cn-hangzhou.aliyuncs.com/kubernetes-release/release/v1.23.3/bin/linux/amd64/kubelet?checksum=file:x: bad response code: 404',
  100,
)

const deleting: Rung['steps'] = [{ kind: 'delete-profile', profile: 'minikube' }]

const command =
  'minikube start --kubernetes-version=v1.23.3 --driver=docker --container-runtime=docker --output=json'

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

test('a lesson whose image does not arrive is repaired and tried once more', async () => {
  const lesson = { lesson: 'pod', image: 'nginx:alpine', ms: 1 } as const
  const tries: SmokeResult[] = [
    { ...lesson, state: 'failed', why: 'image', detail: 'ImagePullBackOff' },
    { ...lesson, state: 'works' },
  ]
  const wanted: boolean[] = []
  const { plan } = await diagnoseMachine(readMachine('smoke-image'))
  const { course } = await runCourse({
    starts: [started],
    mend: async (wants = () => true, see) => {
      const due = plan.filter((fix) => wants(fix))
      wanted.push(see !== undefined)
      if (see === undefined || due.length === 0) return []
      await see()
      return [{ fixes: due.map((fix) => ({ fix, result: 'fixed' as const })), steps: [] }]
    },
    parts: { smoke: async () => tries.shift() },
  })
  expect(plan.map(({ fix, verifies }) => [fix, verifies])).toEqual([
    ['load-image', 'cluster/smoke'],
  ])
  expect(course).toMatchObject({
    state: 'proven',
    smoke: { state: 'works' },
    rounds: [{ after: 1, fixes: [{ fix: { fix: 'load-image' }, result: 'fixed' }] }],
  })
  expect(tries).toEqual([])
  expect(wanted.at(-1)).toBe(true)
})
