import { afterAll, expect, test } from 'vitest'
import { authority } from './ca.ts'
import { bounds, challenge, clientFor, nearly, prove, redirect } from './hostile.ts'
import { http, https, proxy, tcp } from './servers.ts'
import type { Running } from './servers.ts'

const ca = authority()
/** `registry.example` is led here by a proxy: a name of the world. */
const here = ca.issue('here', '127.0.0.1', 'registry.example', 'other.example')
const elsewhere = ca.issue('elsewhere', 'elsewhere.example')
ca.trust()
afterAll(() => ca[Symbol.dispose]())

/** Every name of the world leads to one server. */
const world = async (server: Running) => {
  const gate = await proxy(server.port)
  return { gate, env: { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` } }
}

test('a token is for the host that asked for it; another asks for its own', async () => {
  const heard: string[] = []
  await using server = await https(here, ({ url = '', headers }, response) => {
    const { host = '', authorization = 'none' } = headers
    heard.push(`${host}${url.split('?')[0]} ${authorization}`)
    if (url.startsWith('/token')) return response.end(`{"token":"for-${host.split('.')[0]}"}`)
    if (authorization === 'none' && (host === 'registry.example' || url.includes('manifests')))
      return challenge(`Bearer realm="https://${host}/token"`)(response)
    const away = host === 'registry.example' && url.includes('manifests')
    return away ? redirect(`https://other.example${url}`)(response) : nearly({})({ url }, response)
  })
  const { gate, env } = await world(server)
  await using _ = gate
  expect(await prove('registry.example/a/b:1', env)).toMatchObject({ state: 'present' })
  expect(heard).toContain('other.example/v2/a/b/manifests/1 none')
  expect(heard).toContain('other.example/v2/a/b/manifests/1 Bearer for-other')
  expect(heard.some((line) => line.startsWith('other') && line.includes('for-registry'))).toBe(
    false,
  )
})

test.for(['https://127.0.0.1/', 'https://169.254.169.254/meta', 'https://router/'])(
  'a registry of the world that redirects to %s',
  async (location) => {
    await using server = await https(here, nearly({ ['/manifests/1']: redirect(location) }))
    const { gate, env } = await world(server)
    await using _ = gate
    expect(await prove('registry.example/a/b:1', env)).toMatchObject({
      state: 'unproven',
      why: 'nonsense',
      detail: 'a redirect into a private network',
    })
    expect(gate.asked.every((name) => name === 'registry.example:443')).toBe(true)
  },
)

test('a certificate for another name', async () => {
  await using server = await https(elsewhere, nearly({}))
  const proof = await prove(`127.0.0.1:${server.port}/a/b:1`)
  expect(proof).toMatchObject({ state: 'unproven', why: 'tls' })
})

test('a registry without TLS', async () => {
  await using server = await http(nearly({}))
  const proof = await prove(`127.0.0.1:${server.port}/a/b:1`)
  expect(proof).toMatchObject({ state: 'unproven', why: 'tls' })
})

test.for([
  [407, 'proxy-login'],
  [403, 'proxy'],
] as const)('a proxy that says %d', async ([code, why]) => {
  await using gate = await proxy(1, code)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` }
  expect(await prove('registry.example/a/b:1', env)).toMatchObject({ state: 'unproven', why })
})

test('a black hole costs one deadline, however much is asked of it', async () => {
  let connections = 0
  await using hole = await tcp(() => {
    connections += 1
  })
  const of = clientFor()
  const files = Array.from({ length: 20 }, (_, nth) =>
    of.file(`https://127.0.0.1:${hole.port}/${nth}`),
  )
  const images = Array.from({ length: 20 }, (_, nth) =>
    of.image({
      reference: { host: `127.0.0.1:${hole.port}`, repository: `a/${nth}`, tag: '1' },
      platform: 'linux/amd64',
      headOnly: false,
      scheme: 'https',
    }),
  )
  const proofs = await Promise.all([...files, ...images])
  expect(connections).toBeLessThanOrEqual(bounds.atOnce)
  for (const proof of proofs) expect(proof).toMatchObject({ state: 'unproven', why: 'timeout' })
})

test.for([
  ['a file', { 'content-length': '1000' }, 200, { state: 'present', size: 1000 }],
  ['a page', { 'content-type': 'text/html' }, 200, { state: 'unproven', why: 'nonsense' }],
  ['no file', {}, 404, { state: 'absent', why: 'not-found' }],
  ['a length that is none', { 'x-length': '-1' }, 200, { state: 'present' }],
] as const)('%s', async ([, headers, code, proof]) => {
  await using server = await https(here, (_, response) => response.writeHead(code, headers).end())
  expect(await clientFor().file(`https://127.0.0.1:${server.port}/x`)).toMatchObject(proof)
})

test('a file that is for GET alone', async () => {
  await using server = await https(here, ({ method }, response) => {
    if (method === 'HEAD') response.writeHead(403).end()
    else response.writeHead(206, { 'content-range': 'bytes 0-0/1234' }).end('x')
  })
  expect(await clientFor().file(`https://127.0.0.1:${server.port}/x`)).toMatchObject({
    state: 'present',
    size: 1234,
  })
})

test('one sample of speed for a host', async () => {
  const asked: string[] = []
  await using server = await https(here, ({ method = '', url = '', headers }, response) => {
    asked.push(`${method} ${url} ${headers.range ?? ''}`.trim())
    const bytes = Buffer.alloc(256 * 1024)
    if (method === 'HEAD') response.writeHead(200, { 'content-length': 9e7 }).end()
    else response.writeHead(206, { 'content-length': bytes.length }).end(bytes)
  })
  const of = clientFor()
  const first = await of.file(`https://127.0.0.1:${server.port}/a`)
  const second = await of.file(`https://127.0.0.1:${server.port}/b`)
  expect(first).toMatchObject({ state: 'present', bytesPerSecond: expect.any(Number) })
  expect(second).not.toHaveProperty('bytesPerSecond')
  expect(asked).toEqual(['HEAD /a', 'GET /a bytes=0-262143', 'HEAD /b'])
})
