import { parseIp, parseNetwork } from '../model/ip.ts'
import { steers } from '../model/visible.ts'
import { inSubnet, parseSubnet } from '../model/subnet.ts'

/** `1.25.2`, `v1.25.2`, `v1.24.0-beta.0`: all three numbers. */
export const versionPattern = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$/

export const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** What is left of a DNS label, 63 characters (RFC 1123), when minikube has added `-m100` for the hundredth node. */
export const longestCluster = 58

/** Letters, digits and dashes, at least two. Source: kubernetes/minikube pkg/minikube/config/profile.go, `ProfileNameValid`. */
export const clusterPattern = /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/

/** Source: kubernetes/minikube pkg/minikube/config/profile.go, `keywords`. */
const reserved = new Set(
  'start stop status delete config open profile addons cache logs'.split(' '),
)
export const isReservedCluster = (name: string): boolean => reserved.has(name.toLowerCase())

/** One line that cannot move the cursor, colour the terminal or turn the direction of text, and holds nothing invisible. Pure. */
export const isLine = (text: string): boolean => text !== '' && !steers(text)

export const sha256Pattern = /^(sha256:)?[0-9a-fA-F]{64}$/

const imageParts = (): string => {
  const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?'
  const domain = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`
  const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
  const name = `(?:${domain}/)?${component}(?:/${component})*`
  return `${name}(?::\\w[\\w.-]{0,127})?(?:@sha256:[a-f0-9]{64})?`
}

/** An image reference as docker reads it, with digests in sha256 only. Source: distribution/reference regexp.go, `referencePat`. */
export const imagePattern = new RegExp(`^${imageParts()}$`)

/** What an http or https address may look like in a profile; `isMirror` decides the rest. */
export const addressPattern = /^https?:\/\/[^\s"'<>\\^`{|}@?#]+$/

const loopback = ['127.0.0.0/8'].flatMap((text) => parseSubnet(text) ?? [])

/** RFC 1918. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].flatMap(
  (text) => parseSubnet(text) ?? [],
)

/** The address cannot leave this machine. Pure. */
export const isLoopback = ({ hostname }: URL): boolean =>
  hostname === 'localhost' ||
  hostname === '[::1]' ||
  loopback.some((subnet) => inSubnet(hostname, subnet))

/** Networks that an address from outside has no business in: also RFC 6598, and RFC 3927, where clouds answer with credentials. */
const inside =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 ::/127 fc00::/7 fe80::/10'
    .split(' ')
    .flatMap((text) => parseNetwork(text) ?? [])

/** An address of this machine or of a network that is not the internet. Pure. */
export const isInside = (address: string): boolean => {
  const ip = parseIp(address.replace(/^\[|\]$/g, ''))
  return ip !== undefined && inside.some((network) => network(ip))
}

/** Unique local addresses, RFC 4193. */
const isPrivate = (url: URL): boolean =>
  isLoopback(url) ||
  /^\[f[cd]/i.test(url.hostname) ||
  privateNetworks.some((subnet) => inSubnet(url.hostname, subnet))

/** A base address that can be trusted: https, or http that stays in the room. Pure. */
export const isMirror = (text: string): boolean => {
  if (!addressPattern.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  return url.protocol === 'https:' || isPrivate(url)
}
