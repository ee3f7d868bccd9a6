import { expect, test } from 'vitest'
import { createStore } from '../../src/engine/store.ts'
import { ladderGrounds } from '../../src/facts/ladder-grounds.ts'
import type { LadderGrounds } from '../../src/facts/ladder-grounds.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const groundsOf = (name: string): Promise<LadderGrounds> => {
  const { machine, request } = readMachine(name)
  return createStore({
    host: createReplayHost(machine),
    request: requestFor(request),
    signal: new AbortController().signal,
  }).get(ladderGrounds)
}

test.for([
  ['ubuntu-22.04', false, []],
  ['cluster-running', true, []],
  ['cluster-leftovers', true, []],
  ['cluster-shared-docker', true, ['bobs-lab']],
  ['cluster-config-cut', true, ['old-lab']],
  ['docker-not-running', false, []],
] as const)('what stands on %s', async ([machine, exists, others]) => {
  expect(await groundsOf(machine)).toMatchObject({ exists, others })
})

test('a class in China has several sources, another pair and room', async () => {
  const { sources, alternatives, resources, home } = await groundsOf('china-laptop')
  expect({
    elsewhere: sources.some(({ others }) => others.length > 0),
    used: [...new Set(sources.flatMap(({ used }) => used?.source ?? []))],
    alternatives,
    resources,
    home,
  }).toEqual({
    elsewhere: true,
    used: ['aliyun-oss', 'aliyun'],
    alternatives: [
      { minikube: 'v1.36.0', kubernetes: 'v1.23.3' },
      { minikube: 'v1.26.0', kubernetes: 'v1.23.3' },
    ],
    resources: { cpus: 8, memoryMiB: 15_854 },
    home: '/home/jane/.minikube',
  })
})
