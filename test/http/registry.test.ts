import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { get } from '../../src/host/net/get.ts'
import type { Proof } from '../../src/model/route.ts'
import { createClient } from '../../src/registry/client.ts'
import type { Client } from '../../src/registry/client.ts'
import { parseReference } from '../../src/registry/reference.ts'
import { authority } from './ca.ts'
import { passwordAuth, program, push, registry, tokenAuth, tokenServer } from './registries.ts'
import { https } from './servers.ts'

const ca = authority()
const here = ca.issue('here', '127.0.0.1', 'localhost')
ca.trust()

const bounds = { atOnce: 4, exchangeMs: 3000, hostMs: 6000 }
const client = (): Client =>
  createClient(
    { get: (url, options) => get(url, options, {}), now: () => performance.now() },
    bounds,
  )

const prove = (
  name: string,
  {
    of = client(),
    platform = 'linux/amd64',
    headOnly = false,
  }: { readonly of?: Client; readonly platform?: string; readonly headOnly?: boolean } = {},
): Promise<Proof> => {
  const reference = parseReference(name)
  if (reference === undefined) throw new TypeError(name)
  return of.image({ reference, platform, headOnly, scheme: 'https' })
}

const tls = {
  http: { tls: { certificate: join(ca.folder, 'here.crt'), key: join(ca.folder, 'here.key') } },
}

afterAll(() => ca[Symbol.dispose]())

const real = existsSync(program)

beforeAll(async () => {
  if (!real) return
  await using open = await registry(ca.folder, 'open')
  await push(open.port, 'kube-apiserver', 'v1.23.3', ['linux/amd64', 'linux/arm64/v8'])
  await push(open.port, 'coredns/coredns', 'v1.8.6', ['linux/arm/v7', 'windows/amd64'])
  await push(open.port, 'only-amd64', '1', ['linux/amd64'])
})

const cases = [
  ['kube-apiserver:v1.23.3', 'linux/amd64', { state: 'present' }],
  ['kube-apiserver:v1.23.3', 'linux/arm64', { state: 'present' }],
  ['kube-apiserver:v1.23.3', 'linux/s390x', { state: 'absent', why: 'no-platform' }],
  ['coredns/coredns:v1.8.6', 'linux/amd64', { state: 'absent', why: 'no-platform' }],
  ['only-amd64:1', 'linux/amd64', { state: 'present' }],
  ['only-amd64:1', 'linux/arm64', { state: 'absent', why: 'no-platform' }],
  ['kube-apiserver:v9', 'linux/amd64', { state: 'absent', why: 'no-tag' }],
] as const

const digest = /^sha256:[a-f0-9]{64}$/

test.skipIf(!real).for(cases)('an open registry: %s for %s', async ([name, platform, proof]) => {
  await using server = await registry(ca.folder, 'tls', tls)
  const proved = await prove(`127.0.0.1:${server.port}/${name}`, { platform })
  expect(proved).toMatchObject(proof)
  if (proved.state !== 'present') return
  expect(proved.digest).toMatch(digest)
  expect(proved.size).toBeGreaterThan(40)
})

test.skipIf(!real)('a registry that is asked by HEAD alone', async () => {
  await using server = await registry(ca.folder, 'head', tls)
  const at = `127.0.0.1:${server.port}`
  expect(await prove(`${at}/kube-apiserver:v1.23.3`, { headOnly: true })).toEqual({
    state: 'present',
    ms: expect.any(Number),
    digest: expect.stringMatching(digest),
  })
  expect(await prove(`${at}/nobody:1`, { headOnly: true })).toEqual({
    state: 'absent',
    why: 'no-tag',
  })
})

test.skipIf(!real)('a repository that is not there', async () => {
  await using server = await registry(ca.folder, 'none', tls)
  const proved = await prove(`127.0.0.1:${server.port}/nobody:1`)
  expect(proved).toMatchObject({ state: 'absent' })
})

test.skipIf(!real)('a token is fetched once for every repository', async () => {
  const asked: string[] = []
  await using tokens = await https(here, tokenServer(here, 'classroom', asked))
  const realm = `https://localhost:${tokens.port}/token`
  const auth = tokenAuth(ca, realm, 'classroom')
  await using server = await registry(ca.folder, 'token', { ...tls, auth })
  const of = client()
  const proofs = await Promise.all(
    cases.map(([name, platform]) => prove(`127.0.0.1:${server.port}/${name}`, { of, platform })),
  )
  for (const [index, proof] of proofs.entries())
    expect(proof).toMatchObject(cases[index]?.[2] ?? {})
  expect(asked).toEqual(['anonymous', 'anonymous', 'anonymous'])
})

test.skipIf(!real)('a registry that wants a password', async () => {
  const auth = passwordAuth(ca.folder)
  await using server = await registry(ca.folder, 'password', { ...tls, auth })
  expect(await prove(`127.0.0.1:${server.port}/kube-apiserver:v1.23.3`)).toEqual({
    state: 'unproven',
    why: 'needs-login',
    detail: 'basic',
  })
})
