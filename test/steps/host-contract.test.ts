import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ReadHost } from '../../src/model/host.ts'
import type { Argv } from '../../src/model/value.ts'
import { threeTimes } from '../support/contract.ts'
import type { Ask } from '../support/contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'host-contract-'))
const plain = join(folder, 'plain.sh')
let address = ''
let port = 0
let closedPort = 0

const server = createServer(({ url = '/', method }, response) => {
  if (url === '/slow') return
  response.setHeader('x-many', ['a', 'b'])
  if (url === '/moved') response.writeHead(302, { location: '/other' })
  if (url === '/none') response.writeHead(404)
  response.end(url === '/long' ? 'x'.repeat(100_000) : `${method} ${url} 课`)
})

const listening = (opened: Server): Promise<number> =>
  new Promise((done) => {
    opened.listen(0, '127.0.0.1', () => {
      const bound = opened.address()
      done(typeof bound === 'object' && bound !== null ? bound.port : 0)
    })
  })

beforeAll(async () => {
  writeFileSync(plain, '#!/bin/sh\necho hi\n', { mode: 0o644 })
  port = await listening(server)
  address = `http://127.0.0.1:${port}`
  const spare = createServer()
  closedPort = await listening(spare)
  await new Promise((done) => spare.close(done))
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})

const limits = { deadlineMs: 10_000 }
const sh = (script: string): Argv => ['sh', '-c', script]

/** What differs from one exchange to the next says nothing. */
const strip = (answer: Awaited<ReturnType<ReadHost['get']>>): unknown => {
  if (!answer.ok) return [answer.fault]
  const { date: _, ...headers } = answer.headers
  return [answer.status, headers, answer.body]
}

const others: Readonly<Record<string, Ask>> = {
  'a file of /proc, size 0': async (host) => [
    await host.readText('/proc/version'),
    (await host.stat('/proc/version'))?.size,
  ],
  '/dev/null': async (host) => [await host.readText('/dev/null'), await host.stat('/dev/null')],
  'the root folder': async (host) => [await host.realpath('/'), (await host.stat('/'))?.kind],
  'a program': (host) => host.run(['printf', '%s|', 'a b', ''], limits),
  'exit code and stderr': (host) => host.run(sh('echo out; echo no >&2; exit 3'), limits),
  'ended by a signal': (host) => host.run(sh('kill -KILL $$'), limits),
  'past its deadline': (host) => host.run(sh('echo early; sleep 60'), { deadlineMs: 800 }),
  'cut output': async (host) => {
    // Whether it still complains is a matter of luck.
    const { stderr: _, ...output } = await host.run(['yes'], { ...limits, maxBytes: 100 })
    return output
  },
  'not there': (host) => host.run(['no-such-program'], limits),
  'not executable': (host) => host.run([plain], limits),
  'with variables of its own': (host) =>
    host.run(sh('echo "$LC_ALL/$OWN/$RES_OPTIONS"'), { ...limits, env: { OWN: 'x' } }),
  'get: a page': async (host) => strip(await host.get(`${address}/page`, limits)),
  'get: the head alone': async (host) =>
    strip(await host.get(`${address}/page`, { ...limits, method: 'HEAD' })),
  'get: not found': async (host) => strip(await host.get(`${address}/none`, limits)),
  'get: elsewhere': async (host) => strip(await host.get(`${address}/moved`, limits)),
  'get: cut': async (host) => strip(await host.get(`${address}/long`, { ...limits, maxBytes: 10 })),
  'get: no answer': async (host) => strip(await host.get(`${address}/slow`, { deadlineMs: 300 })),
  'get: nobody there': async (host) =>
    strip(await host.get(`http://127.0.0.1:${closedPort}/`, limits)),
  'lookup: localhost': async (host) => (await host.lookup('localhost', limits)).length > 0,
  'connect: open': async (host) => (await host.connect('127.0.0.1', port, limits)).ok,
  'connect: closed': async (host) => {
    const { ms: _, ...connection } = await host.connect('127.0.0.1', closedPort, limits)
    return connection
  },
  'certificate: nobody there': async (host) => {
    const options = { ...limits, port: closedPort }
    const { ms: _, ...certificate } = await host.peerCertificate('127.0.0.1', options)
    return certificate
  },
  identity: (host) => host.identity(),
  inventory: async (host) => {
    const { availableMemory: _, ...inventory } = await host.inventory()
    return inventory
  },
  os: async (host) => host.os,
  'the environment': async (host) => [host.env['PATH'], host.env['LANG'], host.env['NO_SUCH']],
}

test('this machine, its recording and its replay answer alike', async () => {
  const { local, recorded, replayed } = await threeTimes(Object.entries(others))
  expect(recorded).toEqual(local)
  expect(replayed).toEqual(local)
  expect(local).toMatchObject({
    'exit code and stderr': { answer: { exitCode: 3, stdout: 'out', stderr: 'no' } },
    'ended by a signal': { answer: { exitCode: undefined, timedOut: false } },
    'past its deadline': { answer: { exitCode: undefined, stdout: 'early', timedOut: true } },
    'cut output': { answer: { exitCode: undefined, truncated: true } },
    'not there': { why: 'missing-program' },
    'not executable': { why: 'denied' },
    'with variables of its own': { answer: { stdout: 'C/x/' } },
    'get: not found': { answer: [404, {}, 'GET /none 课'] },
    'get: elsewhere': { answer: [302, { location: '/other' }, 'GET /moved 课'] },
    'get: cut': { answer: [200, {}, 'xxxxxxxxxx'] },
    'get: no answer': { answer: ['timeout'] },
    'get: nobody there': { answer: ['refused'] },
    'lookup: localhost': { answer: true },
    'connect: open': { answer: true },
    'connect: closed': { answer: { ok: false, fault: 'refused' } },
    'certificate: nobody there': { answer: { ok: false, fault: 'refused' } },
  })
})
