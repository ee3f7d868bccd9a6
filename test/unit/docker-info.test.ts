import { expect, test } from 'vitest'
import { parseDockerInfo } from '../../src/facts/docker-info.ts'
import type { Output } from '../../src/model/host.ts'
import { Unreadable } from '../../src/model/unreadable.ts'

const output = (stdout: string, more: Partial<Output> = {}): Output => ({
  exitCode: 0,
  stdout,
  stderr: '',
  timedOut: false,
  truncated: false,
  ...more,
})
const answer = (info: unknown): Output => output(`${JSON.stringify(info)}\n`)

const common = {
  NCPU: 4,
  MemTotal: 8_000_000_000,
  DockerRootDir: '/var/lib/docker',
  OperatingSystem: 'Ubuntu 22.04.4 LTS',
  OSType: 'linux',
  Architecture: 'x86_64',
}

test.for([
  [
    '19.03, which knew one cgroup only',
    {
      ...common,
      Driver: 'overlay2',
      CgroupDriver: 'cgroupfs',
      ClusterStore: '',
      SecurityOptions: ['name=apparmor', 'name=seccomp,profile=default'],
    },
    { cgroupVersion: '1', security: ['apparmor', 'seccomp'], forwarding: true },
  ],
  [
    '20.10',
    { ...common, CgroupVersion: '2', IPv4Forwarding: true, BridgeNfIptables: true, Warnings: null },
    { cgroupVersion: '2', warnings: [] },
  ],
  [
    '24, rootless',
    {
      ...common,
      CgroupVersion: '2',
      CgroupDriver: 'none',
      SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns'],
    },
    { security: ['seccomp', 'rootless', 'cgroupns'], cgroupDriver: 'none' },
  ],
  [
    '28, with mirrors',
    {
      ...common,
      CgroupVersion: '2',
      FirewallBackend: { Driver: 'iptables' },
      RegistryConfig: { Mirrors: ['https://m.example/'] },
    },
    { mirrors: ['https://m.example/'] },
  ],
  [
    '29, containerd store',
    {
      ...common,
      CgroupVersion: '2',
      Driver: 'overlayfs',
      DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
      DiscoveredDevices: [],
      NRI: {},
      RegistryConfig: { Mirrors: null },
    },
    {
      storageDriver: 'overlayfs',
      mirrors: [],
      storageStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
    },
  ],
  [
    'Desktop',
    { ...common, OperatingSystem: 'Docker Desktop', RegistryConfig: null, IPv4Forwarding: null },
    { operatingSystem: 'Docker Desktop', mirrors: [], forwarding: true, cpus: 4 },
  ],
] as const)('reads %s', ([, info, expected]) => {
  expect(parseDockerInfo(answer(info))).toMatchObject(expected)
})

test('a warning before the JSON does not hide it', () => {
  expect(parseDockerInfo(output(`WARNING: x\n${JSON.stringify(common)}\n`)).cpus).toBe(4)
})

test.for([
  [
    '23.0 to 28.0 without an engine',
    answer({ NCPU: 0, MemTotal: 0, Driver: '', ServerErrors: ['Cannot connect'] }),
    'unparsable',
  ],
  [
    '28.1 and newer without an engine',
    { ...answer({ NCPU: 0, MemTotal: 0 }), exitCode: 1 },
    'unparsable',
  ],
  [
    '19.03 without an engine',
    answer({ ServerErrors: ['Cannot connect'], ClientInfo: {} }),
    'unparsable',
  ],
  ['no JSON', output(''), 'unparsable'],
  ['no answer', output('', { timedOut: true, exitCode: undefined }), 'timeout'],
] as const)('%s is no answer', ([, said, why]) => {
  expect(() => parseDockerInfo(said)).toThrow(Unreadable)
  expect(() => parseDockerInfo(said)).toThrow(new RegExp(`^${why}`))
})
