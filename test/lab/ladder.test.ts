import { requestFor } from '../support/diagnose.ts'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { keptBeside } from '../../src/catalog/minikube-cache.ts'
import { nextRung } from '../../src/cluster/ladder.ts'
import { bind } from '../../src/engine/erased.ts'
import { deleteAll } from '../../src/engine/steps/delete-all.ts'
import { interpreters } from '../../src/engine/steps/index.ts'
import { purgeHome } from '../../src/engine/steps/purge-home.ts'
import { unpause } from '../../src/engine/steps/unpause.ts'
import type { Attempt, RungId } from '../../src/model/attempt.ts'
import type { WriteHost } from '../../src/model/write-host.ts'
import { situation } from '../support/ladder.ts'
import { apply, hostWith, snapshot } from '../support/writing.ts'
import { startEngine } from './support/engine.ts'
import type { Engine } from './support/engine.ts'
import { findProgram } from './support/requirements.ts'

// A real engine with real objects; minikube is the stand-in, which says so.
const standIn = resolve('test/support/minikube-stand-in.mjs')
const made = 'created_by.minikube.sigs.k8s.io=true'

let engine: Engine
let host: WriteHost
const at = (...names: readonly string[]): string => join(engine.folder, ...names)
const home = (): string => at('home/.minikube')

beforeAll(async () => {
  engine = await startEngine()
  mkdirSync(at('bin'))
  const line = `exec '${process.execPath}' '${standIn}' "$@"`
  writeFileSync(at('bin/minikube'), `#!/bin/sh\n${line}\n`, { mode: 0o755 })
  host = hostWith({
    PATH: `${at('bin')}:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    DOCKER_HOST: engine.address,
    DOCKER_CONTEXT: undefined,
    HOME: at('home'),
    MINIKUBE_HOME: at('home'),
    KUBECONFIG: at('home/.kube/config'),
    STAND_IN: at('stand-in'),
  })
  mkdirSync(at('image'))
  cpSync(findProgram('busybox') ?? '', at('image/busybox'))
  execFileSync('tar', ['-C', at('image'), '-cf', at('image.tar'), '.'])
  await engine.docker('import', at('image.tar'), 'node:1')
})
afterAll(async () => {
  await empty()
  await engine.dispose()
})

/** What the stand-in is to do; it forgets what it did before. */
const tell = (script: Readonly<Record<string, unknown>> = {}): void => {
  rmSync(at('stand-in'), { recursive: true, force: true })
  mkdirSync(at('stand-in'))
  const command = ['/busybox', 'sleep', '600']
  writeFileSync(at('stand-in/script.json'), JSON.stringify({ image: 'node:1', command, ...script }))
}

const start = async (): Promise<number | undefined> =>
  (await host.runChanging(['minikube', 'start'], { deadlineMs: 60_000 })).exitCode

const names = async (...args: readonly string[]): Promise<readonly string[]> =>
  (await engine.docker(...args)).stdout.split('\n').filter((line) => line !== '')

const left = async () => ({
  containers: await names('ps', '-a', '--format', '{{.Names}}'),
  volumes: await names('volume', 'ls', '--format', '{{.Name}}'),
  profile: existsSync(join(home(), 'profiles/minikube')),
})

/** Somebody else's cluster on the same engine: its profile is in another home. */
const stranger = async (name: string): Promise<void> => {
  const labels = ['--label', made, '--label', `name.minikube.sigs.k8s.io=${name}`]
  await engine.docker(
    'create',
    '--network',
    'none',
    '--name',
    name,
    ...labels,
    'node:1',
    '/busybox',
  )
  await engine.docker('volume', 'create', ...labels, name)
}

const empty = async (): Promise<void> => {
  const all = await names('ps', '-aq')
  if (all.length > 0) await engine.docker('rm', '-f', '-v', ...all)
  const volumes = await names('volume', 'ls', '-q')
  if (volumes.length > 0) await engine.docker('volume', 'rm', ...volumes)
}

beforeEach(async () => {
  await empty()
  rmSync(at('home'), { recursive: true, force: true })
  mkdirSync(join(home(), 'cache/images/amd64'), { recursive: true })
  writeFileSync(join(home(), 'cache/images/amd64/pause_3.6'), 'an image')
  await engine.docker('create', '--network', 'none', '--name', 'mine', 'node:1', '/busybox')
  await engine.docker('volume', 'create', 'mine')
  tell()
})

const mine = { containers: ['mine'], volumes: ['mine'], profile: false }

test('all clusters go, the named ones of others too, and nothing else', async () => {
  expect(await start()).toBe(0)
  await stranger('anna')
  const step = { kind: 'delete-all', profiles: ['anna', 'minikube'] } as const
  await apply(deleteAll, step, host)
  expect(await left()).toEqual(mine)
  expect(await apply(deleteAll, step, host)).toBe('done already')
})

test('a cluster that nobody named keeps everything as it is', async () => {
  expect(await start()).toBe(0)
  await stranger('anna')
  const before = await left()
  const named = { profiles: ['minikube'] } as const
  for (const work of [
    () => apply(deleteAll, { kind: 'delete-all', ...named }, host),
    () => apply(purgeHome, { kind: 'purge-home', home: home(), ...named }, host),
  ])
    await expect(work()).rejects.toMatchObject({
      why: 'refused',
      message: 'there is also anna, which nobody agreed to delete',
    })
  expect(await left()).toEqual(before)
})

test('exit code 0 with a container left is a failure, 80 with nothing left is none', async () => {
  const step = { kind: 'delete-all', profiles: ['minikube'] } as const
  tell({ deletes: [{ exit: 0, leaves: ['container'] }, { exit: 80 }] })
  expect(await start()).toBe(0)
  await expect(apply(deleteAll, step, host)).rejects.toMatchObject({
    why: 'failed',
    message: expect.stringMatching(/^there is still minikube/),
  })
  await apply(deleteAll, step, host)
  expect(await left()).toEqual(mine)
})

test('a purge takes the home and leaves the downloads, byte by byte', async () => {
  expect(await start()).toBe(0)
  const before = snapshot(join(home(), 'cache'))
  const step = { kind: 'purge-home', home: home(), profiles: ['minikube'] } as const
  await apply(purgeHome, step, host)
  expect(await left()).toEqual(mine)
  expect(snapshot(join(home(), 'cache'))).toEqual(before)
  expect(existsSync(keptBeside(home()))).toBe(false)
  expect(await apply(purgeHome, step, host)).toBe('done already')
})

test('a purge that minikube skips is seen, and the downloads are back', async () => {
  expect(await start()).toBe(0)
  writeFileSync(join(home(), 'ca.crt'), 'a certificate')
  tell({ deletes: [{ exit: 80 }] })
  const step = { kind: 'purge-home', home: home(), profiles: ['minikube'] } as const
  await expect(apply(purgeHome, step, host)).rejects.toMatchObject({
    why: 'failed',
    message: expect.stringContaining(join(home(), 'ca.crt')),
  })
  expect(readFileSync(join(home(), 'cache/images/amd64/pause_3.6'), 'utf8')).toBe('an image')
})

const nodeState = async (): Promise<string | undefined> =>
  (await names('inspect', '-f', '{{.State.Status}}', 'minikube'))[0]

test('a frozen node goes on, and is frozen again when that is taken back', async () => {
  expect(await start()).toBe(0)
  await engine.docker('pause', 'minikube')
  const undo = await apply(unpause, { kind: 'unpause', container: 'minikube' }, host)
  expect(await nodeState()).toBe('running')
  if (typeof undo !== 'object') throw new TypeError('nothing was done')
  await unpause.revert(undo, host)
  expect(await nodeState()).toBe('paused')
  await engine.docker('unpause', 'minikube')
})

test('a start that fails twice and succeeds after the second rung', async () => {
  const fails = { end: 'fail', reason: 'GUEST_CERT' }
  tell({ starts: [fails, fails, { end: 'success' }] })
  const attempts: Attempt[] = []
  const taken: RungId[] = []
  const about = situation(['minikube/GUEST_CERT'])
  for (;;) {
    const exitCode = await start()
    const [attempt] = about.attempts
    const rung = taken.at(-1)
    if (exitCode === 0 || attempt === undefined) break
    attempts.push({ ...attempt, exitCode: exitCode ?? -1, ...(rung === undefined ? {} : { rung }) })
    const next = nextRung({
      ...about,
      attempts,
      exists: (await left()).profile,
      // What the first node held may have been the cause.
      ours: false,
      others: [],
      home: home(),
    })
    if (next === undefined) break
    for (const step of next.steps)
      await bind(interpreters[step.kind], step).perform(host, requestFor({}))
    expect(await left()).toEqual(mine)
    taken.push(next.id)
  }
  expect(taken).toEqual(['delete-profile', 'delete-all'])
  expect(await left()).toEqual({
    containers: ['minikube', 'mine'],
    volumes: ['mine', 'minikube'],
    profile: true,
  })
})
