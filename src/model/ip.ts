/** An IP address as a number; addresses of the two families never equal each other. */
export interface Ip {
  readonly family: 4 | 6
  readonly value: bigint
}

const mappedPrefix = 0xffffn

const parseV4 = (text: string): bigint | undefined => {
  // No leading zeros: some programs read them as octal, so Go refuses them.
  const parts = text
    .split('.')
    .map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256))
  if (parts.length !== 4 || parts.some((part) => part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
}

const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'))

/** The last group may be written as an IPv4 address. */
const hexadecimal = (text: string): string | undefined => {
  const colon = text.lastIndexOf(':') + 1
  const tail = text.slice(colon)
  if (!tail.includes('.')) return text
  const v4 = parseV4(tail)
  return v4 === undefined
    ? undefined
    : `${text.slice(0, colon)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`
}

const parseV6 = (text: string): bigint | undefined => {
  const halves = hexadecimal(text)?.split('::').map(groups)
  const [head, tail] = halves ?? []
  if (halves === undefined || head === undefined || halves.length > 2) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])]
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n)
}

/** An IPv4 or IPv6 address; an IPv4 address in IPv6 clothes counts as IPv4. Undefined when it is neither. Pure. */
export const parseIp = (text: string): Ip | undefined => {
  const v4 = parseV4(text)
  if (v4 !== undefined) return { family: 4, value: v4 }
  const v6 = parseV6(text)
  if (v6 === undefined) return undefined
  return v6 >> 32n === mappedPrefix
    ? { family: 4, value: v6 & 0xffffffffn }
    : { family: 6, value: v6 }
}

/** `address/bits` as a test for membership; undefined when it is no network. Pure. */
export const parseNetwork = (text: string): ((ip: Ip) => boolean) | undefined => {
  const [addressText = '', bitsText = '', ...rest] = text.split('/')
  const network = parseIp(addressText)
  const width = network?.family === 4 ? 32 : 128
  const bits = /^\d{1,3}$/.test(bitsText) ? Number(bitsText) : 129
  if (network === undefined || bits > width || rest.length > 0) return undefined
  const cut = BigInt(width - bits)
  return ({ family, value }) => family === network.family && value >> cut === network.value >> cut
}

/** 127.0.0.0/8 and ::1. Pure. */
export const isLoopback = ({ family, value }: Ip): boolean =>
  family === 4 ? value >> 24n === 127n : value === 1n
