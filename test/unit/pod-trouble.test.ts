import * as v from 'valibot'
import { expect, test } from 'vitest'
import { podSchema, podTrouble } from '../../src/facts/pod-trouble.ts'

const ready = (status: string, reason?: string, message?: string) => ({
  type: 'Ready',
  status,
  reason,
  message,
})
const container = (state: object, lastState = {}) => ({
  name: 'main',
  image: 'example/main:1',
  state,
  lastState,
})
const waiting = (reason: string, message?: string) => ({ waiting: { reason, message } })
const ended = (exitCode: number, reason: string) => ({ terminated: { exitCode, reason } })

test.for<readonly [string, object, object | undefined]>([
  ['well', { phase: 'Running', conditions: [ready('True')] }, undefined],
  ['done', { phase: 'Succeeded', conditions: [ready('False', 'PodCompleted')] }, undefined],
  [
    'image',
    { phase: 'Pending', containerStatuses: [container(waiting('ErrImagePull'))] },
    { kind: 'image', image: 'example/main:1', reason: 'ErrImagePull' },
  ],
  [
    'image of an init container',
    {
      phase: 'Pending',
      initContainerStatuses: [container(waiting('ImagePullBackOff'))],
      containerStatuses: [container(waiting('PodInitializing'))],
    },
    { kind: 'image', reason: 'ImagePullBackOff' },
  ],
  [
    'crash',
    {
      phase: 'Running',
      containerStatuses: [container(waiting('CrashLoopBackOff'), ended(2, 'Error'))],
    },
    { kind: 'crash', container: 'main', reason: 'CrashLoopBackOff', exitCode: 2 },
  ],
  [
    'out of memory',
    {
      phase: 'Running',
      containerStatuses: [container(waiting('CrashLoopBackOff'), ended(137, 'OOMKilled'))],
    },
    { kind: 'crash', reason: 'OOMKilled', exitCode: 137 },
  ],
  [
    'ended just now',
    { phase: 'Running', containerStatuses: [container(ended(1, 'Error'))] },
    { kind: 'crash', reason: 'Error', exitCode: 1 },
  ],
  [
    'does not begin',
    { phase: 'Pending', containerStatuses: [container(waiting('CreateContainerConfigError'))] },
    { kind: 'crash', reason: 'CreateContainerConfigError', exitCode: undefined },
  ],
  [
    'restarted once, well again',
    {
      phase: 'Running',
      conditions: [ready('True')],
      containerStatuses: [container({ running: {} }, ended(255, 'Error'))],
    },
    undefined,
  ],
  [
    'init container done',
    {
      phase: 'Running',
      conditions: [ready('True')],
      initContainerStatuses: [container(ended(0, 'Completed'))],
    },
    undefined,
  ],
  [
    'no room',
    {
      phase: 'Pending',
      conditions: [
        { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: 'no nodes' },
      ],
    },
    { kind: 'unschedulable', said: 'no nodes' },
  ],
  [
    'waits',
    { phase: 'Pending', containerStatuses: [container(waiting('ContainerCreating'))] },
    { kind: 'stuck', reason: 'ContainerCreating', said: '' },
  ],
  [
    'evicted',
    { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' },
    { kind: 'stuck', reason: 'Evicted', said: 'The node was low on resource: memory.' },
  ],
  [
    'never ready',
    { phase: 'Running', conditions: [ready('False', 'ContainersNotReady', 'unready: [main]')] },
    { kind: 'stuck', reason: 'ContainersNotReady', said: 'unready: [main]' },
  ],
])('%s', ([, status, wanted]) => {
  const pod = v.parse(podSchema, { metadata: { name: 'p' }, status })
  const trouble = podTrouble(pod)
  expect(trouble === undefined).toBe(wanted === undefined)
  expect(trouble ?? {}).toMatchObject(wanted ?? {})
})

test('a pod on its way out is left alone', () => {
  const pod = v.parse(podSchema, {
    metadata: { name: 'p', deletionTimestamp: '2026-11-20T09:00:00Z' },
    status: { phase: 'Pending' },
  })
  expect(podTrouble(pod)).toBeUndefined()
})
