import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Undo } from '../../src/engine/steps/interpreter.ts'
import { loadImage } from '../../src/engine/steps/load-image.ts'
import { pullImage } from '../../src/engine/steps/pull-image.ts'
import { saveImage } from '../../src/engine/steps/save-image.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
import { registry } from '../http/registries.ts'
import type { Running } from '../http/servers.ts'
import { apply, hostWith } from '../support/writing.ts'
import { startEngine } from './support/engine.ts'
import type { Engine } from './support/engine.ts'
import { findProgram } from './support/requirements.ts'

let engine: Engine
let mirror: Running
let host: WriteHost
let source = ''
const wanted = 'k8s.gcr.io/pause:3.6'

/**
 * Stands in for the crictl of a node: the image that was loaded last is one of its own. And for minikube: `image load` hands docker's
 * archive over, `image rm` takes it away.
 */
const standIns: Readonly<Record<string, string>> = {
  crictl: `#!/busybox sh
echo '{"images":[{"repoTags":['"$(/busybox cat /loaded 2>/dev/null || echo '"none:1"')"']}]}'
`,
  minikube: `#!/bin/sh
test "$1 $3" = "-p image" || exit 64
case "$4" in
  load) docker save "$5" | docker exec -i "$2" /busybox tar -xO manifest.json |
    sed 's/.*"RepoTags":\\[\\([^]]*\\)\\].*/\\1/' | docker exec -i "$2" /busybox dd of=/loaded 2>/dev/null;;
  rm) docker exec "$2" /busybox rm /loaded;;
esac
`,
}

beforeAll(async () => {
  engine = await startEngine()
  mirror = await registry(engine.folder, 'mirror')
  source = `127.0.0.1:${mirror.port}/google_containers/pause:3.6`
  const root = join(engine.folder, 'image')
  const tar = join(engine.folder, 'image.tar')
  for (const folder of [join(root, 'bin'), join(engine.folder, 'bin')])
    mkdirSync(folder, { recursive: true })
  cpSync(findProgram('busybox') ?? '', join(root, 'busybox'))
  for (const [name, text] of Object.entries(standIns)) {
    const file = join(name === 'crictl' ? root : engine.folder, 'bin', name)
    writeFileSync(file, text)
    chmodSync(file, 0o755)
  }
  execFileSync('tar', ['-C', root, '-cf', tar, '.'])
  await engine.docker('import', tar, source)
  await engine.docker('import', tar, 'node:1')
  await engine.docker('push', source)
  await engine.docker('image', 'rm', source)
  host = hostWith({
    DOCKER_HOST: engine.address,
    DOCKER_CONTEXT: undefined,
    HOME: engine.folder,
    PATH: `${join(engine.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
  })
})
afterAll(async () => {
  await mirror[Symbol.asyncDispose]()
  await engine.dispose()
})

const names = async (): Promise<readonly string[]> =>
  (await engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}')).stdout
    .split('\n')
    .filter((line) => line !== '')
    .toSorted()

const undoOf = (undo: Awaited<ReturnType<typeof apply>>): Undo => {
  if (typeof undo !== 'object') throw new TypeError('no undo')
  return undo
}

test('an image comes from a mirror under its own name, and goes again', async () => {
  const step = { kind: 'pull-image', image: source, as: wanted } as const
  const undo = undoOf(await apply(pullImage, step, host))
  expect(await names()).toEqual([source, wanted, 'node:1'].toSorted())
  expect(await apply(pullImage, step, host)).toBe('done already')
  await pullImage.revert(undo, host)
  expect(await names()).toEqual(['node:1'])
  await expect(
    apply(pullImage, { kind: 'pull-image', image: source.replace('3.6', '3.7') }, host),
  ).rejects.toMatchObject({ why: 'failed', message: expect.stringContaining('not found') })
})

test('an image that a container was made from stays', async () => {
  const undo = undoOf(await apply(pullImage, { kind: 'pull-image', image: source }, host))
  await engine.docker('create', '--network', 'none', '--name', 'user', source, '/busybox')
  await expect(pullImage.revert(undo, host)).rejects.toMatchObject({ why: 'refused' })
  expect(await names()).toContain(source)
  await engine.docker('rm', 'user')
  await pullImage.revert(undo, host)
  expect(await names()).toEqual(['node:1'])
})

test('the cache gets what docker can load again, under the same name', async () => {
  await apply(pullImage, { kind: 'pull-image', image: source, as: wanted }, host)
  const path = join(engine.folder, '.minikube/cache/images/amd64/k8s.gcr.io/pause_3.6')
  const step = { kind: 'save-image', image: wanted, path } as const
  const undo = undoOf(await apply(saveImage, step, host))
  expect(readdirSync(join(path, '..'))).toEqual(['pause_3.6'])
  await engine.docker('image', 'rm', wanted, source)
  expect((await engine.docker('load', '-i', path)).stdout).toContain(wanted)
  expect(await names()).toContain(wanted)
  await saveImage.revert(undo, host)
  expect(existsSync(join(engine.folder, '.minikube'))).toBe(false)
  await expect(apply(saveImage, { ...step, image: 'no-such:1' }, host)).rejects.toMatchObject({
    why: 'failed',
    message: expect.stringContaining('no-such:1'),
  })
  expect(existsSync(path)).toBe(false)
})

test('a running cluster gets an image, and gives it back', async () => {
  await apply(pullImage, { kind: 'pull-image', image: source, as: wanted }, host)
  const wait = ['/busybox', 'sh', '-c', 'while :; do /busybox sleep 1; done']
  await engine.docker('run', '-d', '--network', 'none', '--name', 'course', 'node:1', ...wait)
  const step = {
    kind: 'load-image',
    image: wanted,
    cluster: 'course',
    command: 'image load',
  } as const
  const undo = undoOf(await apply(loadImage, step, host))
  expect(await apply(loadImage, step, host)).toBe('done already')
  await loadImage.revert(undo, host)
  expect(await loadImage.isDone(step, host)).toBe(false)
  await engine.docker('rm', '-f', 'course')
  await loadImage.revert(undo, host)
})
