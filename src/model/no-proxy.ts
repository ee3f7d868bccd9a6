import { inSubnet, parseSubnet } from './subnet.ts'

const withoutPort = (entry: string): string => entry.replace(/:\d+$/, '')

const matches = (name: string, raw: string): boolean => {
  const entry = withoutPort(raw.trim().toLowerCase())
  if (entry === '') return false
  if (entry === '*') return true
  const subnet = parseSubnet(entry)
  if (subnet !== undefined) return inSubnet(name, subnet)
  const suffix = entry.startsWith('*.') ? entry.slice(1) : entry
  return suffix.startsWith('.')
    ? name.endsWith(suffix)
    : name === suffix || name.endsWith(`.${suffix}`)
}

/**
 * Whether a host is exempt from the proxy, decided as Go programs (docker, kubelet, kubectl, minikube) decide: names match
 * whole or as suffixes, IPv4 addresses also by CIDR, loopback always. Source: golang.org/x/net/http/httpproxy.
 */
export const isExempt = (name: string, noProxy: string): boolean => {
  const bare = name.toLowerCase().replace(/^\[|\]$/g, '')
  if (bare === 'localhost' || bare === '::1' || bare.startsWith('127.')) return true
  return noProxy.split(',').some((entry) => matches(bare, entry))
}

/** Both spellings of a proxy variable; an empty lower-case one does not hide the other. */
export const proxyVariable = (
  env: Readonly<Record<string, string | undefined>>,
  name: 'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY',
): string | undefined =>
  [env[name.toLowerCase()], env[name]].find((value) => value !== undefined && value !== '')

/** The proxy a URL goes through, if any. */
export const proxyFor = (
  url: URL,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined => {
  const proxy = proxyVariable(env, url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY')
  if (proxy === undefined || isExempt(url.hostname, proxyVariable(env, 'NO_PROXY') ?? ''))
    return undefined
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`
}
