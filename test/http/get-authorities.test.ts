import { join } from 'node:path'
import { expect, test } from 'vitest'
import { get } from '../../src/host/net/get.ts'
import { authority } from './ca.ts'
import { https, proxy } from './servers.ts'

const options = { deadlineMs: 5000 }

test('who is known to this system alone is believed, and nobody else', async () => {
  using ca = authority()
  await using server = await https(ca.issue('here', 'registry.example'), (_, response) =>
    response.end('fine'),
  )
  await using gate = await proxy(server.port)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` }
  const trusting = { ...env, SSL_CERT_FILE: join(ca.folder, 'ca.crt') }
  const ask = (path: string, variables: typeof env) =>
    get(`https://registry.example/${path}`, options, variables)
  expect(await ask('a', env)).toMatchObject({ ok: false, fault: 'tls' })
  expect(await ask('b', trusting)).toMatchObject({ ok: true, body: 'fine' })
  // From then on with one handshake.
  const before = gate.asked.length
  expect(await ask('c', trusting)).toMatchObject({ ok: true, body: 'fine' })
  expect(gate.asked.length - before).toBeLessThanOrEqual(1)
  expect(await ask('d', env)).toMatchObject({ ok: false, fault: 'tls' })
})

test('a certificate for another name is not asked about twice', async () => {
  using ca = authority()
  await using server = await https(ca.issue('here', 'elsewhere.example'), (_, response) =>
    response.end(),
  )
  await using gate = await proxy(server.port)
  const env = {
    HTTPS_PROXY: `http://127.0.0.1:${gate.port}`,
    SSL_CERT_FILE: join(ca.folder, 'ca.crt'),
  }
  const answer = await get('https://registry.example/', options, env)
  expect(answer).toMatchObject({ ok: false, fault: 'tls' })
})
