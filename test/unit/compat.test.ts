import { expect, test } from 'vitest'
import { minikubeReleases } from '../../src/catalog/minikube.ts'
import { isFatal, judgePair, nearestPair, workablePair } from '../../src/facts/compat.ts'
import type { PairMachine } from '../../src/facts/compat.ts'
import { compareVersions } from '../../src/model/version.ts'
import { builtIn } from '../../src/profiles/built-in.ts'

const base: PairMachine = {
  platform: { os: 'linux', arch: 'amd64' },
  driver: 'docker',
  runtime: 'docker',
  cgroup: { version: '2', driver: 'systemd' },
}
const on = (arch: string, os = 'linux'): PairMachine => ({ ...base, platform: { os, arch } })
const v1 = (driver: string): PairMachine => ({ ...base, cgroup: { version: '1', driver } })
const containerd: PairMachine = { ...base, runtime: 'containerd' }
const none: PairMachine = { ...base, driver: 'none' }

test.for([
  ['v1.25.2', 'v1.23.3', base, []],
  ['v1.25.2', 'v1.23.9', base, []],
  ['v1.39.1', 'v1.37.2', base, []],
  ['v1.39.0', 'v1.38.0', base, ['unknown-kubernetes']],
  ['v1.25.2', 'v1.15.0', base, ['kubernetes-too-old', 'cgroup']],
  ['v1.25.2', 'v1.15.0', v1('cgroupfs'), ['kubernetes-too-old']],
  ['v1.36.0', 'v1.23.3', base, []],
  ['v1.37.0', 'v1.23.3', base, ['kubernetes-too-old']],
  ['v1.31.2', 'v1.30.0', base, ['kubernetes-untested?']],
  ['v1.32.0', 'v1.30.0', base, ['kubernetes-untested?']],
  ['v1.99.0', 'v1.35.0', base, ['unknown-minikube']],
  ['v1.99.0', 'v1.23.3', base, ['unknown-minikube']],
  ['v1.0.0', 'v1.14.0', base, ['unknown-minikube']],
  ['v1.13.1', 'v1.19.2', base, ['node-cgroup']],
  ['v1.13.1', 'v1.19.2', v1('cgroupfs'), []],
  ['v1.18.1', 'v1.20.2', base, []],
  ['v1.18.1', 'v1.20.2', containerd, ['node-cgroup']],
  ['v1.22.0', 'v1.21.2', containerd, []],
  ['v1.13.1', 'v1.19.2', on('arm64'), ['cpu']],
  ['v1.13.1', 'v1.19.2', { ...on('arm64'), driver: 'kvm2' }, []],
  ['v1.17.0', 'v1.19.2', on('arm64'), ['node-cgroup-unproven?']],
  ['v1.38.1', 'v1.35.1', on('arm'), ['cpu']],
  ['v1.37.0', 'v1.34.0', on('arm'), []],
  ['v1.38.1', 'v1.35.1', on('arm64', 'windows'), []],
  ['v1.10.1', 'v1.18.2', base, ['cgroup', 'node-cgroup']],
  ['v1.10.1', 'v1.18.2', v1('cgroupfs'), []],
  ['v1.38.1', 'v1.35.1', v1('cgroupfs'), []],
  ['v1.38.1', 'v1.35.1', v1('systemd'), ['cgroup']],
  ['v1.24.0', 'v1.24.0', base, ['kubernetes-untested?', 'no-cri-dockerd']],
  ['v1.24.0', 'v1.24.0', containerd, ['kubernetes-untested?']],
  ['v1.24.0', 'v1.24.0', none, ['kubernetes-untested?']],
] as const)('%s with %s: case %#', ([minikube, kubernetes, machine, expected]) => {
  const told = judgePair({ minikube, kubernetes }, machine).map((misfit) =>
    isFatal(misfit) || misfit.kind.startsWith('unknown-') ? misfit.kind : `${misfit.kind}?`,
  )
  expect(told).toEqual(expected)
})

test('what could not be read is judged by nobody', () => {
  const blind = { driver: 'docker', runtime: 'docker' }
  expect(judgePair({ minikube: 'v1.13.1', kubernetes: 'v1.18.0' }, blind)).toEqual([])
})

const [, dockerBook] = builtIn

test.for([
  ['v1.13.1', 'v1.19.2', on('arm64'), dockerBook?.alternatives ?? [], 'v1.25.2 v1.19.2'],
  ['v1.13.1', 'v1.19.2', on('arm64'), [], 'v1.18.0 v1.19.2'],
  ['v1.38.1', 'v1.23.3', base, [], 'v1.36.0 v1.23.3'],
  ['v1.24.0', 'v1.24.0', base, [], 'v1.26.0 v1.24.0'],
  ['v1.38.1', 'v1.35.1', v1('systemd'), [], 'v1.37.0 v1.34.0'],
  ['v1.10.1', 'v1.18.2', base, [], 'v1.18.0 v1.20.2'],
  ['v1.38.1', 'v1.35.1', on('mips'), [], undefined],
  ['v1.38.1', 'v1.23.3', base, [{ minikube: 'v1.99.0', kubernetes: 'v1.36.0' }], 'v1.36.0 v1.23.3'],
] as const)(
  'nearest to %s with %s: case %#',
  ([minikube, kubernetes, machine, others, expected]) => {
    const found = nearestPair({ minikube, kubernetes }, machine, others)
    expect(found && `${found.minikube} ${found.kubernetes}`).toBe(expected)
  },
)

const machines: readonly PairMachine[] = [
  ...['amd64', 'arm64', 'arm', 's390x'].map((arch) => on(arch)),
  on('arm64', 'darwin'),
  on('arm64', 'windows'),
  v1('systemd'),
  v1('cgroupfs'),
  containerd,
  none,
]
const every = <T>(step: number, all: readonly T[]): readonly T[] =>
  all.filter((_, index) => index % step === 0)
const kubernetes = new Set([
  ...every(9, minikubeReleases).flatMap((release) => Object.values(release.kubernetes)),
  'v1.23.9',
])

test('the releases of the catalog stand oldest first', () => {
  const versions = minikubeReleases.map(({ version }) => version)
  expect(versions.length).toBeGreaterThan(50)
  expect(versions).toEqual(versions.toSorted(compareVersions))
})

test('the nearest pair always works, and is the same every time', () => {
  const pairs = every(10, minikubeReleases).flatMap(({ version }) =>
    [...kubernetes].map((wanted) => ({ minikube: version, kubernetes: wanted })),
  )
  const wrong = machines.flatMap((machine) =>
    pairs.filter((pair) => {
      const found = nearestPair(pair, machine, [])
      const again = nearestPair(pair, machine, [])
      const bad = found !== undefined && judgePair(found, machine).length > 0
      const kept = workablePair(pair, machine, []) === pair
      const works = !judgePair(pair, machine).some(isFatal)
      return bad || JSON.stringify(found) !== JSON.stringify(again) || (works && !kept)
    }),
  )
  expect(wrong).toEqual([])
})
