import { expect, test } from 'vitest'
import type { Answer } from '../../src/model/host.ts'
import { createBounded } from '../../src/registry/bounded.ts'
import { parseRateLimit } from '../../src/registry/limit.ts'
import { isManifestType, parseIndex, runsOn } from '../../src/registry/media.ts'
import { isPrivate, redirectTarget } from '../../src/registry/places.ts'
import { tokenUrl } from '../../src/registry/token.ts'

const sha = `sha256:${'0123456789abcdef'.repeat(4)}`

const world = new URL('https://registry.example/')

test.for([
  [
    'https://auth.example/token',
    'https://auth.example/token?service=s&scope=repository%3Aa%2Fb%3Apull',
  ],
  [
    'https://auth.example/token?x=1',
    'https://auth.example/token?x=1&service=s&scope=repository%3Aa%2Fb%3Apull',
  ],
  ['http://auth.example/token', undefined],
  ['http://127.0.0.1/token', undefined],
  ['https://10.0.0.1/token', undefined],
  ['file:///etc/passwd', undefined],
  ['https://me:pw@auth.example/token', undefined],
  ['/token', undefined],
  ['', undefined],
] as const)('the realm %s', ([realm, url]) => {
  const challenge = { scheme: 'bearer', params: { realm, service: 's' } }
  expect(tokenUrl(challenge, 'a/b', world)).toBe(url)
})

test('a registry of this machine may have its realm here', () => {
  const challenge = { scheme: 'bearer', params: { realm: 'http://127.0.0.1:1/t' } }
  expect(tokenUrl(challenge, 'a', new URL('http://127.0.0.1:2/'))).toContain('127.0.0.1:1')
})

test.for([
  ['https://127.0.0.1/', true],
  ['https://[::1]/', true],
  ['https://[::ffff:10.0.0.1]/', true],
  ['https://localhost/', true],
  ['https://registry/', true],
  ['https://mirror.lan/', true],
  ['https://169.254.169.254/', true],
  ['https://[fe80::1]/', true],
  ['https://[fd00::1]/', true],
  ['https://0/', true],
  ['https://8.8.8.8/', false],
  ['https://gcr.io/', false],
  ['https://[2001:db8::1]/', false],
] as const)('%s is private: %s', ([url, is]) => {
  expect(isPrivate(new URL(url))).toBe(is)
})

test.for([
  ['https://cdn.example/x', 'https://cdn.example/x'],
  ['/x', 'https://registry.example/x'],
  ['//cdn.example/x', 'https://cdn.example/x'],
  ['http://cdn.example/x', 'a redirect from https to http'],
  ['file:///etc/passwd', 'a redirect to file:'],
  ['javascript:x', 'a redirect to javascript:'],
  ['https://169.254.169.254/', 'a redirect into a private network'],
  ['https://localhost/', 'a redirect into a private network'],
  ['https://me:pw@cdn.example/', 'a redirect with a password'],
  ['https://', 'a redirect to nowhere'],
  [undefined, 'a redirect to nowhere'],
] as const)('a redirect to %s', ([location, target]) => {
  expect(String(redirectTarget(world, location))).toBe(target)
})

test.for([
  ['linux/amd64', 'linux', 'amd64', '', true],
  ['linux/amd64', 'linux', 'amd64', 'v1', true],
  ['linux/amd64', 'linux', 'amd64', 'v3', false],
  ['linux/arm64', 'linux', 'arm64', 'v8', true],
  ['linux/arm64', 'linux', 'arm64', 'v9', false],
  ['linux/arm/v7', 'linux', 'arm', 'v7', true],
  ['linux/arm/v7', 'linux', 'arm', 'v6', false],
  ['linux/arm', 'linux', 'arm', 'v6', true],
  ['linux/amd64', 'windows', 'amd64', '', false],
  ['linux/amd64', 'unknown', 'unknown', '', false],
] as const)(
  '%s runs what was built for %s/%s/%s: %s',
  ([wanted, os, architecture, variant, is]) => {
    expect(runsOn({ os, architecture, variant }, wanted)).toBe(is)
  },
)

test('an index is read entry by entry', () => {
  const body = JSON.stringify({
    manifests: [
      { digest: sha, platform: { os: 'linux', architecture: 'amd64' } },
      { digest: 'sha256:short', platform: { os: 'linux', architecture: 'arm64' } },
      { digest: sha },
      null,
      7,
      { digest: sha, platform: { os: 1 } },
    ],
  })
  expect(parseIndex(body)).toEqual([
    { digest: sha, platform: { os: 'linux', architecture: 'amd64', variant: '' } },
    { digest: sha, platform: undefined },
  ])
  for (const none of ['', '{}', 'null', '{"manifests":{}}', body.slice(0, -1)])
    expect(parseIndex(none)).toBeUndefined()
})

test('a manifest is known by its type', () => {
  expect(isManifestType('application/vnd.oci.image.index.v1+json; charset=utf-8')).toBe(true)
  for (const other of ['text/html', 'application/json', '', undefined])
    expect(isManifestType(other)).toBe(false)
})

test.for([
  ['100;w=21600', '20;w=21600', { limit: 100, remaining: 20, seconds: 21_600 }],
  ['100', '0', { limit: 100, remaining: 0, seconds: 0 }],
  ['many', 'few', undefined],
  [undefined, undefined, undefined],
] as const)('the limit %s, %s left', ([limit, remaining, read]) => {
  expect(
    parseRateLimit({
      ...(limit === undefined ? {} : { 'ratelimit-limit': limit }),
      ...(remaining === undefined ? {} : { 'ratelimit-remaining': remaining }),
    }),
  ).toEqual(read)
})

const bounds = { atOnce: 4, exchangeMs: 2000, hostMs: 4000 }
const fine: Answer = { ok: true, status: 200, headers: {}, body: '', ms: 1 }

test('at most so many questions to a host at a time', async () => {
  const open = new Map<string, number>()
  let most = 0
  const ask = createBounded(
    {
      now: () => 0,
      get: async (url) => {
        const { host } = new URL(url)
        open.set(host, (open.get(host) ?? 0) + 1)
        most = Math.max(most, open.get(host) ?? 0)
        await Promise.resolve()
        open.set(host, (open.get(host) ?? 0) - 1)
        return fine
      },
    },
    bounds,
  )
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      ask(`https://h${index % 2}.example/${index}`, { deadlineMs: 10 }),
    ),
  )
  expect([most, answers.length]).toEqual([4, 40])
})

test('a host has one deadline for everything', async () => {
  let clock = 0
  const given: number[] = []
  const ask = createBounded(
    {
      now: () => clock,
      get: async (_, { deadlineMs }) => {
        given.push(deadlineMs)
        clock += 1500
        return fine
      },
    },
    { ...bounds, atOnce: 1 },
  )
  const all = await Promise.all(
    [1, 2, 3, 4, 5].map(() => ask('https://slow.example/', { deadlineMs: 9000 })),
  )
  expect(given).toEqual([2000, 2000, 1000])
  expect(all.map((answer) => answer.ok || answer.fault)).toEqual([
    true,
    true,
    true,
    'timeout',
    'timeout',
  ])
})

test.for(['timeout', 'dns', 'refused', 'unreachable', 'tls'] as const)(
  'a host that begins with %s is asked no more',
  async (fault) => {
    let asked = 0
    const ask = createBounded(
      {
        now: () => 0,
        get: async () => {
          asked += 1
          return { ok: false, fault, detail: 'said', ms: 5 }
        },
      },
      bounds,
    )
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask('https://dead.example/', { deadlineMs: 1 })),
    )
    expect(asked).toBe(4)
    expect(all.every((answer) => !answer.ok && answer.fault === fault)).toBe(true)
  },
)

test('one lost answer of a host that has spoken is no verdict', async () => {
  const answers: Answer[] = [fine, { ok: false, fault: 'timeout', detail: '', ms: 5 }, fine]
  const ask = createBounded({ now: () => 0, get: async () => answers.shift() ?? fine }, bounds)
  const said: boolean[] = []
  for (const _ of [1, 2, 3]) said.push((await ask('https://x.example/', { deadlineMs: 1 })).ok)
  expect(said).toEqual([true, false, true])
})
