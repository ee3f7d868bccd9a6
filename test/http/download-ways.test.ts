import { execFile, execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchInto } from '../../src/host/download/fetch.ts'
import { defaultLimits } from '../../src/host/download/limits.ts'
import { InstallError } from '../../src/model/install.ts'
import { isRoot } from '../support/somebody.ts'
import { fileServer } from './file-server.ts'
import { http, listen, proxy } from './servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'download-ways-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)

const file = randomBytes(1024 * 1024)
const sha256 = createHash('sha256').update(file).digest('hex')
const openssl = (...args: readonly string[]): unknown =>
  execFileSync('openssl', args, { stdio: 'ignore' })

/** An authority of the test's own and a certificate of it for `mirror.test`. */
beforeAll(() => {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout']
  openssl('req', '-x509', ...key, at('ca.key'), '-subj', '/CN=Test CA', '-out', at('ca.pem'))
  openssl('req', ...key, at('key.pem'), '-subj', '/CN=mirror.test', '-out', at('request.pem'))
  writeFileSync(at('names'), 'subjectAltName=DNS:mirror.test')
  const signer = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial']
  openssl(
    'x509',
    '-req',
    '-in',
    at('request.pem'),
    ...signer,
    '-extfile',
    at('names'),
    '-out',
    at('cert.pem'),
  )
})

const encrypted = (listener: RequestListener) =>
  listen(
    createServer(
      { key: readFileSync(at('key.pem')), cert: readFileSync(at('cert.pem')) },
      listener,
    ),
  )

const fetched = async (
  urls: readonly string[],
  env: NodeJS.ProcessEnv,
  plainHttp: readonly string[] = [],
): Promise<string> => {
  const handle = await open(at('part'), 'w+')
  try {
    await fetchInto(
      handle,
      { sha256, urls, plainHttp },
      {
        env,
        limits: { ...defaultLimits, attempts: 1 },
        signal: new AbortController().signal,
        onEvent: () => undefined,
        onTotal: async () => undefined,
      },
    )
    return readFileSync(at('part')).equals(file) ? 'right' : 'wrong'
  } catch (error) {
    if (error instanceof InstallError) return error.tried[0]?.why ?? error.message
    throw error
  } finally {
    await handle.close()
  }
}

test('an authority of the company’s own, behind its proxy', async () => {
  await using server = await encrypted(fileServer(file).listener)
  await using gate = await proxy(server.port)
  const behind = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` }
  const urls = ['https://mirror.test/kubectl']
  expect(await fetched(urls, behind)).toMatch(
    /^its certificate was not accepted \(.+\); NODE_EXTRA_CA_CERTS or SSL_CERT_FILE names/,
  )
  for (const variable of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'])
    expect(await fetched(urls, { ...behind, [variable]: at('ca.pem') })).toBe('right')
  const elsewhere = await fetched(['https://other.test/kubectl'], {
    ...behind,
    SSL_CERT_FILE: at('ca.pem'),
  })
  expect(elsewhere).toContain('its certificate was not accepted')
  expect(gate.asked.at(-1)).toBe('other.test:443')
})

test('from https to http there is no way', async () => {
  await using plain = await http(fileServer(file).listener)
  const location = `http://127.0.0.1:${plain.port}/kubectl`
  await using server = await encrypted(fileServer(file, () => ({ location })).listener)
  await using gate = await proxy(server.port)
  const env = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}`, SSL_CERT_FILE: at('ca.pem') }
  expect(await fetched(['https://mirror.test/kubectl'], env)).toContain('leads from https to http:')
})

/** Runs in a network of its own: a name with two addresses, of which the IPv6 one swallows everything. */
const world = `
  import { createHash, randomBytes } from 'node:crypto'
  import { subscribe } from 'node:diagnostics_channel'
  import { createServer } from 'node:http'
  import { open } from 'node:fs/promises'
  import { fetchInto } from './src/host/download/fetch.ts'
  import { defaultLimits } from './src/host/download/limits.ts'
  const file = randomBytes(1000)
  const seen = []
  subscribe('net.client.socket', ({ socket }) => {
    socket.once('connectionAttempt', (address) => {
      seen.push('asked ' + address)
      socket.once('connect', () => seen.push('answered ' + address))
      socket.once('error', () => seen.push('failed ' + address))
    })
  })
  const server = createServer((_, response) => response.end(file)).listen(0, '127.0.0.1', async () => {
    const { port } = server.address()
    await fetchInto(
      await open(process.argv[2], 'w+'),
      { urls: ['http://dual.test:' + port + '/'], plainHttp: ['dual.test'], sha256: createHash('sha256').update(file).digest('hex') },
      { env: {}, limits: { ...defaultLimits, attempts: 1 }, signal: new AbortController().signal, onEvent: () => {}, onTotal: async () => {} },
    )
    console.log(JSON.stringify(seen))
    process.exit(0)
  })
`

const has = (program: string): boolean => {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const canMakeWorlds =
  process.platform === 'linux' && isRoot && ['ip', 'unshare', 'iptables'].every(has)

test.runIf(canMakeWorlds).for([
  ['a dead IPv6', ':'],
  [
    'a dead IPv6 and a first packet lost on IPv4',
    'iptables -A INPUT -p tcp --syn -m statistic --mode nth --every 2 --packet 0 -j DROP',
  ],
] as const)('behind %s the other family answers', async ([, loss]) => {
  writeFileSync(at('hosts'), '2001:db8::2 dual.test\n127.0.0.1 dual.test\n')
  buildSync({
    stdin: { contents: world, resolveDir: '.', loader: 'ts' },
    outfile: at('world.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
  })
  const script = `mount --bind ${at('hosts')} /etc/hosts && ip link set lo up &&
    ip link add v0 type veth peer name v1 && ip link set v0 up && ip link set v1 up &&
    ip addr add 2001:db8::1/64 dev v0 nodad && ip -6 neigh add 2001:db8::2 lladdr 02:00:00:00:00:02 dev v0 &&
    ${loss} && exec "$0" ${at('world.mjs')} ${at('part')}`
  const { stdout } = await promisify(execFile)('unshare', [
    '-mn',
    'sh',
    '-c',
    script,
    process.execPath,
  ])
  // The dead one is still being waited for: no deadline has ended it, and nobody gave it up, before the other one answered.
  expect(JSON.parse(stdout)).toEqual(['asked 2001:db8::2', 'asked 127.0.0.1', 'answered 127.0.0.1'])
})
