import { createHash, randomBytes } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { runProcess, temporaryFolder } from '../support/cli.ts'
import { http } from './servers.ts'

const tables = v.object({ sha256: v.record(v.string(), v.record(v.string(), v.string())) })

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const release = randomBytes(8 * 1024 * 1024 + 100)
const path = '/v9.9.9/bin/linux/amd64/kubectl'

const catalog = (): string => {
  const folder = temporaryFolder()
  cpSync('src/catalog/data', folder, { recursive: true })
  return folder
}

const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))

const script = (name: string, ...args: readonly string[]) =>
  runProcess([process.execPath, `scripts/${name}.mjs`, ...args])

/** A source that has these files. */
const source = (files: Readonly<Record<string, Uint8Array | string>>) =>
  http((request, response) => {
    const body = files[request.url ?? '']
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })

const update = (folder: string, ports: readonly number[], version = 'v9.9.9') =>
  script(
    'catalog-update',
    'kubectl',
    version,
    '--platform',
    'linux-amd64',
    '--data',
    folder,
    ...ports.flatMap((port) => ['--source', `http://127.0.0.1:${port}/`]),
  )

test('catalog:update keeps what two sources agree on, and catalog:check accepts it', async () => {
  await using one = await source({ [path]: release, [`${path}.sha256`]: sha256(release) })
  await using two = await source({ [path]: release })
  const folder = catalog()
  const before = readFileSync(join(folder, 'kubectl-digests.json'), 'utf8')
  expect(await update(folder, [one.port, two.port])).toMatchObject({ code: 0, stderr: '' })
  const after = readFileSync(join(folder, 'kubectl-digests.json'), 'utf8')
  expect(v.parse(tables, JSON.parse(after)).sha256['v9.9.9']).toEqual({
    'linux-amd64': sha256(release),
  })
  expect(after.split('\n')).toHaveLength(before.split('\n').length + 1)
  expect(await script('catalog-check', '--data', folder)).toMatchObject({ code: 0, stderr: '' })
})

const wrong = Buffer.from(release)
wrong[5000] = (wrong[5000] ?? 0) ^ 1

test.for([
  ['a source with other bytes', { [path]: wrong }, 'v9.9.9', path],
  ['a source without the file', {}, 'v9.9.9', path],
  ['another published sha256', { [path]: release }, 'v9.9.9', path, sha256(wrong)],
  [
    'another digest in the catalog',
    { [path.replace('v9.9.9', 'v1.23.3')]: release },
    'v1.23.3',
    path.replace('v9.9.9', 'v1.23.3'),
  ],
] as const)(
  'catalog:update refuses %s and writes nothing',
  async ([, other, version, at, told]) => {
    const sidecar = told === undefined ? {} : { [`${at}.sha256`]: told }
    await using one = await source({ [at]: release, ...sidecar })
    await using two = await source(other)
    const folder = catalog()
    const before = contents(folder)
    const { code, stderr } = await update(folder, [one.port, two.port], version)
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('conflict about') })
    expect(contents(folder)).toEqual(before)
  },
)

test('catalog:update wants a tool and a version', async () => {
  expect(await script('catalog-update', 'docker', 'latest')).toMatchObject({ code: 2 })
})

const digest = 'd7da739e4977657a3b3c84962df49493e36b09cc66381a5e36029206dd1e01d0'

const archiveDigest =
  'a2ed8bdb181dadd509f769b300413675c92fd864a70050ca916b4f0fbc4499e24acce48794d346d7de1531cc96c7cd93aa47913f1dab7c9b2c2a3df95a574fd7'

test.for([
  ['a digest that is too short', 'kubectl-digests.json', digest, digest.slice(1), 'no sha256'],
  [
    'a digest of two releases',
    'kubectl-digests.json',
    digest,
    'bc41382fbd3f6b33cb5ccb1819c5a38f2e6f3c9ce22acfedd6970b0b9b7748da',
    'the digest of',
  ],
  [
    'a pinned pair that is not complete',
    'kubectl-digests.json',
    `,"linux-amd64":"${digest}"`,
    '',
    'kubernetes-intro on linux-amd64: no digest of kubectl v1.23.3 linux-amd64',
  ],
  [
    'an archive whose digest is too short',
    'archive-digests.json',
    archiveDigest,
    archiveDigest.slice(1),
    'kubectl v1.19.2 darwin-amd64: no sha512',
  ],
  [
    'an archive that a pinned pair needs',
    'archive-digests.json',
    `"darwin-amd64":"${archiveDigest}",`,
    '',
    'docker-book on darwin-amd64: no digest of kubectl v1.19.2 darwin-amd64',
  ],
  ['a day that is none', 'minikube.json', '"asOf": "2026-12-01"', '"asOf": "soon"', 'is no day'],
  [
    'a release that says no runtime',
    'minikube.json',
    '"runtime":"containerd"',
    '"runtime":""',
    'v1.39.0: runtime',
  ],
  [
    'a release without the images of its Kubernetes',
    'kubernetes-images.json',
    '  "v1.37.0": ',
    '  "v1.37.99": ',
    'v1.39.0: no images of Kubernetes v1.37.0',
  ],
  [
    'a release that nobody built',
    'minikube-digests.json',
    '"v1.20.0"',
    '"v1.20.99"',
    'v1.20.0: no platform',
  ],
  [
    'a digest that is said to be missing',
    'minikube-digests.json',
    '"darwin-amd64","darwin-arm64"',
    '"linux-amd64","darwin-arm64"',
    'v1.39.0 linux-amd64: unrecorded, and has a digest',
  ],
] as const)('catalog:check finds %s', async ([, file, from, to, said]) => {
  const folder = catalog()
  const text = readFileSync(join(folder, file), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder, file), text.replace(from, to))
  const { code, stderr } = await script('catalog-check', '--data', folder)
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) })
})
