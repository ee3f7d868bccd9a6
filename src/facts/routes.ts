import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import { inSubnet, parseAddress, parseSubnet } from '../model/subnet.ts'
import type { Subnet } from '../model/subnet.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command, path } from '../model/value.ts'
import type { Argv } from '../model/value.ts'

export interface Route {
  readonly subnet: Subnet
  /** Interface, as the system names it. */
  readonly device: string
  /** The machine has an address in it; otherwise the network lies behind a gateway or a tunnel. */
  readonly attached: boolean
}

export interface Routes {
  /** IPv4, without loopback and without what leads everywhere (a VPN's two halves of the world included). */
  readonly networks: readonly Route[]
  /** Something leads out of here, IPv4 or IPv6, or may: IPv6 is looked at on Linux alone. */
  readonly out: boolean
}

type Found = Route & { readonly everywhere: boolean }

const hexAddress = (hex: string): string =>
  (hex.match(/../g) ?? [])
    .map((byte) => Number.parseInt(byte, 16))
    .toReversed()
    .join('.')

const bitsOf = (mask: string): number =>
  (parseAddress(mask) ?? 0).toString(2).replaceAll('0', '').length

const toFound = (
  address: string,
  bits: number,
  device: string,
  attached: boolean,
): readonly Found[] => {
  const subnet = parseSubnet(`${address}/${bits}`)
  return subnet === undefined ? [] : [{ subnet, device, attached, everywhere: subnet.bits <= 1 }]
}

/** The machine's own addresses in /proc/net/fib_trie. Pure. */
const localAddresses = (trie: string): readonly string[] =>
  [...trie.matchAll(/\|-- (\S+)\n\s+\/32 host LOCAL/g)].map(([, address = '']) => address)

const up = 0x1
const reject = 0x200

/** /proc/net/route with the addresses of /proc/net/fib_trie. Pure. */
export const parseProcRoutes = (table: string, trie: string): readonly Found[] => {
  const own = localAddresses(trie)
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [device = '', to = '', via = '', flags = '', , , , mask = ''] = line.trim().split(/\s+/)
      const bits = Number.parseInt(flags, 16)
      if (mask === '' || (bits & up) === 0 || (bits & reject) !== 0) return []
      const found = toFound(hexAddress(to), bitsOf(hexAddress(mask)), device, false)
      return found.map((route) => ({
        ...route,
        attached: via === '00000000' && own.some((address) => inSubnet(address, route.subnet)),
      }))
    })
}

/** `netstat -rn -f inet` of macOS, which leaves out trailing zeros: `192.168.1`, `10.8/16`, `default`. Pure. */
export const parseNetstat = (text: string): readonly Found[] =>
  text.split('\n').flatMap((line) => {
    const [to = '', via = '', flags = '', device = ''] = line.trim().split(/\s+/)
    if (!flags.includes('U') || flags.includes('R')) return []
    if (to === 'default') return toFound('0.0.0.0', 0, device, false)
    const [address = '', bits] = to.split('/')
    const parts = address.split('.')
    const whole = [...parts, '0', '0', '0'].slice(0, 4).join('.')
    const guessed = flags.includes('H') ? 32 : parts.length * 8
    return toFound(
      whole,
      bits === undefined ? guessed : Number(bits),
      device,
      via.startsWith('link#'),
    )
  })

/** `route print -4` of Windows, whose headings are translated: a route is a line of four addresses and a number. Pure. */
export const parseRoutePrint = (text: string): readonly Found[] =>
  text.split('\n').flatMap((line) => {
    const [to = '', mask = '', via = '', device = '', metric] = line.trim().split(/\s{2,}/)
    if (parseAddress(to) === undefined || parseAddress(mask) === undefined || metric === undefined)
      return []
    return toFound(to, bitsOf(mask), device, parseAddress(via) === undefined)
  })

const readFile = async ({ host }: FactContext, file: string): Promise<string> => {
  const text = await host.readText(file)
  if (text === undefined) throw new Unreadable('unparsable', path(file))
  return text
}

const ask = async ({ host }: FactContext, argv: Argv): Promise<string> => {
  const { stdout, timedOut } = await host.run(argv, { deadlineMs: deadlines.system })
  if (timedOut) throw new Unreadable('timeout', command(argv))
  return stdout
}

/** A line of /proc/net/ipv6_route that leads everywhere over a real interface. */
const defaultV6 = /^0{32} 00 0{32} 00 .* (?!lo$)\S+$/m

const toRoutes = (found: readonly Found[], v6: boolean): Routes => ({
  networks: found
    .filter(({ everywhere, subnet }) => !everywhere && !inSubnet('127.0.0.1', subnet))
    .map(({ subnet, device, attached }) => ({ subnet, device, attached })),
  out: v6 || found.some(({ everywhere }) => everywhere),
})

/** Where packets go from here; the main table only, so a VPN that uses rules is seen as little as minikube sees it. */
export const routes = defineFact({
  id: 'routes',
  read: async (context): Promise<Routes> => {
    const { os } = context.host
    if (os === 'darwin')
      return toRoutes(parseNetstat(await ask(context, ['netstat', '-rn', '-f', 'inet'])), true)
    if (os === 'win32')
      return toRoutes(parseRoutePrint(await ask(context, ['route', 'print', '-4'])), true)
    const [table, trie, v6] = await Promise.all([
      readFile(context, '/proc/net/route'),
      context.host.readText('/proc/net/fib_trie'),
      context.host.readText('/proc/net/ipv6_route'),
    ])
    return toRoutes(parseProcRoutes(table, trie ?? ''), defaultV6.test(v6 ?? ''))
  },
})
