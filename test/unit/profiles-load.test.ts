import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createReplayHost } from '../../src/host/replay.ts'
import type { Answer, ReadHost } from '../../src/model/host.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { loadProfile } from '../../src/profiles/load.ts'
import type { LoadOptions } from '../../src/profiles/load.ts'
import { readMachine } from '../support/machine-file.ts'
import { minimal } from '../support/profile-text.ts'

const { machine } = readMachine('ubuntu-22.04')

const answer = (status: number, more: Partial<Extract<Answer, { ok: true }>> = {}): Answer => ({
  ok: true,
  status,
  headers: {},
  body: '',
  ms: 1,
  ...more,
})
const to = (location: string, status = 302): Answer => answer(status, { headers: { location } })

const gets: Readonly<Record<string, Answer>> = {
  'https://course.example/p.yaml': answer(200, { body: minimal }),
  'https://course.example/p.yaml?key=secret': answer(404),
  'https://course.example/here': to('/p.yaml', 301),
  'https://course.example/1': to('/2'),
  'https://course.example/2': to('/3'),
  'https://course.example/3': to('/p.yaml', 307),
  'https://course.example/0': to('/1', 308),
  'https://course.example/down': to('http://course.example/p.yaml?key=secret'),
  'https://course.example/home': to('http://127.0.0.1/p.yaml'),
  'https://course.example/file': to('file:///etc/shadow'),
  'https://course.example/nowhere': answer(302),
  'https://course.example/private': answer(403),
  'https://course.example/page': answer(200, { body: '<!doctype html><title>blob</title>' }),
  'https://course.example/long': answer(200, { body: '#'.repeat(64 * 1024 + 1) }),
  'https://dead.example/': { ok: false, fault: 'dns', detail: 'getaddrinfo', ms: 1 },
  'https://slow.example/': { ok: false, fault: 'timeout', detail: '', ms: 1 },
  'https://forged.example/': { ok: false, fault: 'tls', detail: 'self-signed certificate', ms: 1 },
  'http://localhost:8000/p.yaml': answer(200, { body: minimal }),
  'http://127.0.0.1:8000/up': to('http://127.0.0.1:8000/p.yaml'),
}

const host: ReadHost = createReplayHost({
  ...machine,
  files: {
    '/course/p.yaml': minimal,
    '/course/locked.yaml': { text: '', unreadable: 'denied' },
    '/course/wrong.yaml': 'id: a\n',
    latest: 'id: not-me\n',
  },
  gets: Object.fromEntries(Object.entries(gets).map(([url, each]) => [`GET ${url}`, each])),
})

test.for(builtIn.map(({ id }) => id))('built in: %s', async (id) => {
  expect(await loadProfile(host, id)).toMatchObject({ ok: true, profile: { id }, warnings: [] })
})

const sha256 = createHash('sha256').update(minimal).digest('hex')

test.for([
  ['/course/p.yaml', {}],
  ['/course/p.yaml', { offline: true }],
  ['https://course.example/p.yaml', {}],
  ['HTTPS://course.example/p.yaml', {}],
  ['https://course.example/p.yaml', { sha256 }],
  ['/course/p.yaml', { sha256: `sha256:${sha256.toUpperCase()}` }],
  ['https://course.example/here', {}],
  ['https://course.example/1', {}],
  ['http://localhost:8000/p.yaml', {}],
  ['http://localhost:8000/p.yaml', { offline: true }],
] as const)('%s %j', async ([asked, options]) => {
  expect(await loadProfile(host, asked, options)).toMatchObject({
    ok: true,
    profile: { id: 'my-course' },
  })
})

const table: readonly (readonly [string, LoadOptions, string, string])[] = [
  ['kubernetes-into', {}, 'kubernetes-into', 'unknown-name'],
  ['/course/none.yaml', {}, '/course/none.yaml', 'absent'],
  ['none.yaml', {}, 'none.yaml', 'absent'],
  ['/course/locked.yaml', {}, '/course/locked.yaml', 'denied'],
  ['/course', {}, '/course', 'no-file'],
  ['/course/p.yaml', { sha256: 'abc' }, '/course/p.yaml', 'sha256-given'],
  ['/course/p.yaml', { sha256: '0'.repeat(64) }, '/course/p.yaml', 'sha256-differs'],
  ['/course/wrong.yaml', {}, '/course/wrong.yaml', 'missing'],
  ['http://course.example/p.yaml', {}, 'http://course.example/p.yaml', 'address'],
  ['http://10.0.0.1/p.yaml', {}, 'http://10.0.0.1/p.yaml', 'address'],
  ['ftp://course.example/p.yaml', {}, 'ftp://course.example/p.yaml', 'address'],
  ['https://me:pw@course.example/p', {}, 'https://course.example/p', 'password'],
  ['https://course.example/p.yaml', { offline: true }, 'https://course.example/p.yaml', 'offline'],
  ['https://course.example/p.yaml?key=secret', {}, 'https://course.example/p.yaml', 'status'],
  ['https://course.example/0', {}, 'https://course.example/0', 'redirects'],
  ['https://course.example/down', {}, 'https://course.example/down', 'redirect-http'],
  ['https://course.example/home', {}, 'https://course.example/home', 'redirect-http'],
  ['https://course.example/file', {}, 'https://course.example/file', 'redirect-http'],
  ['https://course.example/nowhere', {}, 'https://course.example/nowhere', 'status'],
  ['http://127.0.0.1:8000/up', {}, 'http://127.0.0.1:8000/up', 'redirect-http'],
  ['https://course.example/private', {}, 'https://course.example/private', 'needs-login'],
  ['https://course.example/page', {}, 'https://course.example/page', 'web-page'],
  ['https://course.example/long', {}, 'https://course.example/long', 'too-big'],
  ['https://dead.example/', {}, 'https://dead.example/', 'dns'],
  ['https://slow.example/', {}, 'https://slow.example/', 'timeout'],
  ['https://forged.example/', {}, 'https://forged.example/', 'tls'],
  ['https://unrecorded.example/', {}, 'https://unrecorded.example/', 'unreachable'],
]

test.for(table)('%s %j', async ([asked, options, where, code]) => {
  const loaded = await loadProfile(host, asked, options)
  if (loaded.ok) throw new TypeError('taken')
  expect(loaded.problems[0]).toMatchObject({ where, code })
  expect(JSON.stringify(loaded.problems)).not.toMatch(/secret|pw@/)
})

test('a name that is nearly one of ours is told which', async () => {
  const loaded = await loadProfile(host, 'kuberntes-intro')
  expect(loaded.ok ? [] : loaded.problems[0]?.message).toEqual({
    en: 'there is no profile and no file "kuberntes-intro"; did you mean "kubernetes-intro"? Built in: kubernetes-intro, docker-book, kubernetes-2026, latest',
    zh: '没有名为 "kuberntes-intro" 的课程配置或文件；是不是 "kubernetes-intro"？自带的有：kubernetes-intro, docker-book, kubernetes-2026, latest',
  })
})
