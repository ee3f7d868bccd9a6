import type { RequestListener } from 'node:http'
import { connect as connectTo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { get } from '../../src/host/net/get.ts'
import { connect, lookup } from '../../src/host/net/probe.ts'
import { authority } from './ca.ts'
import { http, https, proxy, selfSigned, tcp } from './servers.ts'

const deadlineMs = 400
const none = {}
const options = { deadlineMs: 5000 }

test.for([
  [200, 'fine'],
  [401, '{"errors":[]}'],
  [404, ''],
  [429, 'toomanyrequests'],
  [503, 'later'],
] as const)('%d is an answer', async ([status, body]) => {
  await using server = await http((_, response) =>
    response.writeHead(status, { 'WWW-Authenticate': 'Bearer realm="x"', Date: 'then' }).end(body),
  )
  const answer = await get(`http://127.0.0.1:${server.port}/v2/`, options, none)
  expect(answer).toMatchObject({
    ok: true,
    status,
    body,
    headers: { 'www-authenticate': 'Bearer realm="x"', date: 'then' },
  })
})

test('a redirect is not followed', async () => {
  let asked = 0
  await using server = await http((_, response) => {
    asked += 1
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  const answer = await get(`http://127.0.0.1:${server.port}/`, options, none)
  expect(answer).toMatchObject({ ok: true, status: 302, headers: { location: '/elsewhere' } })
  expect(asked).toBe(1)
})

test('HEAD has no body', async () => {
  await using server = await http(({ method }, response) =>
    response.writeHead(method === 'HEAD' ? 200 : 400, { 'content-length': '10' }).end(),
  )
  const answer = await get(`http://127.0.0.1:${server.port}/`, { ...options, method: 'HEAD' }, none)
  expect(answer).toMatchObject({ ok: true, status: 200, body: '' })
})

test('an endless body is cut at maxBytes', async () => {
  await using server = await http((_, response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    }
    response.writeHead(200).on('drain', pour)
    pour()
  })
  const url = `http://127.0.0.1:${server.port}/`
  const answer = await get(url, { ...options, maxBytes: 1000 }, none)
  expect(answer).toMatchObject({ ok: true, status: 200, body: 'x'.repeat(1000) })
})

test('a bomb is cut after unpacking', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  await using server = await http((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  )
  const url = `http://127.0.0.1:${server.port}/`
  const answer = await get(url, { ...options, maxBytes: 1000 }, none)
  expect(answer.ok && answer.body.length).toBe(1000)
})

test('what is not gzip though it says so is a failed exchange', async () => {
  await using server = await http((_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
  )
  const answer = await get(`http://127.0.0.1:${server.port}/`, options, none)
  expect(answer).toMatchObject({ ok: false })
})

test.for([
  ['never answers', 'silence'],
  ['stalls in the headers', 'HTTP/1.1 200 OK\r\nDate: '],
  ['stalls in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive.'],
] as const)('a server that %s ends at the deadline', async ([, words]) => {
  await using server = await tcp((socket) => {
    if (words !== 'silence') socket.write(words)
  })
  const answer = await get(`http://127.0.0.1:${server.port}/`, { deadlineMs }, none)
  expect(answer).toMatchObject({ ok: false, fault: 'timeout' })
})

test.for([
  ['closes at once', ''],
  ['closes within the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfive.'],
] as const)('a server that %s resets', async ([, words]) => {
  await using server = await tcp((socket) => socket.once('data', () => socket.end(words)))
  const answer = await get(`http://127.0.0.1:${server.port}/`, options, none)
  expect(answer).toMatchObject({ ok: false, fault: 'reset' })
})

test('a server that speaks no HTTP is another fault', async () => {
  await using server = await tcp((socket) => socket.once('data', () => socket.end('SSH-2.0-x\r\n')))
  const answer = await get(`http://127.0.0.1:${server.port}/`, options, none)
  expect(answer).toMatchObject({ ok: false, fault: 'other' })
})

const closedPort = async (): Promise<number> => {
  await using server = await tcp(() => undefined)
  return server.port
}

test('a closed port refuses, and the fault has words', async () => {
  const answer = await get(`http://127.0.0.1:${await closedPort()}/`, options, none)
  expect(answer).toMatchObject({ ok: false, fault: 'refused' })
  expect(!answer.ok && answer.detail).not.toBe('')
})

test('a certificate nobody signed is a TLS fault', async () => {
  await using server = await selfSigned((_, response) => response.end('trust me'))
  const answer = await get(`https://localhost:${server.port}/`, options, none)
  expect(answer).toMatchObject({ ok: false, fault: 'tls' })
})

test('plain words where TLS is expected are a TLS fault', async () => {
  await using server = await http((_, response) => response.end('plain'))
  const answer = await get(`https://127.0.0.1:${server.port}/`, options, none)
  expect(answer).toMatchObject({ ok: false, fault: 'tls' })
})

test('an address that is none is a failed exchange, not a crash', async () => {
  expect(await get('not an address', options, none)).toMatchObject({ ok: false, fault: 'other' })
})

test('a proxy is asked by name, with its password', async () => {
  await using server = await http((_, response) => response.end('behind'))
  await using gate = await proxy(server.port)
  const env = { http_proxy: `http://me:p%40ss@127.0.0.1:${gate.port}` }
  const answer = await get('http://registry.invalid/v2/', options, env)
  expect(answer).toMatchObject({ ok: true, status: 200, body: 'behind' })
  expect(gate.asked).toEqual([
    `http://registry.invalid/v2/ Basic ${Buffer.from('me:p@ss').toString('base64')}`,
  ])
})

test('TLS runs through the proxy to the host itself', async () => {
  await using server = await selfSigned((_, response) => response.end())
  await using gate = await proxy(server.port)
  const env = { HTTPS_PROXY: `127.0.0.1:${gate.port}` }
  const answer = await get('https://registry.invalid/v2/', options, env)
  expect(answer).toMatchObject({ ok: false, fault: 'tls' })
  expect(new Set(gate.asked)).toEqual(new Set(['registry.invalid:443']))
})

const answer: RequestListener = (_, response) => response.end('behind')

test.for(['http', 'https'] as const)(
  'an %s way through the proxy is used again',
  async (scheme) => {
    using ca = authority()
    await using server = await (scheme === 'http'
      ? http(answer)
      : https(ca.issue('here', 'registry.invalid'), answer))
    let connections = 0
    await using gate = await proxy(server.port)
    await using door = await tcp((socket) => {
      connections += 1
      socket.pipe(connectTo(gate.port, '127.0.0.1')).pipe(socket)
    })
    const at = `http://127.0.0.1:${door.port}`
    const env = { HTTP_PROXY: at, HTTPS_PROXY: at, SSL_CERT_FILE: join(ca.folder, 'ca.crt') }
    const first = await get(`${scheme}://registry.invalid/first`, options, env)
    expect(first).toMatchObject({ ok: true, body: 'behind' })
    const before = connections
    for (const path of ['a', 'b', 'c'])
      await get(`${scheme}://registry.invalid/${path}`, options, env)
    expect(connections - before).toBe(0)
  },
)

test.for([
  [403, 'answered 403'],
  [407, 'wants a name and a password (407)'],
  [502, 'answered 502'],
] as const)('a proxy that says %d is a fault of the proxy', async ([status, said]) => {
  await using gate = await proxy(1, status)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` }
  const answer = await get('https://registry.invalid/v2/', options, env)
  const detail = expect.stringContaining(`the proxy 127.0.0.1:${gate.port} (HTTPS_PROXY) ${said}`)
  expect(answer).toMatchObject({ ok: false, fault: 'proxy', detail })
})

test.for([
  ['is not running', async (): Promise<string> => `http://127.0.0.1:${await closedPort()}`],
  ['has no address', async (): Promise<string> => 'http://proxy.invalid:3128'],
  ['speaks SOCKS', async (): Promise<string> => 'socks5://127.0.0.1:1080'],
] as const)('a proxy that %s is a fault of the proxy', async ([, address]) => {
  const env = { HTTPS_PROXY: await address() }
  const answer = await get('https://registry.invalid/v2/', options, env)
  expect(answer).toMatchObject({ ok: false, fault: 'proxy' })
})

test('a proxy that takes the connection and is silent ends at the deadline', async () => {
  await using gate = await tcp(() => undefined)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` }
  const answer = await get('https://registry.invalid/v2/', { deadlineMs }, env)
  expect(answer).toMatchObject({ ok: false, fault: 'timeout' })
})

test.skipIf(process.platform === 'win32').for([
  ['0.0.0.0/8', true],
  ['0.0.0.0', true],
  ['*', true],
  ['10.0.0.0/8', false],
  ['', false],
] as const)('NO_PROXY=%s spares 0.0.0.0: %s', async ([noProxy, spared]) => {
  await using server = await http((_, response) => response.end('direct'))
  await using gate = await proxy(server.port)
  const env = { HTTP_PROXY: `http://127.0.0.1:${gate.port}`, NO_PROXY: noProxy }
  const answer = await get(`http://0.0.0.0:${server.port}/`, options, env)
  expect(answer).toMatchObject({ ok: true, body: 'direct' })
  expect(gate.asked.length).toBe(spared ? 0 : 1)
})

test('connect tells an open port from a closed one', async () => {
  await using server = await tcp(() => undefined)
  expect(await connect('127.0.0.1', server.port, options)).toMatchObject({ ok: true })
  const closed = await connect('127.0.0.1', await closedPort(), options)
  expect(closed).toMatchObject({ ok: false, fault: 'refused' })
})

test('lookup knows the hosts file and takes addresses as they are', async () => {
  expect(await lookup('localhost', options)).not.toEqual([])
  expect(await lookup('192.0.2.7', options)).toEqual(['192.0.2.7'])
})
