import { expect, test } from 'vitest'
import { chooseChallenge, parseChallenges } from '../../src/registry/challenge.ts'
import {
  apiHost,
  formatReference,
  parseReference,
  versionOf,
} from '../../src/registry/reference.ts'

const sha = `sha256:${'0123456789abcdef'.repeat(4)}`

test.for([
  ['nginx', 'docker.io/library/nginx:latest', 'registry-1.docker.io'],
  ['nginx:alpine', 'docker.io/library/nginx:alpine', 'registry-1.docker.io'],
  ['index.docker.io/nginx', 'docker.io/library/nginx:latest', 'registry-1.docker.io'],
  ['docker.io/kicbase/stable:v0.0.30', 'docker.io/kicbase/stable:v0.0.30', 'registry-1.docker.io'],
  ['wilhelmguo/nginx-hello:v1', 'docker.io/wilhelmguo/nginx-hello:v1', 'registry-1.docker.io'],
  ['localhost/x', 'localhost/x:latest', 'localhost'],
  ['localhost:5000/x:1', 'localhost:5000/x:1', 'localhost:5000'],
  ['10.0.0.9:5000/a/b/c', '10.0.0.9:5000/a/b/c:latest', '10.0.0.9:5000'],
  ['[fd00::1]:5000/x', '[fd00::1]:5000/x:latest', '[fd00::1]:5000'],
  ['MyHost/x', 'MyHost/x:latest', 'MyHost'],
  ['myhost/x', 'docker.io/myhost/x:latest', 'registry-1.docker.io'],
  ['gcr.io/k8s-minikube/kicbase:v0.0.30', 'gcr.io/k8s-minikube/kicbase:v0.0.30', 'gcr.io'],
  [`gcr.io/a/b@${sha}`, `gcr.io/a/b@${sha}`, 'gcr.io'],
  [`gcr.io/a/b:t@${sha}`, `gcr.io/a/b:t@${sha}`, 'gcr.io'],
  ['a__b/c.d-e--f', 'docker.io/a__b/c.d-e--f:latest', 'registry-1.docker.io'],
] as const)('%s is %s', ([text, whole, host]) => {
  const reference = parseReference(text)
  expect(reference && [formatReference(reference), apiHost(reference)]).toEqual([whole, host])
})

test.for([
  '',
  ' nginx',
  'Nginx',
  'nginx:',
  'nginx:-x',
  'nginx@sha256:12',
  `nginx@md5:${'0'.repeat(32)}`,
  `nginx@${sha}@${sha}`,
  'a//b',
  '/a',
  'a/',
  'a___b',
  'a._b',
  '-host.io/x',
  'host.io:port/x',
  'host.io/../x',
  'host.io/x?y',
  'host.io/x#y',
  'user:pass@host.io/x',
  'https://gcr.io/x',
  'x y',
  '0'.repeat(64),
  `host.io/${'a'.repeat(255)}`,
  `a:${'t'.repeat(129)}`,
])('%j is no image', (text) => {
  expect(parseReference(text)).toBeUndefined()
})

test('what is pinned by digest is asked for by digest', () => {
  const reference = parseReference(`a:t@${sha}`)
  expect(reference && versionOf(reference)).toBe(sha)
})

/** A sequence that is the same at every run. */
const randomly = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return Math.floor((state / 4_294_967_296) * below)
  }
}
const pick = <T>(next: (below: number) => number, from: readonly [T, ...T[]]): T =>
  from[next(from.length)] ?? from[0]

test('a name that was read is read again as the same', () => {
  const next = randomly(7)
  const parts = ['a', 'library', 'x-y', 'b__c', '0.1', 'Up', 'host.io', 'localhost', ''] as const
  const signs = ['/', ':', '@', '.', '/', '/', ':5000/', '-', ''] as const
  let known = 0
  for (let round = 0; round < 20_000; round += 1) {
    const length = 1 + next(4)
    const text = Array.from(
      { length },
      () => `${pick(next, parts)}${next(2) === 0 ? pick(next, signs) : '/'}`,
    ).join('')
    const name = `${text}${pick(next, ['', ':v1', `@${sha}`, 'x', 'x:1'] as const)}`
    const reference = parseReference(name)
    if (reference === undefined) continue
    known += 1
    expect(parseReference(formatReference(reference))).toEqual(reference)
  }
  expect(known).toBeGreaterThan(1000)
})

test.for([
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="a:b:pull,push"',
    'bearer',
    {
      realm: 'https://auth.docker.io/token',
      service: 'registry.docker.io',
      scope: 'a:b:pull,push',
    },
  ],
  ['Negotiate, Basic realm="x", Bearer realm="y"', 'basic', { realm: 'x' }],
  ['NTLM TlRMTVNTUAABAAAA==, Bearer realm="y"', 'bearer', { realm: 'y' }],
  ['bearer   REALM = y , Service="s \\" t"', 'bearer', { realm: 'y', service: 's " t' }],
  ['Digest realm="a, Bearer realm=z", nonce="n", Bearer realm=q', 'bearer', { realm: 'q' }],
  ['Bearer realm="a",realm="b"', 'bearer', { realm: 'a' }],
  ['Bearer', 'bearer', {}],
  ['Bearer ,,, realm="x"', 'bearer', { realm: 'x' }],
  ['Bearer realm="never closed', 'bearer', {}],
  ['Bearer realm=, service="s"', 'bearer', { service: 's' }],
  ['"quoted", Bearer realm="x"', 'bearer', { realm: 'x' }],
] as const)('%s', ([header, scheme, params]) => {
  expect(chooseChallenge(header)).toEqual({ scheme, params })
})

test.for([undefined, '', ',', '=', '"', 'Negotiate', '::::', '\u0000'])(
  '%j asks nothing',
  (header) => {
    expect(chooseChallenge(header)).toBeUndefined()
  },
)

/** As much of a header is read. */
const longest = 8192
const bare = (scheme: string) => ({ scheme, params: {} })

test.for<readonly [string, readonly unknown[]]>([
  ['a', [bare('a'.repeat(longest))]],
  ['Bearer ', Array.from({ length: Math.floor(longest / 'Bearer '.length) }, () => bare('bearer'))],
  ...['a=', 'a="', ',', ' ', '\\"', '=,', '"\\'].map((piece) => [piece, []] as const),
])('of 200,000 times %j only the beginning is read', ([piece, challenges]) => {
  // A pattern that goes back and forth would not be done before the test's time is up.
  const flood = piece.repeat(200_000)
  expect(parseChallenges(flood)).toEqual(challenges)
  expect(chooseChallenge(`Basic realm="x", ${flood}`)).toMatchObject({
    scheme: 'basic',
    params: { realm: 'x' },
  })
  expect(chooseChallenge(`${','.repeat(longest)}Bearer realm="late"${flood}`)).toBeUndefined()
})
