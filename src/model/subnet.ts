import { parseIp } from './ip.ts'

/** An IPv4 network: its first address as an unsigned number and the length of its prefix. */
export interface Subnet {
  readonly first: number
  readonly bits: number
}

/** Four decimal parts to an unsigned number; undefined when it is no IPv4 address. Pure. */
export const parseAddress = (text: string): number | undefined => {
  const ip = text.includes(':') ? undefined : parseIp(text)
  return ip === undefined ? undefined : Number(ip.value)
}

const sizeOf = (bits: number): number => 2 ** (32 - bits)

/** `a.b.c.d/n`, or one address alone; undefined when it is neither. Host bits are cut off. Pure. */
export const parseSubnet = (text: string): Subnet | undefined => {
  const [addressText = '', bitsText = '32', ...rest] = text.split('/')
  const address = parseAddress(addressText)
  const bits = /^\d{1,2}$/.test(bitsText) ? Number(bitsText) : 33
  if (address === undefined || bits > 32 || rest.length > 0) return undefined
  return { first: address - (address % sizeOf(bits)), bits }
}

/** Whether two networks share an address. Pure. */
export const overlap = (a: Subnet, b: Subnet): boolean =>
  a.first < b.first + sizeOf(b.bits) && b.first < a.first + sizeOf(a.bits)

/** Whether `inner` lies wholly in `outer`. Pure. */
export const contains = (outer: Subnet, inner: Subnet): boolean =>
  outer.bits <= inner.bits && overlap(outer, inner)

/** Whether an address in text form lies in a network. Pure. */
export const inSubnet = (text: string, subnet: Subnet): boolean => {
  const address = parseAddress(text)
  return address !== undefined && overlap({ first: address, bits: 32 }, subnet)
}

/** The n-th address of a network, its own being the 0th. Pure. */
export const addressIn = ({ first }: Subnet, nth: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor((first + nth) / 2 ** shift) % 256).join('.')

/** `a.b.c.d/n`. Pure. */
export const formatSubnet = (subnet: Subnet): string => `${addressIn(subnet, 0)}/${subnet.bits}`
