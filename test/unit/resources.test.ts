import { expect, test } from 'vitest'
import { hostVirtualization } from '../../src/checks/host/virtualization.ts'
import { resourcesMemory } from '../../src/checks/resources/memory.ts'
import { tightest } from '../../src/facts/capacity.ts'
import { diskPlaces } from '../../src/facts/disk-places.ts'
import { defaultMemory, memoryNeeds } from '../../src/facts/memory-request.ts'
import type { Profile } from '../../src/model/profile.ts'
import { diagnoseMachine, requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import { readFact } from '../support/read-fact.ts'

test.for<[string, Parameters<typeof defaultMemory>[1], number]>([
  ['v1.25.2', { machine: 15_854, docker: 15_854, nodes: 1 }, 3900],
  ['v1.25.2', { machine: 4000, docker: 4000, nodes: 1 }, 2200],
  ['v1.25.2', { machine: 1987, docker: 1987, nodes: 1 }, 1987],
  ['v1.25.2', { machine: 16_384, docker: 1987, nodes: 1 }, 1987],
  ['v1.25.2', { machine: 65_536, docker: 8000, nodes: 1 }, 7952],
  ['v1.25.2', { machine: 65_536, docker: 65_536, nodes: 1 }, 16_300],
  ['v1.25.2', { machine: 65_536, docker: undefined, nodes: 1 }, 6000],
  ['v1.25.2', { machine: 16_384, docker: 16_384, nodes: 3 }, 2200],
  ['v1.37.0', { machine: 8000, docker: 8000, nodes: 1 }, 3072],
  ['v1.38.1', { machine: 65_536, docker: undefined, nodes: 1 }, 6144],
])('default memory of %s on %j', ([minikube, total, expected]) => {
  expect(defaultMemory(minikube, total)).toBe(expected)
})

test.for<[string, number]>([
  ['v1.13.1', 953],
  ['v1.25.2', 1800],
  ['v9.9.9', 1800],
])('floor of %s', ([minikube, usable]) => {
  expect(memoryNeeds(minikube).usable).toBe(usable)
})

test('the smallest bound wins, the first of equals is named', () => {
  const docker = { by: 'docker', value: 4 } as const
  expect(tightest([docker, undefined, { by: 'cgroup', value: 4 }])).toBe(docker)
  expect(tightest([docker, { by: 'cgroup', value: 1.5 }]).by).toBe('cgroup')
})

const memory = (available: number) =>
  resourcesMemory.inspect(
    {
      capacity: {
        cpus: { by: 'docker', value: 4 },
        memory: { by: 'docker', value: available },
        where: 'machine',
        docker: { cpus: 4, memory: available },
        unsure: [],
      },
      inventory: {
        nodeArch: 'x64',
        machineArch: 'x86_64',
        kernelRelease: '',
        cpus: 4,
        cpuModel: '',
        totalMemory: available,
        availableMemory: available,
      },
    },
    requestFor({}),
  )

test.for<[string, number, readonly string[]]>([
  ['sold with 8 GB', 7_979_106_304, []],
  ['sold with 4 GB', 3_978_579_968, ['tight']],
  ['below the floor', 1_857_028_096, ['too-little']],
])('a machine %s', ([, available, expected]) => {
  const found = memory(available)
  expect(
    'skipped' in found ? found : found.map((item) => ('code' in item ? item.code : item)),
  ).toEqual(expected)
})

test('a limit that minikube does not see becomes a flag of the start', async () => {
  const { start } = await diagnoseMachine(readMachine('docker-in-docker'))
  expect(start.argv).toContain('--memory=2457mb')
})

test.for<[Profile['driver'], boolean | undefined, boolean, readonly string[]]>([
  ['virtualbox', true, false, []],
  ['virtualbox', false, false, ['no-cpu-support']],
  ['kvm2', true, true, []],
  ['kvm2', true, false, ['no-kvm']],
  ['kvm2', undefined, true, []],
  ['qemu2', false, false, ['no-cpu-support']],
])('%s with VT-x %s and /dev/kvm %s', ([driver, virtualization, kvm, expected]) => {
  const found = hostVirtualization.inspect(
    { os: 'linux', cpu: { family: 'x86', rosetta: false, virtualization }, kvm },
    requestFor({ course: { driver } }),
  )
  expect(
    'skipped' in found ? found : found.map((item) => ('code' in item ? item.code : item)),
  ).toEqual(expected)
})

test('other drivers need no virtualisation', () => {
  expect(hostVirtualization.skip?.(requestFor({}))).toBe('other-driver')
})

const disk = { freeBytes: 90e9, totalBytes: 200e9, freeInodes: 9e6, totalInodes: 12e6 }

test.for<[string, Parameters<typeof readFact>[1], readonly [string, boolean][]]>([
  ['no docker', { files: { '/home': {} } }, [['/home/jane/.minikube', true]]],
  [
    'a stopped engine whose data may be what is full',
    {
      files: { '/var/lib/docker': { kind: 'directory' } },
      fileSystems: { '/': disk, '/home': { ...disk, totalBytes: 4e9 } },
    },
    [
      ['/var/lib/docker', true],
      ['/home/jane/.minikube', true],
    ],
  ],
  [
    'one disk for both',
    { files: { '/var/lib/docker': { kind: 'directory' } } },
    [['/var/lib/docker', true]],
  ],
  [
    'a file system that does not tell its size',
    { fileSystems: { '/': { ...disk, freeBytes: 0, totalBytes: 0 } } },
    [['/home/jane/.minikube', false]],
  ],
])('room with %s', async ([, { files = {}, ...machine }, expected]) => {
  const places = await readFact(diskPlaces, {
    fileSystems: { '/': disk },
    ...machine,
    files: { ...files, '/home/jane': { kind: 'directory' } },
  })
  expect(places.map(({ path, space }) => [path, space.ok])).toEqual(expected)
})
