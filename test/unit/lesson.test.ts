import { expect, test } from 'vitest'
import {
  createLesson,
  firstLesson,
  lessonState,
  nodePortIn,
  removeLesson,
  tellingEvent,
} from '../../src/cluster/lesson.ts'
import type { SmokeStep } from '../../src/cluster/lesson.ts'
import { smokePlan } from '../../src/cluster/smoke-plan.ts'
import { byHand } from '../../src/engine/by-hand.ts'
import { createStore } from '../../src/engine/store.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { Profile } from '../../src/model/profile.ts'
import { attempt } from '../../src/model/unreadable.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const course = (lessons: Profile['lessons']): Profile => ({ ...builtIn[0], lessons })

test.for([
  [{ images: ['nginx:alpine', 'redis'] }, { kind: 'pod', image: 'nginx:alpine', serves: true }],
  [{ images: ['ghcr.io/me/my-nginx:v1'] }, { kind: 'pod', serves: true }],
  [{ images: ['nginx-hello:v1'] }, { kind: 'pod', serves: true }],
  [{ images: ['redis:7'] }, { kind: 'pod', image: 'redis:7', serves: false }],
  [
    { images: ['me/app'], first: 'service' },
    { kind: 'service', image: 'me/app', serves: true },
  ],
] as const)('%j is the first lesson', ([lessons, lesson]) => {
  expect(firstLesson(course(lessons))).toMatchObject(lesson)
})

test('without an image there is no lesson to do', () => {
  expect(firstLesson(course({ images: [] }))).toBeUndefined()
})

test.for(builtIn.map((profile) => [profile.id, profile] as const))(
  '%s has a first lesson that answers',
  ([, profile]) => {
    expect(firstLesson(profile)?.serves).toBe(true)
  },
)

const step: SmokeStep = {
  kind: 'smoke',
  cluster: 'minikube',
  namespace: 'k8s-doctor-1',
  lesson: 'service',
  image: 'me/app:v1',
  serves: true,
  reach: 'node',
}

test('by hand it is the same commands', () => {
  expect(byHand(step).map(({ argv }) => argv)).toEqual([...createLesson(step), removeLesson(step)])
})

const pod = (status: object, name = 'lesson') => ({
  metadata: { name, creationTimestamp: '2026-11-20T09:00:00Z' },
  status,
})
const ready = {
  phase: 'Running',
  hostIP: '192.168.49.2',
  conditions: [{ type: 'Ready', status: 'True' }],
}
const waiting = {
  phase: 'Pending',
  containerStatuses: [
    { name: 'x', image: 'me/app:v1', state: { waiting: { reason: 'ErrImagePull' } } },
  ],
}
const listed = (...items: readonly object[]): string => JSON.stringify({ kind: 'List', items })

test('one Pod that is ready is enough', () => {
  expect(lessonState(listed(pod(waiting, 'a'), pod(ready, 'b')))).toEqual({
    state: 'ready',
    pod: 'b',
    nodeAddress: '192.168.49.2',
  })
})

test.for([
  [listed(), { state: 'waiting', pod: '', trouble: undefined }],
  [listed(pod(waiting)), { state: 'waiting', pod: 'lesson', trouble: { kind: 'image' } }],
] as const)('what waits is told (%#)', ([stdout, state]) => {
  expect(lessonState(stdout)).toMatchObject(state)
})

test.for(['', 'No resources found', '{"items": 3}', '[]'])('%j is no list of Pods', (stdout) => {
  expect(lessonState(stdout)).toBeUndefined()
})

test.for([
  ['{"spec":{"ports":[{"port":80,"nodePort":31080}]}}', 31080],
  ['{"spec":{"ports":[{"port":80}]}}', undefined],
  ['{"spec":{}}', undefined],
  ['error', undefined],
] as const)('%s has the port %s', ([stdout, port]) => {
  expect(nodePortIn(stdout)).toBe(port)
})

const event = (message: string, second: number, type = 'Warning') => ({
  type,
  message,
  reason: 'x',
  // Newer API servers fill in only the one, older ones only the other.
  lastTimestamp: second % 2 === 0 ? `2026-11-20T09:00:0${second}Z` : null,
  eventTime: second % 2 === 0 ? null : `2026-11-20T09:00:0${second}.000000Z`,
  metadata: { creationTimestamp: '2026-11-20T09:00:00Z' },
})

test.for([
  [
    'the last warning that says why',
    [event('first', 1), event('second', 2), event('Error: ErrImagePull', 3)],
    'second',
  ],
  ['in any order', [event('second', 4), event('first', 1)], 'second'],
  ['an empty one rather than none', [event('Error: ErrImagePull', 3)], 'Error: ErrImagePull'],
  [
    'what goes on, without warnings',
    [event('Pulling image "x"', 2, 'Normal'), event('Scheduled', 1, 'Normal')],
    'Pulling image "x"',
  ],
  ['nothing', [], undefined],
] as const)('the telling event: %s', ([, events, told]) => {
  expect(tellingEvent(listed(...events))).toBe(told)
})

const planOn = (name: string, profile?: string) => {
  const { machine, request } = readMachine(name)
  const asked = requestFor({ ...request, ...(profile === undefined ? {} : { profile }) })
  const store = createStore({
    host: createReplayHost(machine),
    request: asked,
    signal: new AbortController().signal,
  })
  return smokePlan(asked, (fact) => attempt(store.get(fact)))
}

test.for([
  ['cluster-running', 'node'],
  ['docker-rootless', 'forward'],
  ['macos-m2', 'forward'],
  ['windows-11', 'forward'],
  ['wsl2', 'forward'],
  ['docker-not-running', 'forward'],
  ['kvm2-no-kvm', 'node'],
] as const)('on %s the lesson is reached by way of %s', async ([name, reach]) => {
  expect(await planOn(name)).toMatchObject({ cluster: 'minikube', reach })
})

test('an image that docker has is handed over', async () => {
  const { machine } = readMachine('ubuntu-22.04')
  const line = { Repository: 'nginx', Tag: 'alpine', Digest: '<none>' }
  const runs = {
    ...machine.runs,
    'docker images --digests --format {{json .}}': { stdout: JSON.stringify(line) },
  }
  const request = requestFor({})
  const store = createStore({
    host: createReplayHost({ ...machine, runs }),
    request,
    signal: new AbortController().signal,
  })
  expect(await smokePlan(request, (fact) => attempt(store.get(fact)))).toMatchObject({
    load: {
      kind: 'load-image',
      image: 'docker.io/library/nginx:alpine',
      cluster: 'minikube',
      command: 'image load',
    },
  })
})
