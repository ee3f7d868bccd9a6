import { expect, test } from 'vitest'
import { settleCourse } from '../../src/engine/settle-course.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { newestFor } from '../../src/profiles/newest.ts'
import { requestFor } from '../support/diagnose.ts'
import { differing, readMachine } from '../support/machine-file.ts'
import type { MachineCase } from '../support/machine-file.ts'

test.for([
  ['linux-amd64', undefined, 'v1.39.0', 'v1.37.0', 'containerd'],
  ['windows-amd64', undefined, 'v1.39.0', 'v1.37.0', 'containerd'],
  ['linux-arm64', undefined, 'v1.38.1', 'v1.35.1', 'docker'],
  ['darwin-arm64', undefined, 'v1.38.1', 'v1.35.1', 'docker'],
  ['darwin-arm64', 'v1.39.0', 'v1.39.0', 'v1.37.0', 'containerd'],
  ['darwin-arm64', 'v1.39.4', 'v1.39.4', 'v1.37.0', 'containerd'],
  ['darwin-arm64', 'v1.25.2', 'v1.38.1', 'v1.35.1', 'docker'],
  ['darwin-arm64', 'v1.45.0', 'v1.38.1', 'v1.35.1', 'docker'],
] as const)('the newest on %s with %s', ([platform, installed, minikube, kubernetes, runtime]) => {
  expect(newestFor(platform, installed)).toEqual({ pair: { minikube, kubernetes }, runtime })
})

test('nothing where nothing can be installed', () => {
  expect(newestFor('plan9-mips', undefined)).toBeUndefined()
})

const settled = async (machine: MachineCase) => {
  const { profile } = await settleCourse({
    host: createReplayHost(machine.machine),
    request: requestFor({ profile: 'latest' }),
    signal: new AbortController().signal,
  })
  return profile
}

test('a cluster newer than the release’s own Kubernetes is the newest, if the catalog knows it', async () => {
  const machine = readMachine('latest-running')
  const made = (kubernetes: string): MachineCase =>
    differing(machine, {
      files: {
        '/home/jane/.minikube/profiles/minikube/config.json': {
          json: { KubernetesConfig: { KubernetesVersion: kubernetes } },
        },
      },
    })
  expect((await settled(machine)).pair.kubernetes).toBe('v1.37.0')
  expect((await settled(made('v1.37.2'))).pair.kubernetes).toBe('v1.37.2')
  expect((await settled(made('v1.50.0'))).pair.kubernetes).toBe('v1.37.0')
  expect((await settled(made('v1.36.1'))).pair.kubernetes).toBe('v1.37.0')
})

test('a settled course is pinned, any other stays as it is', async () => {
  expect('newest' in (await settled(readMachine('ubuntu-22.04')))).toBe(false)
  const request = requestFor({})
  const { signal } = new AbortController()
  const host = createReplayHost(readMachine('ubuntu-22.04').machine)
  expect(await settleCourse({ host, request, signal })).toBe(request)
  expect(builtIn.filter(({ newest }) => newest === true).map(({ id }) => id)).toEqual(['latest'])
})
