import { isLoopback as isLoopbackIp, parseIp, parseNetwork } from '../model/ip.ts'

/** Private, link-local and unspecified addresses. Sources: RFC 1918, 6598, 3927, 4193, 4291. */
const privateNetworks = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::/128',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => parseNetwork(text) ?? [])

const bare = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

/** The address cannot leave this machine. Pure. */
export const isLoopback = (url: URL): boolean => {
  const name = bare(url)
  const ip = parseIp(name)
  return ip === undefined ? /^(.*\.)?localhost$/.test(name) : isLoopbackIp(ip)
}

/** By its looks, the host is reached from this network alone: a private address, a name without a domain. Pure. */
export const isPrivate = (url: URL): boolean => {
  const name = bare(url)
  const ip = parseIp(name)
  return (
    isLoopback(url) ||
    (ip === undefined
      ? !name.includes('.') || /\.(local|internal|lan|home\.arpa)$/.test(name)
      : privateNetworks.some((network) => network(ip)))
  )
}

/**
 * Where a redirect leads, or why it must not be followed: out of HTTP, from https to http, from the world into a private network,
 * or with a password in it. Pure.
 */
export const redirectTarget = (from: URL, location: string | undefined): URL | string => {
  if (location === undefined || !URL.canParse(location, from.href)) return 'a redirect to nowhere'
  const to = new URL(location, from.href)
  if (to.protocol !== 'https:' && to.protocol !== 'http:') return `a redirect to ${to.protocol}`
  if (to.protocol === 'http:' && from.protocol === 'https:') return 'a redirect from https to http'
  if (isPrivate(to) && !isPrivate(from)) return 'a redirect into a private network'
  if (to.username !== '' || to.password !== '') return 'a redirect with a password'
  return to
}
