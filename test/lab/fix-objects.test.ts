import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteLeftovers } from '../../src/engine/steps/delete-leftovers.ts'
import { deleteProfile } from '../../src/engine/steps/delete-profile.ts'
import { pruneImages } from '../../src/engine/steps/prune-images.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
import { apply, hostWith } from '../support/writing.ts'
import { startEngine } from './support/engine.ts'
import type { Engine } from './support/engine.ts'
import { findProgram } from './support/requirements.ts'

let engine: Engine
let host: WriteHost
const tar = (): string => join(engine.folder, 'image.tar')

beforeAll(async () => {
  engine = await startEngine()
  host = hostWith({ DOCKER_HOST: engine.address, DOCKER_CONTEXT: undefined, HOME: engine.folder })
  const root = join(engine.folder, 'image')
  mkdirSync(root)
  cpSync(findProgram('busybox') ?? '', join(root, 'busybox'))
  execFileSync('tar', ['-C', root, '-cf', tar(), '.'])
  await engine.docker('import', tar(), 'course:1')
})
afterAll(() => engine.dispose())

const create = (name: string, ...more: readonly string[]): Promise<unknown> =>
  engine.docker('create', '--network', 'none', '--name', name, ...more, 'course:1', '/busybox')

const names = async (...args: readonly string[]): Promise<readonly string[]> =>
  (await engine.docker(...args)).stdout.split('\n').filter((line) => line !== '')

test('leftovers go and nothing else does, twice', async () => {
  const label = 'created_by.minikube.sigs.k8s.io=true'
  await create('minikube', '--label', label)
  await create('mine')
  await engine.docker('volume', 'create', '--label', label, 'minikube')
  await engine.docker('volume', 'create', 'mine')
  const step = {
    kind: 'delete-leftovers',
    containers: ['minikube', 'gone already'],
    volumes: ['minikube'],
    networks: ['no-such'],
  } as const
  await apply(deleteLeftovers, step, host)
  expect(await names('ps', '-a', '--format', '{{.Names}}')).toEqual(['mine'])
  expect(await names('volume', 'ls', '--format', '{{.Name}}')).toEqual(['mine'])
  expect(await apply(deleteLeftovers, step, host)).toBe('done already')
})

test('a volume in use is named as left', async () => {
  await create('user', '-v', 'held:/held')
  const step = {
    kind: 'delete-leftovers',
    containers: [],
    volumes: ['held'],
    networks: [],
  } as const
  await expect(apply(deleteLeftovers, step, host)).rejects.toMatchObject({
    why: 'failed',
    message: expect.stringMatching(/^docker still has held; .*volume is in use/),
  })
})

test('images without a name go, others stay', async () => {
  await engine.docker('import', '--message', 'nameless', tar())
  expect(await names('images', '-q', '--filter', 'dangling=true')).toHaveLength(1)
  await apply(pruneImages, { kind: 'prune-images' }, host)
  expect(await names('images', '--format', '{{.Repository}}:{{.Tag}}')).toEqual(['course:1'])
  expect(await apply(pruneImages, { kind: 'prune-images' }, host)).toBe('done already')
})

test('a cluster’s containers are seen by their label', async () => {
  await create('node', '--label', 'name.minikube.sigs.k8s.io=course')
  const step = { kind: 'delete-profile', profile: 'course' } as const
  expect(await deleteProfile.isDone(step, host)).toBe(false)
  await engine.docker('rm', 'node')
  expect(await deleteProfile.isDone(step, host)).toBe(true)
})
