import type { ServerResponse } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { authority } from './ca.ts'
import {
  challenge,
  indexType,
  json,
  manifest,
  manifestType,
  nearly,
  pour,
  prove,
  redirect,
  sha,
  status,
} from './hostile.ts'
import type { Answer } from './hostile.ts'
import { https } from './servers.ts'

const ca = authority()
const here = ca.issue('here', '127.0.0.1')
ca.trust()
afterAll(() => ca[Symbol.dispose]())

const index = (...platforms: readonly unknown[]): Answer =>
  json(
    JSON.stringify({ manifests: platforms.map((platform) => ({ digest: sha, platform })) }),
    indexType,
  )

const nonsense = { state: 'unproven', why: 'nonsense' }
const noPlatform = { state: 'absent', why: 'no-platform' }
const odd = '/manifests/1'

test.for([
  ['nothing odd', {}, { state: 'present', size: 7 }],
  ['no registry at all', { '/v2/': status(404) }, { state: 'absent', why: 'not-found' }],
  ['401 without a word', { '/v2/': status(401) }, { state: 'unproven', why: 'needs-login' }],
  ['a challenge of no known kind', { '/v2/': challenge('Negotiate') }, nonsense],
  ['a challenge without a realm', { '/v2/': challenge('Bearer') }, nonsense],
  ['a challenge cut off', { '/v2/': challenge('Bearer realm="https://x') }, nonsense],
  ['a realm in a file', { '/v2/': challenge('Bearer realm="file:///etc/passwd"') }, nonsense],
  ['a realm in plain text', { '/v2/': challenge('Bearer realm="http://auth.example/"') }, nonsense],
  [
    'several headers',
    { '/v2/': challenge(['NTLM', 'Basic realm="a, b"']) },
    { why: 'needs-login' },
  ],
  ['an endless ping', { '/v2/': pour }, { state: 'present' }],
  [
    'an endless manifest',
    { [odd]: (to) => pour(to.setHeader('content-type', manifestType)) },
    nonsense,
  ],
  ['an endless configuration', { [`/blobs/${sha}`]: pour }, nonsense],
  ['a web page', { [odd]: json('<html>', 'text/html') }, nonsense],
  ['a web page that says 404', { [odd]: status(404, 'text/html') }, nonsense],
  ['no content type', { [odd]: (to) => to.end(manifest) }, nonsense],
  ['a manifest that is no JSON', { [odd]: json('{') }, nonsense],
  ['a manifest of other things', { [odd]: json('{"layers":7}') }, nonsense],
  ['sizes below nothing', { [odd]: json(manifest.replace('5', '-5')) }, nonsense],
  ['a digest that is a path', { [odd]: json(manifest.replace(sha, '../../../x')) }, nonsense],
  ['a configuration of nothing', { [`/blobs/${sha}`]: json('[]') }, nonsense],
  ['no configuration', { [`/blobs/${sha}`]: status(404) }, { state: 'absent', why: 'not-found' }],
  ['an empty index', { [odd]: index() }, noPlatform],
  ['odd platforms', { [odd]: index({ os: 'plan9', architecture: 'mips' }, { os: 7 }) }, noPlatform],
  ['attestations alone', { [odd]: index({ os: 'unknown', architecture: 'unknown' }) }, noPlatform],
  ['403', { [odd]: status(403) }, { state: 'absent', why: 'denied' }],
  ['429', { [odd]: status(429) }, { state: 'unproven', why: 'rate-limited' }],
  ['500', { [odd]: status(500) }, { state: 'unproven', why: 'server-error' }],
  ['204', { [odd]: status(204) }, nonsense],
  ['304', { [odd]: (to) => to.writeHead(304).end() }, nonsense],
  ['a redirect in a circle', { [odd]: redirect('1') }, nonsense],
  ['a redirect to a file', { [odd]: redirect('file:///etc/passwd') }, nonsense],
  ['a redirect to plain text', { [odd]: redirect('http://registry.example/') }, nonsense],
  ['a redirect to nowhere', { [odd]: redirect('') }, nonsense],
  ['silence', { [odd]: () => undefined }, { state: 'unproven', why: 'timeout' }],
  ['a cut', { [odd]: (to) => to.destroy() }, { state: 'unproven', why: 'reset' }],
] as const satisfies readonly (readonly [string, Readonly<Record<string, Answer>>, object])[])(
  '%s',
  async ([, own, proof]) => {
    await using server = await https(here, nearly(own))
    expect(await prove(`127.0.0.1:${server.port}/a/b:1`)).toMatchObject(proof)
  },
)

test.for([
  ['no JSON', (to: ServerResponse) => to.end('<html>'), 'nonsense'],
  ['no token in it', (to: ServerResponse) => to.end('{"token":7}'), 'nonsense'],
  ['a header in it', (to: ServerResponse) => to.end('{"token":"a\\r\\nX-Evil: 1"}'), 'nonsense'],
  ['endless', pour, 'nonsense'],
  ['empty', (to: ServerResponse) => to.end('{"token":""}'), 'nonsense'],
  ['elsewhere', redirect('https://other.example/'), 'nonsense'],
  ['refused', status(401), 'needs-login'],
  ['limited', status(429), 'rate-limited'],
  ['under the other name', (to: ServerResponse) => to.end('{"access_token":"t"}'), undefined],
] as const)('a token that is %s', async ([, answer, why]) => {
  await using tokens = await https(here, (_, response) => answer(response))
  const realm = `Bearer realm="https://127.0.0.1:${tokens.port}/t"`
  await using server = await https(here, nearly({ '/v2/': challenge(realm) }))
  expect(await prove(`127.0.0.1:${server.port}/a/b:1`)).toMatchObject(
    why === undefined ? { state: 'present' } : { state: 'unproven', why },
  )
})
