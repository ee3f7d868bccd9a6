import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Undo } from '../../../src/engine/steps/interpreter.ts'
import { seedCache } from '../../../src/engine/steps/seed-cache.ts'
import type { Step } from '../../../src/model/step.ts'
import type { WriteHost } from '../../../src/model/write-host.ts'
import { fileServer } from '../../http/file-server.ts'
import { http } from '../../http/servers.ts'
import { apply, hostWith, ownFolder, snapshot } from '../../support/writing.ts'

type SeedCache = Extract<Step, { readonly kind: 'seed-cache' }>

const file = Buffer.from('kubeadm\n'.repeat(50_000))
const sha256 = createHash('sha256').update(file).digest('hex')
const at = ownFolder('fix-cache')
let homes = 0

/** A home of its own, and a step that lays the file into its cache. */
const machine = (url: string): { home: string; step: SeedCache; host: WriteHost } => {
  homes += 1
  const home = at(`home-${homes}`)
  mkdirSync(home)
  const path = join(home, '.minikube/cache/linux/amd64/v1.23.3/kubeadm')
  return {
    home,
    step: { kind: 'seed-cache', url, sha256, path, executable: true },
    host: hostWith({
      HOME: home,
      XDG_CACHE_HOME: at(`cache-${homes}`),
      XDG_STATE_HOME: at(`state-${homes}`),
    }),
  }
}

const serving = async (body: Buffer = file) => {
  const server = await http(fileServer(body).listener)
  return {
    url: `http://127.0.0.1:${server.port}/release/kubeadm`,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

const undoOf = (undo: Awaited<ReturnType<typeof apply>>): Undo => {
  if (typeof undo !== 'object') throw new TypeError('no undo')
  return undo
}

test('a file is fetched, verified, laid into the cache, and taken out again', async () => {
  await using server = await serving()
  const { home, step, host } = machine(server.url)
  const before = snapshot(home)
  const undo = undoOf(await apply(seedCache, step, host))
  expect(readFileSync(step.path).equals(file)).toBe(true)
  expect(statSync(step.path).mode & 0o777).toBe(0o755)
  expect(await apply(seedCache, step, host)).toBe('done already')
  await seedCache.revert(undo, host)
  expect(snapshot(home)).toEqual(before)
  await seedCache.revert(undo, host)
  expect(snapshot(home)).toEqual(before)
})

test('what is no program is nobody’s to run, and its only copy is in minikube’s cache', async () => {
  await using server = await serving()
  const { step, host } = machine(server.url)
  await apply(seedCache, { ...step, executable: false, bytes: file.length }, host)
  expect(statSync(step.path).mode & 0o777).toBe(0o644)
  expect(existsSync(join(at(`cache-${homes}`), 'k8s-doctor/blobs', sha256))).toBe(false)
})

test('folders that were there, and files in them, stay', async () => {
  await using server = await serving()
  const { home, step, host } = machine(server.url)
  mkdirSync(join(home, '.minikube/cache/linux'), { recursive: true })
  const undo = undoOf(await apply(seedCache, step, host))
  writeFileSync(join(home, '.minikube/cache/linux/amd64/other'), 'mine')
  await seedCache.revert(undo, host)
  expect(existsSync(step.path)).toBe(false)
  expect(readFileSync(join(home, '.minikube/cache/linux/amd64/other'), 'utf8')).toBe('mine')
  expect(existsSync(join(home, '.minikube/cache/linux/amd64/v1.23.3'))).toBe(false)
})

test('a broken file in its place is replaced, and comes back', async () => {
  await using server = await serving()
  const { home, step, host } = machine(server.url)
  mkdirSync(join(home, '.minikube/cache/linux/amd64/v1.23.3'), { recursive: true })
  writeFileSync(step.path, '<html>', { mode: 0o600 })
  const before = snapshot(home)
  const undo = undoOf(await apply(seedCache, step, host))
  expect(readFileSync(step.path).equals(file)).toBe(true)
  await seedCache.revert(undo, host)
  expect(snapshot(home)).toEqual(before)
})

test('a run that was killed before it could say that the file is there', async () => {
  await using server = await serving()
  const { home, step, host } = machine(server.url)
  const before = snapshot(home)
  const undo = undoOf(await apply(seedCache, step, host))
  const journal = join(at(`state-${homes}`), 'k8s-doctor/install')
  for (const name of readdirSync(journal).filter((each) => each.endsWith('.json'))) {
    const text = readFileSync(join(journal, name), 'utf8')
    writeFileSync(join(journal, name), text.replace('"committed"', '"prepared"'))
  }
  await seedCache.revert(undo, host)
  expect(snapshot(home)).toEqual(before)
})

test('a cache behind a link is found again', async () => {
  await using server = await serving()
  const { home, step, host } = machine(server.url)
  mkdirSync(at(`disk-${homes}`))
  symlinkSync(at(`disk-${homes}`), join(home, '.minikube'))
  const undo = undoOf(await apply(seedCache, step, host))
  expect(existsSync(step.path)).toBe(true)
  await seedCache.revert(undo, host)
  expect(existsSync(step.path)).toBe(false)
})

/** What a step that lays nothing there says. */
const refused = async (more: Partial<SeedCache>, body?: Buffer) => {
  await using server = await serving(body)
  const { home, step, host } = machine(server.url)
  const work = apply(seedCache, { ...step, ...more }, host)
  const error: unknown = await work.catch((reason: unknown) => reason)
  expect(existsSync(join(home, '.minikube/cache/linux/amd64/v1.23.3/kubeadm'))).toBe(false)
  return error
}

describe('nothing is laid there', () => {
  test('where the bytes are others', async () => {
    expect(await refused({}, Buffer.from('kubeadn\n'.repeat(50_000)))).toMatchObject({
      name: 'StepError',
      why: 'failed',
      message: 'no source delivered the file',
    })
  })

  test('without a digest', async () => {
    expect(await refused({ sha256: '' })).toMatchObject({
      why: 'refused',
      message: expect.stringMatching(/^no digest/),
    })
  })

  test.for(['file:///etc/passwd', 'http://example.com/kubeadm', 'kubeadm'])(
    'from %s',
    async (url) => {
      expect(await refused({ url })).toMatchObject({
        why: 'refused',
        message: `${url} is no address to fetch from: https, or http nearby`,
      })
    },
  )
})

test('a file that was changed since is not taken away', async () => {
  await using server = await serving()
  const { step, host } = machine(server.url)
  const undo = undoOf(await apply(seedCache, step, host))
  writeFileSync(step.path, 'another')
  await expect(seedCache.revert(undo, host)).rejects.toMatchObject({
    why: 'refused',
    message: `${step.path} is not what was installed any more`,
  })
  expect(readFileSync(step.path, 'utf8')).toBe('another')
})
