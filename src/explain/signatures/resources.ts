import { asUser } from '../../model/step.ts'
import type { Signature } from '../signature.ts'

/** CPUs, memory, disk. Sources: minikube-behaviour d; pitfalls RES-1 to RES-3; translations/zh-CN.json of v1.38; moby. */
export const resourcesSignatures = [
  {
    code: 'resources/cpu/too-few',
    near: ['cpu'],
    pattern:
      /has less than 2 CPUs|Requested cpu count \d+ is (?:less than the minimum|greater than the available)|Range of CPUs is from|number of available CPUs \d+ is less than the required|可用的? ?CPU ?(?:少于 2|数量不足 2)|请求的 CPU 数量 \d+ +(?:小于允许|大于可用)/i,
  },
  {
    code: 'resources/memory/too-little',
    near: ['less than the required', 'system ram', 'guest memory'],
    pattern:
      /MiB available, less than the required|system RAM \(\d+ MB\) is less than the minimum|cannot set up guest memory/i,
  },
  {
    code: 'log/memory-request',
    near: ['usable minimum', '小于可用的最低'],
    pattern: /less than the usable minimum|小于可用的最低/i,
    beside: 'resources/memory',
    cause: 'size',
  },
  {
    code: 'resources/memory/default-too-big',
    near: [
      'memory but you specified',
      'more than your system limit',
      '但您指定了',
      '超过了系统限制',
    ],
    pattern:
      /memory but you specified|is more than your system limit|内存可用，但您指定了|超过了系统限制/i,
    severity: 'error',
  },
  {
    code: 'resources/memory/tight',
    near: ['recommended minimum', 'system overhead', 'may encounter application', '推荐的最小值'],
    pattern:
      /less than the recommended minimum|does not leave room for system overhead|you may encounter application deployment failures|小于推荐的最小值/i,
  },
  {
    code: 'resources/disk/full',
    near: [
      'no space left on device',
      'out of disk space',
      '设备上没有空间',
      '磁盘空间已满',
      'diskpressure',
    ],
    pattern:
      /no space left on device|is out of disk space|设备上没有空间|磁盘空间已满|(?:had taint|untolerated taint) .{0,40}disk-?pressure/i,
    commands: [asUser('docker', 'system', 'df')],
  },
  {
    code: 'resources/disk/tight',
    near: ['nearly out of disk space', '磁盘空间即将耗尽'],
    pattern: /is nearly out of disk space|磁盘空间即将耗尽/i,
  },
] as const satisfies readonly Signature[]
