import { expect, test } from 'vitest'
import { parseOwn } from '../../src/facts/cgroup.ts'
import { limits, parseCpuset, parseMemory, parseQuota, upwards } from '../../src/facts/limits.ts'
import { readFact } from '../support/read-fact.ts'

const GiB = 1024 ** 3

test.for<[string | undefined, number | undefined]>([
  ['1073741824\n', GiB],
  ['max\n', undefined],
  ['9223372036854771712\n', undefined],
  ['9223372036854710272\n', undefined],
  ['0\n', 0],
  ['', undefined],
  [undefined, undefined],
])('memory limit %j', ([text, expected]) => {
  expect(parseMemory(text)).toBe(expected)
})

test.for<[string | undefined, string | undefined, number | undefined]>([
  ['200000', '100000', 2],
  ['50000', '100000', 0.5],
  ['100000\n', '100000\n', 1],
  ['max', '100000', undefined],
  ['-1\n', '100000\n', undefined],
  ['0', '100000', undefined],
  [undefined, undefined, undefined],
  ['150000', undefined, undefined],
])('quota %j per %j', ([quota, period, expected]) => {
  expect(parseQuota(quota, period)).toBe(expected)
})

test.for<[string | undefined, number | undefined]>([
  ['0-3,8\n', 5],
  ['0\n', 1],
  ['0-7', 8],
  ['2,4,6', 3],
  ['0-1,4-5,63', 5],
  ['\n', undefined],
  [undefined, undefined],
])('cpuset %j', ([text, expected]) => {
  expect(parseCpuset(text)).toBe(expected)
})

test.for<[string, readonly string[]]>([
  ['/', ['/c']],
  ['/a/b', ['/c/a/b', '/c/a', '/c']],
  ['/../../outside', ['/c']],
])('upwards from %s', ([path, expected]) => {
  expect(upwards('/c', path)).toEqual(expected)
})

test('a path may hold colons', () => {
  expect(parseOwn('4:cpu,cpuacct:/docker/a:b\n0::/x\nrubbish\n')).toEqual([
    { controllers: ['cpu', 'cpuacct'], path: '/docker/a:b' },
    { controllers: [], path: '/x' },
  ])
})

const at = '/sys/fs/cgroup'
const v2 = { [`${at}/cgroup.controllers`]: 'cpu memory\n' }
const v1 = {
  [`${at}/memory/memory.limit_in_bytes`]: '9223372036854771712\n',
  [`${at}/cpu/cpu.cfs_quota_us`]: '-1\n',
  [`${at}/cpu/cpu.cfs_period_us`]: '100000\n',
}

const cases: readonly (readonly [
  string,
  Readonly<Record<string, string>>,
  { readonly cpus?: number; readonly memory?: number },
])[] = [
  ['no cgroup at all', {}, {}],
  ['v2 without limits', { ...v2, '/proc/self/cgroup': '0::/\n' }, {}],
  [
    'v2, a container seen from inside',
    {
      ...v2,
      '/proc/self/cgroup': '0::/\n',
      [`${at}/cpu.max`]: '100000 100000\n',
      [`${at}/memory.max`]: `${GiB}\n`,
    },
    { cpus: 1, memory: GiB },
  ],
  [
    'v2 nested: the smallest of all levels',
    {
      ...v2,
      '/proc/self/cgroup': '0::/a/b/c\n',
      [`${at}/a/cpu.max`]: '150000 100000\n',
      [`${at}/a/memory.max`]: `${4 * GiB}\n`,
      [`${at}/a/b/cpu.max`]: 'max 100000\n',
      [`${at}/a/b/memory.max`]: `${2 * GiB}\n`,
      [`${at}/a/b/c/cpu.max`]: '400000 100000\n',
      [`${at}/a/b/c/memory.max`]: 'max\n',
    },
    { cpus: 1.5, memory: 2 * GiB },
  ],
  [
    'v2: a set of CPUs smaller than the quota',
    {
      ...v2,
      '/proc/self/cgroup': '0::/a\n',
      [`${at}/a/cpu.max`]: '800000 100000\n',
      [`${at}/a/cpuset.cpus.effective`]: '0-3,8\n',
    },
    { cpus: 5 },
  ],
  [
    'v2: a quota below one CPU',
    { ...v2, '/proc/self/cgroup': '0::/a\n', [`${at}/a/cpu.max`]: '50000 100000\n' },
    { cpus: 0.5 },
  ],
  [
    'v2: the path is the outside one and does not exist here',
    {
      ...v2,
      '/proc/self/cgroup': '0::/system.slice/docker-4f8a.scope\n',
      [`${at}/memory.max`]: `${GiB}\n`,
    },
    { memory: GiB },
  ],
  ['v1 without limits', { ...v1, '/proc/self/cgroup': '4:memory:/\n1:cpu:/\n' }, {}],
  [
    'v1 nested, one controller a hierarchy',
    {
      ...v1,
      '/proc/self/cgroup': '4:memory:/a/b\n3:cpuset:/a\n1:cpu:/a\n0::/\n',
      [`${at}/memory/a/memory.limit_in_bytes`]: `${2 * GiB}\n`,
      [`${at}/memory/a/b/memory.limit_in_bytes`]: '9223372036854771712\n',
      [`${at}/cpu/a/cpu.cfs_quota_us`]: '250000\n',
      [`${at}/cpu/a/cpu.cfs_period_us`]: '100000\n',
      [`${at}/cpuset/a/cpuset.cpus`]: '0-3\n',
    },
    { cpus: 2.5, memory: 2 * GiB },
  ],
  [
    'v1, controllers together and no links',
    {
      '/proc/self/cgroup': '5:cpu,cpuacct:/docker/4f8a\n4:memory:/docker/4f8a\n',
      [`${at}/memory/memory.limit_in_bytes`]: `${GiB}\n`,
      [`${at}/cpu,cpuacct/cpu.cfs_quota_us`]: '100000\n',
      [`${at}/cpu,cpuacct/cpu.cfs_period_us`]: '100000\n',
    },
    { cpus: 1, memory: GiB },
  ],
  [
    'hybrid: v1 limits, v2 for systemd alone',
    {
      ...v1,
      '/proc/self/cgroup': '4:memory:/job\n1:name=systemd:/job\n0::/job\n',
      [`${at}/unified/cgroup.controllers`]: '\n',
      [`${at}/unified/job/memory.max`]: 'max\n',
      [`${at}/memory/job/memory.limit_in_bytes`]: `${GiB}\n`,
    },
    { memory: GiB },
  ],
]

test.for(cases)('%s', async ([, files, expected]) => {
  expect(await readFact(limits, { files })).toEqual({
    cpus: undefined,
    memory: undefined,
    ...expected,
  })
})
