import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { deadline } from '../../src/lib/deadline.ts'
import { always, cut, download, file, folder, mib, mirror } from './downloading.ts'
import type { Faults } from './file-server.ts'

test('one source is asked once', async () => {
  await using good = await always({})
  const got = await download([good.url])
  expect(got).toMatchObject({ right: true, from: [good.url], failed: [] })
  expect(good.server.requests).toEqual([{ range: undefined, agent: 'k8s-doctor' }])
})

test.for<readonly [string, (request: number) => Faults]>([
  ['is cut', (request) => (request < 4 ? cut(2 * mib) : {})],
  ['is reset', (request) => (request < 4 ? cut(2 * mib, { reset: true }) : {})],
  ['stalls', (request) => (request < 3 ? { stallAt: 3 * mib } : {})],
  ['says 503 twice', (request) => (request < 3 ? { status: 503 } : {})],
  [
    'says 429 and when',
    (request) => (request === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {}),
  ],
  ['is silent once', (request) => (request === 1 ? { silent: true } : {})],
  ['answers late', () => ({ waitMs: 300 })],
  ['does not say how much', () => ({ chunked: true })],
])('a source that %s is asked again where it stopped', async ([, faultsOf]) => {
  await using server = await mirror(faultsOf)
  const got = await download([server.url])
  expect(got).toMatchObject({ right: true, from: [server.url] })
  // A reset takes what was under way with it.
  expect(server.server.sent).toBeLessThan(file.length * 1.8)
})

test('Retry-After is heeded', async () => {
  await using server = await mirror((request) =>
    request === 1 ? { status: 429, headers: { 'retry-after': '1' } } : {},
  )
  const { ms, right } = await download([server.url])
  expect(right).toBe(true)
  expect(ms).toBeGreaterThan(1000)
})

test('the whole file instead of a part is never appended', async () => {
  await using server = await mirror((request) =>
    request === 1 ? cut(6 * mib) : { ignoresRange: true },
  )
  const got = await download([server.url])
  expect(got.right).toBe(true)
  expect(server.server.requests[1]?.range).toBe(`bytes=${6 * mib}-`)
})

test('what an earlier run left is used', async () => {
  await using server = await always({})
  const got = await download([server.url], {}, { present: file.subarray(0, 7 * mib) })
  expect(got.right).toBe(true)
  expect(server.server.sent).toBe(3 * mib)
})

test('a complete part needs no source', async () => {
  await using server = await always({})
  expect(await download([server.url], {}, { present: file })).toMatchObject({ right: true })
  expect(server.server.requests).toEqual([])
})

test.for([
  ['wrong', Buffer.concat([randomBytes(mib), file.subarray(mib, 3 * mib)])],
  ['too long', Buffer.concat([file, file])],
  ['as long but wrong', Buffer.concat([randomBytes(mib), file.subarray(mib)])],
] as const)('what an earlier run left is %s', async ([, present]) => {
  for (const ignoresRange of [false, true]) {
    await using server = await always({ ignoresRange })
    const got = await download([server.url], {}, { present })
    expect(got).toMatchObject({ right: true, from: [server.url], failed: [] })
  }
})

/** Each alone: no file, and the reason in words. */
test.for<readonly [string, Faults, string]>([
  ['html by its type', { headers: { 'content-type': 'text/html' } }, 'web page'],
  ['html by its look', { body: Buffer.from('<!DOCTYPE html><p>login') }, 'web page'],
  ['xml', { body: Buffer.from('<?xml version="1.0"?><Error/>') }, 'web page'],
  ['404', { status: 404 }, 'answered 404'],
  ['503', { status: 503 }, 'answered 503'],
  ['429 for an hour', { status: 429, headers: { 'retry-after': '3600' } }, 'answered 429'],
  ['nothing', { silent: true }, 'no answer within'],
  ['an empty body', { body: Buffer.alloc(0) }, 'empty file'],
  ['a stall', { stallAt: 1000 }, 'sent nothing for'],
  ['a wrong byte', { wrongAt: 3 * mib }, 'sent wrong bytes'],
  ['another length', { body: file.subarray(1) }, 'sent wrong bytes'],
  ['a shorter body', { body: file.subarray(0, mib), chunked: true }, 'sent wrong bytes'],
  ['a longer body', { body: Buffer.concat([file, file]), chunked: true }, 'sent wrong bytes'],
  ['gzip', { headers: { 'content-encoding': 'gzip' } }, 'packed'],
  ['a way to elsewhere in plain', { location: 'http://192.0.2.1/' }, 'without encryption'],
  ['a way to a file', { location: 'file:///etc/passwd' }, 'not http'],
  ['a ring of ways', { location: '/again' }, 'redirects more than 5'],
])('%s alone is no file', async ([, faults, why]) => {
  await using server = await always(faults)
  const got = await download([server.url])
  expect(got).toMatchObject({ failure: 'no-source', tried: [{ url: server.url }] })
  expect(got.tried[0]?.why).toContain(why)
})

test('a folder can be a source', async () => {
  const path = join(folder, 'mirror-file')
  writeFileSync(path, file)
  expect(await download([pathToFileURL(path).href])).toMatchObject({ right: true })
  const gone = await download([pathToFileURL(join(folder, 'gone')).href])
  expect(gone.tried[0]?.why).toContain('ENOENT')
})

test('a redirect is followed', async () => {
  await using server = await mirror((request) => (request === 1 ? { location: '/elsewhere' } : {}))
  expect(await download([server.url])).toMatchObject({ right: true, from: [server.url] })
})

test.for([
  [[], 'would be asked without encryption'],
  [['mirror.invalid'], 'not found'],
] as const)('plain http to others needs leave: %j', async ([plainHttp, why]) => {
  const got = await download(['http://mirror.invalid/kubectl'], { plainHttp })
  expect(got.tried[0]?.why).toContain(why)
})

test('an interruption ends it at once and says so', async () => {
  await using slow = await always({ rate: mib })
  const got = await download([slow.url], {}, { signal: deadline(300).signal })
  expect(got.failure).toBe('interrupted')
})

test('the total deadline ends what never stalls', async () => {
  await using slow = await always({ rate: 10_000 })
  const got = await download([slow.url], {}, { totalMs: 700 })
  expect(got.failure).toBe('no-source')
})

test('progress tells bytes, speed and source', async () => {
  await using server = await always({ rate: 10 * mib })
  const { events } = await download([server.url])
  const rows = events.filter((event) => event.kind === 'progress')
  expect(rows.length).toBeGreaterThanOrEqual(3)
  expect(rows.at(-1)).toMatchObject({ received: file.length, total: file.length, url: server.url })
  expect(events[0]).toEqual({ kind: 'source', url: server.url })
})
