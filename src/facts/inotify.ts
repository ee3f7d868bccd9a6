import { defineFact } from '../model/fact.ts'
import { Unreadable } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'

export interface InotifyLimits {
  readonly instances: number
  readonly watches: number
}

/** The kernel's limits on watching files, per user; undefined off Linux. */
export const inotifyLimits = defineFact({
  id: 'inotify-limits',
  read: async ({ host }): Promise<InotifyLimits | undefined> => {
    if (host.os !== 'linux') return undefined
    const limit = async (name: string): Promise<number> => {
      const path = `/proc/sys/fs/inotify/${name}`
      const text = await host.readText(path)
      if (text === undefined || !/^\d+\s*$/.test(text))
        throw new Unreadable('unparsable', pathValue(path))
      return Number(text)
    }
    const [instances, watches] = await Promise.all([
      limit('max_user_instances'),
      limit('max_user_watches'),
    ])
    return { instances, watches }
  },
})
