import { defineFact } from '../model/fact.ts'

export interface CgroupEntry {
  /** Version 1 names them; version 2 none. */
  readonly controllers: readonly string[]
  readonly path: string
}

export interface Cgroup {
  /** A hybrid machine, with version 2 for systemd alone, counts as 1, as docker counts it. */
  readonly version: '1' | '2'
  /** Where this process stands, one entry per hierarchy. */
  readonly own: readonly CgroupEntry[]
}

/** The lines of /proc/self/cgroup: `id:controllers:path`. Source: cgroups(7). Pure. */
export const parseOwn = (text: string): readonly CgroupEntry[] =>
  text.split('\n').flatMap((line) => {
    const found = /^\d+:([^:]*):(\/.*)$/.exec(line)
    if (found === null) return []
    const [, names = '', path = '/'] = found
    return [{ controllers: names === '' ? [] : names.split(','), path }]
  })

/** This machine's cgroup version and the places of this process; undefined where there are none (macOS, Windows, WSL 1). */
export const cgroup = defineFact({
  id: 'cgroup',
  read: async ({ host }): Promise<Cgroup | undefined> => {
    if (host.os !== 'linux') return undefined
    const [unified, memory, own] = await Promise.all([
      host.stat('/sys/fs/cgroup/cgroup.controllers'),
      host.stat('/sys/fs/cgroup/memory'),
      host.readText('/proc/self/cgroup'),
    ])
    if (unified === undefined && memory === undefined) return undefined
    return { version: unified === undefined ? '1' : '2', own: parseOwn(own ?? '') }
  },
})
