import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt, Unreadable } from '../model/unreadable.ts'
import { path } from '../model/value.ts'

export interface Listener {
  readonly port: number
  readonly inode: string
}

const listening = '0A'

/** Listening sockets of /proc/net/tcp or tcp6. Pure. */
export const parseTcp = (text: string): readonly Listener[] =>
  text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
      const port = Number.parseInt(local.split(':')[1] ?? '', 16)
      return state === listening && !Number.isNaN(port) ? [{ port, inode }] : []
    })

/** TCP ports somebody listens on, any address, once each. Linux. */
export const listeners = defineFact({
  id: 'listeners',
  read: async ({ host }): Promise<readonly Listener[]> => {
    const [v4, v6] = await Promise.all([
      host.readText('/proc/net/tcp'),
      host.readText('/proc/net/tcp6'),
    ])
    if (v4 === undefined) throw new Unreadable('unparsable', path('/proc/net/tcp'))
    const all = [...parseTcp(v4), ...parseTcp(v6 ?? '')]
    return [...new Map(all.map((listener) => [listener.port, listener])).values()]
  },
})

const ownsOne = async (
  host: ReadHost,
  pid: string,
  inodes: ReadonlySet<string>,
): Promise<readonly string[]> => {
  const folder = `/proc/${pid}/fd`
  const names = await attempt(host.readdir(folder))
  if (!names.ok) return []
  const links = await Promise.all(
    (names.value ?? []).map((name) => attempt(host.readlink(`${folder}/${name}`))),
  )
  return links.flatMap((link) => {
    const inode = link.ok ? /^socket:\[(\d+)\]$/.exec(link.value ?? '')?.[1] : undefined
    return inode !== undefined && inodes.has(inode) ? [inode] : []
  })
}

/** Names of the processes behind sockets, by inode; those of other users only root may see. */
export const processesBehind = async (
  host: ReadHost,
  inodes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> => {
  const names = await attempt(host.readdir('/proc'))
  const pids = (names.ok ? (names.value ?? []) : []).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const owned = await ownsOne(host, pid, inodes)
      if (owned.length === 0) return []
      const comm = await attempt(host.readText(`/proc/${pid}/comm`))
      const name = (comm.ok ? comm.value : undefined)?.trim() ?? `pid ${pid}`
      return owned.map((inode) => [inode, name] as const)
    }),
  )
  return new Map(found.flat())
}
