import { expect, test } from 'vitest'
import { supportedUntil } from '../../src/catalog/distributions.ts'
import { containerKind } from '../../src/facts/container.ts'
import type { ContainerKind, Traces } from '../../src/facts/container.ts'
import { cpuArch, goArch } from '../../src/facts/cpu.ts'
import { parseCpuInfo } from '../../src/facts/cpu-info.ts'
import { parentOf } from '../../src/facts/disk-places.ts'
import { elfBits } from '../../src/facts/userland.ts'
import { wslVersion } from '../../src/facts/wsl.ts'
import { readFact } from '../support/read-fact.ts'

const id = 'c0ffee'.repeat(11).slice(0, 64)
const none: Traces = {
  containerenv: false,
  dockerenv: false,
  mountinfo: '27 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw\n',
  systemd: undefined,
  environment: undefined,
  cgroup: '0::/\n',
}

test.for<[string, Partial<Traces>, ContainerKind]>([
  ['a laptop', {}, 'none'],
  ['podman', { containerenv: true, systemd: 'podman' }, 'podman'],
  [
    'docker',
    {
      dockerenv: true,
      mountinfo: `502 480 259:2 /var/lib/docker/containers/${id}/hostname /etc/hostname rw - ext4 /dev/a rw\n`,
    },
    'docker',
  ],
  [
    'docker with its data elsewhere',
    { mountinfo: `502 480 8:1 /data/containers/${id}/hosts /etc/hosts rw - ext4 /dev/a rw\n` },
    'docker',
  ],
  ['a virtual machine made from an image', { dockerenv: true }, 'none'],
  ['docker that hides its mounts', { dockerenv: true, mountinfo: undefined }, 'docker'],
  ['docker by cgroup v1', { cgroup: `4:memory:/docker/${id}\n` }, 'docker'],
  [
    'a pod',
    { mountinfo: '9 8 8:1 /var/lib/kubelet/pods/1f/etc-hosts /etc/hosts rw - ext4 /dev/a rw\n' },
    'other',
  ],
  ['LXC told by systemd', { systemd: 'lxc\n' }, 'lxc'],
  ['LXC told by process 1', { environment: 'a=b\0container=lxc\0' }, 'lxc'],
  ['LXC by cgroup v1', { cgroup: '4:memory:/lxc/web\n' }, 'lxc'],
  ['WSL', { systemd: 'wsl' }, 'none'],
  ['nspawn', { systemd: 'systemd-nspawn' }, 'other'],
])('%s', ([, traces, expected]) => {
  expect(containerKind({ ...none, ...traces })).toBe(expected)
})

test.for<[string, 1 | 2 | undefined]>([
  ['5.15.167.4-microsoft-standard-WSL2', 2],
  ['4.19.43-microsoft-standard', 2],
  ['4.4.0-19041-Microsoft', 1],
  ['6.5.0-41-generic', undefined],
])('kernel %s', ([release, expected]) => {
  expect(wslVersion(release)).toBe(expected)
})

test.for<[string, string]>([
  ['x86_64', 'amd64'],
  ['AMD64', 'amd64'],
  ['aarch64', 'arm64'],
  ['arm64', 'arm64'],
  ['armv7l', 'arm'],
  ['armv8l', 'arm64'],
  ['i686', '386'],
  ['ppc64le', 'ppc64le'],
  ['s390x', 's390x'],
  ['riscv64', 'riscv64'],
])('uname %s', ([name, expected]) => {
  expect(goArch(name)).toBe(expected)
})

const intel =
  'vendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Core(TM) i7\nflags\t\t: fpu lm vmx\n'
const arm = 'BogoMIPS\t: 48.00\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\n'

test.for<[string, string, ReturnType<typeof parseCpuInfo>]>([
  ['Intel', intel, { family: 'x86', rosetta: false, virtualization: true }],
  ['AMD', 'flags\t\t: fpu lm svm\n', { family: 'x86', rosetta: false, virtualization: true }],
  ['a guest', 'flags\t\t: fpu lm\n', { family: 'x86', rosetta: false, virtualization: false }],
  ['ARM', arm, { family: 'arm', rosetta: false, virtualization: undefined }],
  [
    'IBM Z',
    'features\t: esan3 zarch\n',
    { family: 'other', rosetta: false, virtualization: undefined },
  ],
])('cpuinfo of %s', ([, text, expected]) => {
  expect(parseCpuInfo(text)).toEqual(expected)
})

const sysctl = 'sysctl -n hw.optional.arm64'

test.for<[string, Parameters<typeof readFact>[1], object]>([
  [
    'native',
    { files: { '/proc/cpuinfo': intel } },
    { arch: 'amd64', nodeArch: 'amd64', emulated: false },
  ],
  [
    'qemu-user on ARM',
    { files: { '/proc/cpuinfo': arm } },
    { arch: 'arm64', nodeArch: 'amd64', emulated: true },
  ],
  [
    'qemu-user on Intel',
    { files: { '/proc/cpuinfo': intel }, inventory: { nodeArch: 'arm64', machineArch: 'aarch64' } },
    { arch: 'amd64', nodeArch: 'arm64', emulated: true },
  ],
  [
    'Rosetta in a Linux machine',
    { files: { '/proc/cpuinfo': intel.replace('Intel(R) Core(TM) i7', 'VirtualApple @ 2.50GHz') } },
    { arch: 'arm64', nodeArch: 'amd64', emulated: true },
  ],
  [
    'a 32-bit Node is no emulation',
    { files: { '/proc/cpuinfo': arm }, inventory: { nodeArch: 'arm', machineArch: 'aarch64' } },
    { arch: 'arm64', nodeArch: 'arm', emulated: false },
  ],
  [
    'Power',
    { inventory: { nodeArch: 'ppc64', machineArch: 'ppc64le' } },
    { arch: 'ppc64le', nodeArch: 'ppc64le', emulated: false },
  ],
  [
    'a Mac with an M1',
    { os: 'darwin', inventory: { nodeArch: 'arm64', machineArch: 'arm64' } },
    { arch: 'arm64', nodeArch: 'arm64', emulated: false },
  ],
  [
    'Rosetta',
    { os: 'darwin', runs: { [sysctl]: { stdout: '1\n' } } },
    { arch: 'arm64', nodeArch: 'amd64', emulated: true },
  ],
  [
    'a Mac with Intel',
    {
      os: 'darwin',
      runs: { [sysctl]: { exitCode: 1, stderr: "sysctl: unknown oid 'hw.optional.arm64'\n" } },
    },
    { arch: 'amd64', nodeArch: 'amd64', emulated: false },
  ],
  [
    'Windows on ARM',
    {
      os: 'win32',
      env: { PROCESSOR_IDENTIFIER: 'ARMv8 (64-bit) Family 8 Model 1 Revision 201, Qualcomm' },
    },
    { arch: 'arm64', nodeArch: 'amd64', emulated: true },
  ],
])('CPU of %s', async ([, machine, expected]) => {
  expect(await readFact(cpuArch, machine)).toEqual(expected)
})

test.for<[string, readonly number[], 32 | 64 | undefined]>([
  ['64 bits', [0x7f, 0x45, 0x4c, 0x46, 2], 64],
  ['32 bits', [0x7f, 0x45, 0x4c, 0x46, 1], 32],
  ['a script', [0x23, 0x21, 0x2f, 0x62, 0x69], undefined],
  ['nothing', [], undefined],
])('ELF of %s', ([, head, expected]) => {
  expect(elfBits(Uint8Array.from(head))).toBe(expected)
})

test.for<[string, string | undefined]>([
  ['/home/jane/.minikube', '/home/jane'],
  ['/home', '/'],
  ['/', '/'],
  [String.raw`C:\Users\jane/.minikube`, String.raw`C:\Users\jane`],
  [String.raw`C:\Users`, 'C:\\'],
])('above %s', ([path, expected]) => {
  expect(parentOf(path)).toBe(expected)
})

test.for<[string, string, string, string | undefined]>([
  ['centos', 'CentOS Linux 7 (Core)', '7', '2024-06-30'],
  ['centos', 'CentOS Linux 8', '8', '2021-12-31'],
  ['centos', 'CentOS Stream 8', '8', '2024-05-31'],
  ['centos', 'CentOS Stream 9', '9', '2027-05-31'],
  ['ubuntu', 'Ubuntu 18.04.6 LTS', '18.04', '2023-05-31'],
  ['rocky', 'Rocky Linux 9.4 (Blue Onyx)', '9.4', '2032-05-31'],
  ['debian', 'Debian GNU/Linux trixie/sid', '', undefined],
  ['arch', 'Arch Linux', '', undefined],
])('%s %s', ([os, name, version, expected]) => {
  expect(supportedUntil({ id: os, name, version })).toBe(expected)
})
