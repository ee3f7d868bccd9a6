import { join } from 'node:path'
import { connect as connectTo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { peerCertificate } from '../../src/host/net/certificate.ts'
import { get } from '../../src/host/net/get.ts'
import { authority } from './ca.ts'
import { download, file } from './downloading.ts'
import { fileServer } from './file-server.ts'
import { https, proxy, tcp } from './servers.ts'
import type { ProxyOptions, Running } from './servers.ts'

type Env = Readonly<Record<string, string>>

const company = authority('company')
const elsewhere = authority('elsewhere')
afterAll(() => {
  company[Symbol.dispose]()
  elsewhere[Symbol.dispose]()
})
const certificate = company.issue('mirror', 'mirror.test', '0.0.0.0')
const ofGate = company.issue('gate', '127.0.0.1')
const ofNobody = elsewhere.issue('gate', '127.0.0.1')
const deadlineMs = 700

/** What each of the three that ask a host answers: `fine`, or the fault. */
const answers = async (at: string, variables: Env): Promise<readonly string[]> => {
  const env = { ...variables, SSL_CERT_FILE: join(company.folder, 'ca.crt') }
  const { hostname, port } = new URL(at)
  const limits = { connectMs: deadlineMs, firstByteMs: deadlineMs, attempts: 1 }
  const [answer, shown, fetched] = await Promise.all([
    get(at, { deadlineMs }, env),
    peerCertificate(hostname, { deadlineMs, port: Number(port) || 443 }, env),
    download([at], {}, { env, ...limits }),
  ])
  const why = fetched.tried[0]?.reason
  const failed = why?.code === 'network' ? why.args[0] : why?.code
  for (const said of [answer.ok ? '' : answer.detail, fetched.tried[0]?.why ?? ''])
    expect(said).not.toMatch(/off|p%40|ü/)
  return [
    answer.ok ? 'fine' : answer.fault,
    shown.ok ? 'fine' : shown.fault,
    fetched.right
      ? 'fine'
      : (failed ?? '').replace(/^proxy-.*/, 'proxy').replace('no-connection', 'timeout'),
  ]
}

type Gate = (mirror: number) => Promise<Running & { readonly at: string }>

const gate =
  (login = '', status = 200, options: ProxyOptions = {}): Gate =>
  async (mirror) => {
    const running = await proxy(mirror, status, options)
    const scheme = options.certificate === undefined ? 'http' : 'https'
    return { ...running, at: `${scheme}://${login}127.0.0.1:${running.port}` }
  }

const raw =
  (talk: Parameters<typeof tcp>[0], scheme = 'http'): Gate =>
  async () => {
    const running = await tcp(talk)
    return { ...running, at: `${scheme}://127.0.0.1:${running.port}` }
  }

/** Signs in with whatever characters there are. */
const odd = 'jo:p@ss/w:rd?#ü'
const [name, password] = [odd.slice(0, 2), odd.slice(3)]

const proxies: readonly (readonly [string, string, Gate])[] = [
  ['lets through', 'fine', gate()],
  ['speaks TLS of the company’s own', 'fine', gate('', 200, { certificate: ofGate })],
  ['hears a lone per cent sign', 'fine', gate('jo:50%off@', 200, { login: 'jo:50%off' })],
  [
    'hears an escape beside a lone per cent sign',
    'fine',
    gate('jo:p%4050%off@', 200, { login: 'jo:p@50%off' }),
  ],
  [
    'hears all kinds of characters',
    'fine',
    gate(`${name}:${encodeURIComponent(password)}@`, 200, { login: odd }),
  ],
  ['wants a login and hears none', 'proxy', gate('', 200, { login: 'jo:else' })],
  ['hears a wrong password', 'proxy', gate('jo:50%off@', 200, { login: 'jo:else' })],
  [
    'wants another kind of login',
    'proxy',
    gate('jo:50%off@', 200, { login: 'jo:else', scheme: 'NTLM' }),
  ],
  ['forbids', 'proxy', gate('', 403)],
  ['does not reach the host', 'proxy', gate('', 502)],
  ['shows a certificate of nobody', 'proxy', gate('', 200, { certificate: ofNobody })],
  ['is silent', 'timeout', raw(() => undefined)],
  [
    'drips',
    'timeout',
    raw(async (socket) => {
      for (const byte of 'HTTP/1.1 200 OK\r\nX: 123456789') {
        if (socket.destroyed) return
        socket.write(byte)
        await sleep(50)
      }
    }),
  ],
  ['hangs up when asked', 'reset', raw((socket) => socket.once('data', () => socket.destroy()))],
  ['speaks SSH', 'proxy', raw((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'))],
  [
    'has headers without an end',
    'proxy',
    raw((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(`X: ${'y'.repeat(5000)}\r\n`));
      }
      socket.write('HTTP/1.1 200 OK\r\n')
      socket.on('drain', more)
      more()
    }),
  ],
  [
    'lets through to a page of its own',
    'tls',
    raw((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n<html>log in</html>')),
    ),
  ],
  ['speaks SOCKS', 'proxy', raw(() => undefined, 'socks5')],
  ['speaks plain where TLS is expected', 'proxy', raw((socket) => socket.end('no'), 'https')],
]

test.for(proxies)('behind a proxy that %s all three say: %s', async ([, expected, make]) => {
  await using mirror = await https(certificate, fileServer(file).listener)
  await using way = await make(mirror.port)
  const env = { HTTPS_PROXY: way.at }
  expect(await answers('https://mirror.test/kubectl', env)).toEqual([expected, expected, expected])
})

test('behind a proxy that is not running all three say so', async () => {
  const env = { HTTPS_PROXY: 'http://127.0.0.1:1' }
  expect(await answers('https://mirror.test/', env)).toEqual(['proxy', 'proxy', 'proxy'])
})

test.skipIf(process.platform === 'win32').for([
  ['0.0.0.0/8', false],
  ['10.0.0.0/8,0.0.0.0', false],
  ['10.0.0.0/8', true],
] as const)('NO_PROXY=%s, all three through the proxy: %s', async ([noProxy, through]) => {
  await using mirror = await https(certificate, fileServer(file).listener)
  let asked = 0
  await using counter = await tcp((socket) => {
    asked += 1
    socket.pipe(connectTo(door.port, '127.0.0.1')).pipe(socket)
  })
  await using door = await proxy(mirror.port)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${counter.port}`, NO_PROXY: noProxy }
  expect(await answers(`https://0.0.0.0:${mirror.port}/kubectl`, env)).toEqual([
    'fine',
    'fine',
    'fine',
  ])
  expect(asked > 0).toBe(through)
})
