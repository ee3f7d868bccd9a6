import { expect, test } from 'vitest'
import { pairFor } from '../../src/facts/kept-cluster.ts'
import { effectivePair } from '../../src/facts/pair.ts'
import { choosing } from '../../src/model/choice.ts'
import { asAsked, keeping } from '../../src/model/keep.ts'
import type { Kept } from '../../src/model/request.ts'
import { diagnoseMachine, requestFor } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'

const machine = {
  platform: { os: 'linux', arch: 'amd64' },
  driver: 'docker',
  runtime: 'docker',
  cgroup: { version: '2', driver: 'systemd' },
} as const
const asked = { minikube: 'v1.25.2', kubernetes: 'v1.23.3' }

test.for([
  ['the same Kubernetes is the course’s own affair', 'v1.23.3', 'v1.38.1', 'v1.25.2'],
  ['the installed one, if it starts it', 'v1.35.1', 'v1.38.1', 'v1.38.1'],
  ['also where it has never tried it', 'v1.24.1', 'v1.25.2', 'v1.25.2'],
  ['also one nobody has heard of', 'v1.41.0', 'v1.99.0', 'v1.99.0'],
  ['the course’s where the installed one refuses it', 'v1.22.3', 'v1.38.1', 'v1.25.2'],
  ['the course’s where none is installed', 'v1.22.3', undefined, 'v1.25.2'],
  ['the nearest that knows it where neither does', 'v1.35.1', undefined, 'v1.38.0'],
  ['the course’s where the catalog knows none', 'v1.99.9', undefined, 'v1.25.2'],
] as const)('%s', ([, kubernetes, installed, minikube]) => {
  expect(pairFor(kubernetes, { asked, installed, machine })).toEqual({ minikube, kubernetes })
})

const kept: Kept = {
  driver: 'kvm2',
  runtime: 'containerd',
  pair: { minikube: 'v1.38.1', kubernetes: 'v1.35.1' },
}

test('what a cluster settles goes with it, and nothing else does', () => {
  const request = requestFor({})
  const now = keeping(request, kept)
  expect(now.profile).toMatchObject({ driver: 'kvm2', runtime: 'containerd' })
  expect(effectivePair(now)).toEqual(kept.pair)
  expect(asAsked(now)).toEqual(request)
  expect(keeping(now, undefined)).toEqual(request)
  expect(keeping(now, kept)).toEqual(now)
})

test('a choice is one of what was asked', () => {
  const chosen = choosing(keeping(requestFor({}), kept), { driver: 'podman' })
  expect(chosen.profile).toMatchObject({ driver: 'podman', runtime: 'docker' })
})

test.for([
  [
    'cluster-other-runtime',
    '--kubernetes-version=v1.23.3 --driver=docker --container-runtime=containerd',
  ],
  [
    'cluster-newer-kubernetes',
    '--kubernetes-version=v1.35.1 --driver=docker --container-runtime=docker',
  ],
  [
    'cluster-older-kubernetes',
    '--kubernetes-version=v1.19.2 --driver=docker --container-runtime=docker',
  ],
  [
    'cluster-old-driver',
    '--kubernetes-version=v1.23.3 --driver=virtualbox --container-runtime=docker',
  ],
] as const)('the start on %s is the cluster’s own', async ([name, flags]) => {
  const { start, plan } = await diagnoseMachine(readMachine(name))
  expect(start.argv.join(' ')).toBe(`minikube start ${flags}`)
  expect(
    plan.flatMap(({ steps }) => steps).filter(({ kind }) => kind.startsWith('delete')),
  ).toEqual([])
})

test('no machine loses a cluster that works, unless the course requires it', async () => {
  const names = machineNames.filter((name) => name.startsWith('cluster-'))
  const losing = await Promise.all(
    names.map(async (name) => {
      const { plan } = await diagnoseMachine(readMachine(name))
      return plan.some(({ fix }) => fix === 'delete-profile') ? [name] : []
    }),
  )
  expect(losing.flat()).toEqual([
    'cluster-config-cut',
    'cluster-config-empty',
    'cluster-old-node',
    'cluster-required-runtime',
  ])
})
