import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { Connection } from '../model/host.ts'
import { isLoopback, parseIp } from '../model/ip.ts'
import { parseProxy, proxyVariable } from '../model/no-proxy.ts'
import { Unreadable } from '../model/unreadable.ts'
import { term } from '../model/value.ts'
import { identity } from './machine.ts'

export interface Proxy {
  readonly variable: 'HTTP_PROXY' | 'HTTPS_PROXY'
  /** Scheme, host and port alone: never the name and the password before them. */
  readonly url: string
  readonly host: string
  readonly port: number
  /** It listens on this machine. */
  readonly local: boolean
}

export interface ProxySettings {
  readonly proxies: readonly Proxy[]
  readonly noProxy: string
}

const defaultPorts: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'socks5:': 1080,
  'socks5h:': 1080,
}

const toProxy = (variable: Proxy['variable'], value: string | undefined): readonly Proxy[] => {
  const url = value === undefined ? undefined : parseProxy(value)
  if (url === undefined) return []
  const { protocol, hostname } = url
  const port = url.port === '' ? (defaultPorts[protocol] ?? 80) : Number(url.port)
  const host = hostname.replace(/^\[|\]$/g, '')
  const ip = parseIp(host)
  return [
    {
      variable,
      url: `${protocol}//${hostname}:${port}`,
      host,
      port,
      local: host === 'localhost' || (ip !== undefined && isLoopback(ip)),
    },
  ]
}

/** The proxy variables in either spelling; undefined when none is set. Under sudo their absence proves nothing. */
export const proxySettings = defineFact({
  id: 'proxy',
  read: async ({ host: { env }, get }): Promise<ProxySettings | undefined> => {
    const proxies = (['HTTPS_PROXY', 'HTTP_PROXY'] as const).flatMap((name) =>
      toProxy(name, proxyVariable(env, name)),
    )
    if (proxies.length > 0) return { proxies, noProxy: proxyVariable(env, 'NO_PROXY') ?? '' }
    if ((await get(identity)).sudo) throw new Unreadable('stripped', term('HTTPS_PROXY'))
    return undefined
  },
})

/** Whether each proxy takes a connection, by its URL; empty when no request may leave the machine. */
export const proxyConnections = defineFact({
  id: 'proxy-connections',
  waitsFor: 'proxy',
  read: async ({ host, request, get }): Promise<Readonly<Record<string, Connection>>> => {
    const settings = await get(proxySettings)
    const asked = new Map((settings?.proxies ?? []).map((proxy) => [proxy.url, proxy]))
    const all = await Promise.all(
      [...asked.values()]
        .filter(({ local }) => local || !request.offline)
        .map(
          async (proxy) =>
            [
              proxy.url,
              await host.connect(proxy.host, proxy.port, { deadlineMs: deadlines.connect }),
            ] as const,
        ),
    )
    return Object.fromEntries(all)
  },
})
