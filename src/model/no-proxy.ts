import { isLoopback, parseIp, parseNetwork } from './ip.ts'
import type { Ip } from './ip.ts'

interface Target {
  readonly name: string
  readonly ip: Ip | undefined
  readonly port: string
}

/** `host:port`, `[v6]:port`, or a host alone. */
const splitPort = (entry: string): readonly [host: string, port: string] => {
  const found = /^(?:\[([^\]]*)\]|([^:]*)):(\d*)$/.exec(entry)
  return found === null ? [entry, ''] : [found[1] ?? found[2] ?? '', found[3] ?? '']
}

const matches = ({ name, ip, port }: Target, raw: string): boolean => {
  const entry = raw.trim().toLowerCase()
  if (entry === '*') return true
  const network = parseNetwork(entry)
  if (network !== undefined) return ip !== undefined && network(ip)
  const [host, onlyPort] = splitPort(entry)
  if (host === '' || (onlyPort !== '' && onlyPort !== port)) return false
  const address = parseIp(host)
  if (address !== undefined)
    return ip !== undefined && ip.family === address.family && ip.value === address.value
  const suffix = host.startsWith('*.') ? host.slice(1) : host
  return suffix.startsWith('.')
    ? name.endsWith(suffix)
    : name === suffix || name.endsWith(`.${suffix}`)
}

/**
 * Whether a host is exempt from the proxy, decided as Go programs (docker, kubelet, kubectl, minikube) decide: names match
 * whole or as suffixes, addresses also by CIDR, an entry may name a port, loopback always. Source: golang.org/x/net
 * http/httpproxy/proxy.go, `useProxy` and `init`.
 */
export const isExempt = (host: string, noProxy: string, port = '443'): boolean => {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  const ip = parseIp(name)
  if (name === 'localhost' || (ip !== undefined && isLoopback(ip))) return true
  return noProxy.split(',').some((entry) => matches({ name, ip, port }, entry))
}

type Env = Readonly<Record<string, string | undefined>>

/** The variable's value in the spelling that wins with Go: upper case first, an empty one does not hide the other. */
export const proxyVariable = (
  env: Env,
  name: 'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY',
): string | undefined =>
  [env[name], env[name.toLowerCase()]].find((value) => value !== undefined && value !== '')

/** A proxy variable's value as a URL, `http` assumed; undefined when it is none, which Go treats as no proxy. Pure. */
export const parseProxy = (value: string): URL | undefined => {
  const text = /^(https?|socks5h?):\/\//i.test(value) ? value : `http://${value}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.hostname === '' ? undefined : url
}

/** The proxy a URL goes through, if any. Pure. */
export const proxyFor = (url: URL, env: Env): URL | undefined => {
  const secure = url.protocol === 'https:'
  const value = proxyVariable(env, secure ? 'HTTPS_PROXY' : 'HTTP_PROXY')
  const port = url.port === '' ? (secure ? '443' : '80') : url.port
  if (value === undefined || isExempt(url.hostname, proxyVariable(env, 'NO_PROXY') ?? '', port))
    return undefined
  return parseProxy(value)
}
