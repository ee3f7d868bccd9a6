import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { peerCertificate } from '../../src/host/net/certificate.ts'
import { http, proxy, selfSigned, tcp } from './servers.ts'

const limits = { deadlineMs: 15_000 }

test('a certificate nobody knows is read, its authority too', async () => {
  await using server = await selfSigned((_, response) => response.end())
  const { ms: _, ...shown } = await peerCertificate(
    'localhost',
    { ...limits, port: server.port },
    {},
  ).then((certificate) => ({ ...certificate }))
  expect(shown).toMatchObject({
    ok: true,
    subject: 'localhost',
    issuer: 'localhost',
    distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    authority: { name: 'localhost' },
  })
  const { authority } = 'authority' in shown ? shown : { authority: undefined }
  expect(new X509Certificate(authority?.pem ?? '').subject).toBe('CN=localhost')
})

test('what this process trusts besides does not count', async () => {
  await using server = await selfSigned((_, response) => response.end())
  const shown = await peerCertificate('127.0.0.1', { ...limits, port: server.port }, {})
  expect(shown).toMatchObject({ ok: true, distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
})

test('through a proxy, which is told who asks', async () => {
  await using server = await selfSigned((_, response) => response.end())
  await using gate = await proxy(server.port)
  const env = { HTTPS_PROXY: `http://jo:p%40ss@127.0.0.1:${gate.port}` }
  expect(await peerCertificate('registry.example', limits, env)).toMatchObject({
    ok: true,
    subject: 'localhost',
  })
  const credentials = Buffer.from('jo:p@ss').toString('base64')
  expect(gate.asked).toEqual([`registry.example:443 Basic ${credentials}`])
})

test.for([
  ['a proxy that refuses', 'proxy'],
  ['a server without TLS', 'tls'],
  ['a server that hangs up', 'reset'],
  ['a server that is silent', 'timeout'],
  ['a proxy of another kind', 'proxy'],
] as const)('%s: %s', async ([kind, fault]) => {
  await using refusing = await proxy(1, 407)
  await using plain = await http((_, response) => response.end())
  await using short = await tcp((socket) => socket.destroy())
  await using silent = await tcp(() => undefined)
  const { port, env = {} } = {
    'a proxy that refuses': {
      port: 443,
      env: { HTTPS_PROXY: `http://127.0.0.1:${refusing.port}` },
    },
    'a server without TLS': { port: plain.port },
    'a server that hangs up': { port: short.port },
    'a server that is silent': { port: silent.port },
    'a proxy of another kind': { port: 443, env: { HTTPS_PROXY: 'socks5://127.0.0.1:1' } },
  }[kind] satisfies { readonly port: number; readonly env?: Record<string, string> }
  const host = kind.includes('proxy') ? 'registry.example' : '127.0.0.1'
  const shown = await peerCertificate(host, { deadlineMs: 400, port }, env)
  expect(shown).toMatchObject({ ok: false, fault })
})
