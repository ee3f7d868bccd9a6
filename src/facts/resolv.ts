import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { isLoopback, parseIp } from '../model/ip.ts'
import { attempt } from '../model/unreadable.ts'
import { parseJson } from './json.ts'
import { path } from '../model/value.ts'

export interface Resolv {
  /** Name servers of /etc/resolv.conf. */
  readonly servers: readonly string[]
  /** Those docker hands on to containers. */
  readonly forContainers: readonly string[]
  /** daemon.json names some itself. */
  readonly daemonDns: boolean
}

const stub = '127.0.0.53'
export const daemonFile = '/etc/docker/daemon.json'

/** Pure. */
export const parseNameServers = (text: string): readonly string[] =>
  [...text.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map(([, server = '']) => server)

/** Whether all of them are on this machine. Pure. */
export const onlyLoopback = (servers: readonly string[]): boolean =>
  servers.every((server) => {
    const ip = parseIp(server)
    return ip !== undefined && isLoopback(ip)
  })

const namesDns = async (host: ReadHost): Promise<boolean> => {
  const text = await host.readText(daemonFile)
  const json = parseJson(text ?? '{}', path(daemonFile))
  return typeof json === 'object' && json !== null && 'dns' in json
}

/**
 * Name servers of this machine and of the containers on it: docker reads systemd-resolved's own file where resolv.conf names
 * its stub alone. Source: moby libnetwork/resolvconf `Path`.
 */
export const resolv = defineFact({
  id: 'resolv',
  read: async ({ host }): Promise<Resolv> => {
    const [text, upstream, daemonDns] = await Promise.all([
      host.readText('/etc/resolv.conf'),
      host.readText('/run/systemd/resolve/resolv.conf'),
      attempt(namesDns(host)),
    ])
    const servers = parseNameServers(text ?? '')
    const stubbed = servers.length > 0 && servers.every((server) => server === stub)
    return {
      servers,
      forContainers: stubbed ? parseNameServers(upstream ?? '') : servers,
      daemonDns: daemonDns.ok && daemonDns.value,
    }
  },
})
