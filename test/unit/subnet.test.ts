import { expect, test } from 'vitest'
import { nodeSubnet, spareSubnet } from '../../src/facts/node-subnet.ts'
import type { Route } from '../../src/facts/routes.ts'
import { parseIp } from '../../src/model/ip.ts'
import {
  addressIn,
  contains,
  formatSubnet,
  inSubnet,
  overlap,
  parseSubnet,
} from '../../src/model/subnet.ts'
import type { Subnet } from '../../src/model/subnet.ts'

const subnet = (text: string): Subnet => {
  const parsed = parseSubnet(text)
  if (parsed === undefined) throw new TypeError(text)
  return parsed
}

test.for([
  ['10.96.0.0/12', '10.96.0.0/12'],
  ['10.111.1.2/12', '10.96.0.0/12'],
  ['255.255.255.255', '255.255.255.255/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['10.0.0.0/33', undefined],
  ['10.0.0/8', undefined],
  ['10.0.0.256', undefined],
  ['10.0.0.01', undefined],
  ['10.0.0.0/8/8', undefined],
  ['::1/128', undefined],
  ['', undefined],
] as const)('%s is the network %s', ([text, expected]) => {
  const parsed = parseSubnet(text)
  expect(parsed === undefined ? undefined : formatSubnet(parsed)).toBe(expected)
})

test.for([
  ['192.168.49.0/24', '192.168.0.0/16', true, false],
  ['192.168.0.0/16', '192.168.49.0/24', true, true],
  ['10.96.0.0/12', '10.112.0.0/16', false, false],
  ['0.0.0.0/0', '10.0.0.0/8', true, true],
  ['255.0.0.0/8', '255.255.255.255/32', true, true],
  ['10.0.0.0/25', '10.0.0.128/25', false, false],
] as const)('%s and %s overlap: %s, the first contains the second: %s', ([a, b, both, whole]) => {
  expect([overlap(subnet(a), subnet(b)), contains(subnet(a), subnet(b))]).toEqual([both, whole])
})

test('addresses within a network', () => {
  expect(addressIn(subnet('192.168.49.0/24'), 2)).toBe('192.168.49.2')
  expect(inSubnet('192.168.49.2', subnet('192.168.49.0/24'))).toBe(true)
  expect(inSubnet('name', subnet('0.0.0.0/0'))).toBe(false)
})

test.for([
  ['::', 6, 0n],
  ['::1', 6, 1n],
  ['1::', 6, 1n << 112n],
  ['2001:db8::ffff', 6, 0x20010db800000000000000000000ffffn],
  ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
  ['::ffff:1.2.3.4', 4, 0x01020304n],
  ['1.2.3.4', 4, 0x01020304n],
  ['1:2:3:4:5:6:7', undefined, undefined],
  ['1:2:3:4:5:6:7:8:9', undefined, undefined],
  ['1::2::3', undefined, undefined],
  ['12345::', undefined, undefined],
  [':::', undefined, undefined],
  ['fe80::1%eth0', undefined, undefined],
  ['example.com', undefined, undefined],
  ['', undefined, undefined],
] as const)('%s is an address of family %s', ([text, family, value]) => {
  const ip = parseIp(text)
  expect([ip?.family, ip?.value]).toEqual([family, value])
})

const attached = (text: string): Route => ({ subnet: subnet(text), device: 'eth0', attached: true })
const routed = (text: string): Route => ({ ...attached(text), device: 'tun0', attached: false })

/** What pkg/network/network.go `FreeSubnet` of each release comes to. */
test.for([
  ['v1.25.2', [], '192.168.49.0/24'],
  ['v1.25.2', ['192.168.49.0/24'], '192.168.58.0/24'],
  ['v1.18.1', ['192.168.49.0/24'], '192.168.59.0/24'],
  ['v1.25.2', ['192.168.49.0/24', '192.168.58.0/24'], '192.168.67.0/24'],
  ['v1.25.2', ['192.168.48.0/23'], '192.168.57.0/24'],
  // Inside a /20 older releases run in circles: 49 → 48 + 9 = 57 → 48 …
  ['v1.28.0', ['192.168.48.0/20'], 'none'],
  ['v1.29.0', ['192.168.48.0/20'], '192.168.67.0/24'],
  ['v1.25.2', ['192.168.0.0/16'], 'none'],
  ['v1.38.1', ['192.168.0.0/16'], 'none'],
  ['v1.17.1', ['192.168.49.0/24'], '192.168.49.0/24'],
  ['v1.13.1', ['192.168.49.0/24'], undefined],
] as const)('%s beside %s takes %s', ([version, networks, expected]) => {
  const found = nodeSubnet(version, networks.map(attached))
  expect(found?.kind === 'chosen' ? formatSubnet(found.subnet) : found?.kind).toBe(expected)
})

test('a route without an address of ours does not count', () => {
  expect(nodeSubnet('v1.25.2', [routed('192.168.49.0/24')])).toEqual({
    kind: 'chosen',
    subnet: subnet('192.168.49.0/24'),
  })
})

test.for([
  [[], '10.200.49.0/24'],
  [['10.0.0.0/8'], '172.28.49.0/24'],
  [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], '10.200.49.0/24'],
  [['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '10.200.49.0/25'], '172.28.49.0/24'],
] as const)('beside %s the spare network is %s', ([networks, expected]) => {
  expect(spareSubnet(networks.map(routed))).toBe(expected)
})
