import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { cgroup } from './cgroup.ts'
import type { Cgroup } from './cgroup.ts'

/** What this process may use at most; undefined where nothing limits it. */
export interface Limits {
  /** CPUs, fractions allowed. */
  readonly cpus: number | undefined
  /** Bytes. */
  readonly memory: number | undefined
}

/** Everything from here up is `none` in version 1: 2^63 rounded down to a page. */
const unlimited = 2 ** 62

/** `1500000`, `max`, or version 1's huge number for none. Pure. */
export const parseMemory = (text: string | undefined): number | undefined => {
  const value = /^\d+$/.test(text?.trim() ?? '') ? Number(text) : undefined
  return value === undefined || value >= unlimited ? undefined : value
}

/** Quota per period in CPUs; `max` and -1 are none. Pure. */
export const parseQuota = (
  quota: string | undefined,
  period: string | undefined,
): number | undefined => {
  const [left, right] = [Number(quota), Number(period)]
  return left > 0 && right > 0 ? left / right : undefined
}

/** How many CPUs a list such as `0-3,8` names; undefined for an empty one. Pure. */
export const parseCpuset = (text: string | undefined): number | undefined => {
  const ranges = [...(text ?? '').matchAll(/(\d+)(?:-(\d+))?/g)]
  if (ranges.length === 0) return undefined
  return ranges.reduce((sum, [, from, to = from]) => sum + Number(to) - Number(from) + 1, 0)
}

/**
 * The folders that can limit a process at `path`, from its own to the root of what is mounted at `base`. In a container the
 * path may be the outside's and not exist here: then only the root does. Pure.
 */
export const upwards = (base: string, path: string): readonly string[] => {
  const parts = path.split('/').filter((part) => part !== '')
  if (parts.includes('..')) return [base]
  return parts
    .map((_, index) => [base, ...parts.slice(0, parts.length - index)].join('/'))
    .concat(base)
}

const smallest = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

const root = '/sys/fs/cgroup'

/** The folders of one controller; version 1 mounts it by its own name or, without the usual links, by all names it shares a hierarchy with. */
const foldersOf = async (
  host: ReadHost,
  { version, own }: Cgroup,
  controller: string,
): Promise<readonly string[]> => {
  if (version === '2')
    return upwards(root, own.find(({ controllers }) => controllers.length === 0)?.path ?? '/')
  const entry = own.find(({ controllers }) => controllers.includes(controller))
  const single = `${root}/${controller}`
  const mounted = (await host.stat(single)) !== undefined
  const base = mounted ? single : `${root}/${entry?.controllers.join(',') ?? controller}`
  return upwards(base, entry?.path ?? '/')
}

/**
 * CPU and memory limits of this process, over all levels of its cgroup. Reading the files gives the same answer on every Node.
 * Source: docker-errors §6 (kubernetes/website cgroups.md, libuv src/unix/linux.c), cgroups(7).
 */
export const limits = defineFact({
  id: 'limits',
  read: async ({ host, get }): Promise<Limits> => {
    const place = await get(cgroup)
    if (place === undefined) return { cpus: undefined, memory: undefined }
    const v2 = place.version === '2'
    const over = async (
      controller: string,
      read: (folder: string) => Promise<number | undefined>,
    ): Promise<number | undefined> =>
      smallest(await Promise.all((await foldersOf(host, place, controller)).map(read)))
    const text = (path: string) => host.readText(path)
    const [memory, quota, set] = await Promise.all([
      over('memory', async (at) =>
        parseMemory(await text(`${at}/${v2 ? 'memory.max' : 'memory.limit_in_bytes'}`)),
      ),
      over('cpu', async (at) => {
        if (!v2)
          return parseQuota(
            await text(`${at}/cpu.cfs_quota_us`),
            await text(`${at}/cpu.cfs_period_us`),
          )
        const [most, period] = (await text(`${at}/cpu.max`))?.trim().split(' ') ?? []
        return parseQuota(most, period)
      }),
      over('cpuset', async (at) =>
        parseCpuset(await text(`${at}/${v2 ? 'cpuset.cpus.effective' : 'cpuset.cpus'}`)),
      ),
    ])
    return { cpus: smallest([quota, set]), memory }
  },
})
