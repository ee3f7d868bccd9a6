import { expect, test } from 'vitest'
import { probes } from '../../src/catalog/hosts.ts'
import { parseTcp } from '../../src/facts/listeners.ts'
import { mirrorProbe, skewOf, verdictOf } from '../../src/facts/probes.ts'
import { onlyLoopback, parseNameServers } from '../../src/facts/resolv.ts'
import { parseNetstat, parseProcRoutes, parseRoutePrint } from '../../src/facts/routes.ts'
import type { Answer } from '../../src/model/host.ts'
import { formatSubnet } from '../../src/model/subnet.ts'

const told = (found: ReturnType<typeof parseNetstat>): readonly string[] =>
  found.map(
    ({ subnet, device, attached }) =>
      `${formatSubnet(subnet)} ${device}${attached ? ' attached' : ''}`,
  )

test('/proc/net/route: reversed hex, rejected routes left out, attached where an address is ours', () => {
  const table = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0',
    'wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0',
    'wg0\t0031A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0',
    'tun0\t00000000\t0500080A\t0003\t0\t0\t0\t00000080\t0\t0\t0',
    '*\t0000600A\t00000000\t0201\t0\t0\t0\t0000F0FF\t0\t0\t0',
    'broken',
    '',
  ].join('\n')
  const trie =
    'Local:\n  |-- 192.168.1.0\n     /24 link UNICAST\n  |-- 192.168.1.23\n     /32 host LOCAL\n'
  expect(told(parseProcRoutes(table, trie))).toEqual([
    '0.0.0.0/0 wlan0',
    '192.168.1.0/24 wlan0 attached',
    '192.168.49.0/24 wg0',
    '0.0.0.0/1 tun0',
  ])
})

test('netstat of macOS leaves zeros out', () => {
  const text = `Routing tables

Internet:
Destination        Gateway            Flags               Netif Expire
default            192.168.1.1        UGScg                 en0
10.8/16            10.8.0.5           UGSc                utun4
127                127.0.0.1          UCS                   lo0
127.0.0.1          127.0.0.1          UH                    lo0
169.254            link#6             UCS                   en0      !
192.168.1          link#6             UCS                   en0      !
192.168.1.1/32     link#6             UCS                   en0      !
192.168.1.7        a4:83:e7:1:2:3     UHLWI                 en0   1149
192.168.49.64/26   link#22            UC              bridge100      !
`
  expect(told(parseNetstat(text))).toEqual([
    '0.0.0.0/0 en0',
    '10.8.0.0/16 utun4',
    '127.0.0.0/8 lo0',
    '127.0.0.1/32 lo0',
    '169.254.0.0/16 en0 attached',
    '192.168.1.0/24 en0 attached',
    '192.168.1.1/32 en0 attached',
    '192.168.1.7/32 en0',
    '192.168.49.64/26 bridge100 attached',
  ])
})

test('route print of Windows, in any language', () => {
  const text = `===========================================================================
Schnittstellenliste
 12...a4 83 e7 01 02 03 ......Intel(R) Wi-Fi 6 AX201 160MHz
===========================================================================

IPv4-Routentabelle
===========================================================================
Aktive Routen:
     Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik
          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.23     35
        127.0.0.0        255.0.0.0   Auf Verbindung         127.0.0.1    331
      192.168.1.0    255.255.255.0   Auf Verbindung      192.168.1.23    291
     192.168.49.0    255.255.255.0         10.8.0.5         10.8.0.6     25
===========================================================================
Ständige Routen:
  Keine
`.replaceAll('\n', '\r\n')
  expect(told(parseRoutePrint(text))).toEqual([
    '0.0.0.0/0 192.168.1.23',
    '127.0.0.0/8 127.0.0.1 attached',
    '192.168.1.0/24 192.168.1.23 attached',
    '192.168.49.0/24 10.8.0.6',
  ])
})

test('resolv.conf', () => {
  const text = '# nameserver 1.1.1.1\nnameserver 127.0.0.53\n nameserver\t::1\nsearch nameserver\n'
  expect(parseNameServers(text)).toEqual(['127.0.0.53', '::1'])
})

test.for([
  [['127.0.0.53'], true],
  [['127.0.0.1', '::1'], true],
  [['127.0.0.1', '192.168.1.1'], false],
  [['fe80::1%eth0'], false],
] as const)('%s are only loopback: %s', ([servers, expected]) => {
  expect(onlyLoopback(servers)).toBe(expected)
})

const socket = (local: string, state: string, inode: number): string =>
  `   0: ${local} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000  1000        0 ${inode} 1 0`

test('/proc/net/tcp: who listens', () => {
  const text = ['  sl  …', socket('0100007F:20FB', '0A', 7), socket('00:0016', '01', 8)].join('\n')
  expect(parseTcp(text)).toEqual([{ port: 8443, inode: '7' }])
})

const answer = (
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): Answer => ({ ok: true, status, headers, body, ms: 100 })

test.for([
  ['registry-1.docker.io', answer(401), 'true'],
  ['registry-1.docker.io', answer(200), 'true'],
  ['registry-1.docker.io', answer(429), 'odd'],
  ['registry-1.docker.io', answer(503), 'odd'],
  ['registry-1.docker.io', answer(302, { location: 'https://block.example/' }), 'portal'],
  ['registry-1.docker.io', answer(511), 'portal'],
  ['gcr.io', answer(403), 'true'],
  ['dl.k8s.io', answer(302, { location: 'https://cdn.dl.k8s.io/release/stable.txt' }), 'true'],
  ['dl.k8s.io', answer(302, { location: 'https://notk8s.io/' }), 'portal'],
  ['dl.k8s.io', answer(302), 'portal'],
  ['github.com', answer(302, { location: 'https://github.com/a' }), 'true'],
  ['www.msftconnecttest.com', answer(200, {}, 'Microsoft Connect Test'), 'true'],
  ['www.msftconnecttest.com', answer(200, {}, '<html>Welcome</html>'), 'portal'],
  ['www.msftconnecttest.com', answer(302, { location: 'http://10.0.0.1/login' }), 'portal'],
  ['gcr.io', { ok: false, fault: 'timeout', detail: '', ms: 2500 }, 'timeout'],
] as const)('%s says %j: %s', ([name, said, expected]) => {
  const probe = probes.find(({ host }) => host === name)
  expect(probe === undefined ? undefined : verdictOf(probe, said)).toBe(expected)
})

test.for([
  [answer(200, { 'content-type': 'application/json' }, '{}'), 'true'],
  [answer(401), 'true'],
  [answer(404, { 'content-type': 'text/html' }), 'true'],
  [answer(200, { 'content-type': 'text/html' }, '<html>Welcome</html>'), 'portal'],
  [answer(302, { location: 'http://10.0.0.1/login' }), 'portal'],
  [answer(500), 'odd'],
] as const)("a classroom's mirror says %j: %s", ([said, expected]) => {
  expect(verdictOf(mirrorProbe('http://10.1.1.5:5000'), said)).toBe(expected)
})

const noon = Date.parse('2026-11-20T12:00:00Z')

test.for([
  [{ date: 'Fri, 20 Nov 2026 12:00:00 GMT' }, 50],
  [{ date: 'Fri, 20 Nov 2026 12:10:00 GMT' }, 600_050],
  [{ date: 'Fri, 20 Nov 2026 11:00:00 GMT', age: '3600' }, 50],
  [{ date: 'yesterday' }, undefined],
  [{}, undefined],
] as const)('%j is %s ms ahead of us', ([headers, expected]) => {
  expect(skewOf(answer(200, headers), noon)).toBe(expected)
})
