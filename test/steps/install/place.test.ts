import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { install, listInstalls, undoInstall } from '../../../src/host/install.ts'
import { keepFor } from '../../../src/host/keep.ts'
import { programFile } from '../../support/program-file.ts'
import { isRoot } from '../../support/somebody.ts'
import {
  asReleased,
  digestOfFile,
  downloadOf,
  eventsOf,
  installIn,
  linux,
  litterIn,
  mib,
  modeOf,
  namesIn,
  placed,
  quiet,
  sayOf,
  serve,
  workshop,
} from './workshop.ts'

test.runIf(linux)('a program is fetched, verified, proven and placed', async () => {
  using shop = workshop()
  const program = programFile('v1.23.3', { size: 3 * mib })
  await using source = await serve(program)
  const { events, onEvent } = eventsOf()
  const done = await installIn(shop, program, source.urls, { onEvent })
  const path = join(shop.bin, 'kubectl')
  expect(done).toMatchObject({ path, already: false, bytes: 3 * mib, from: source.urls })
  expect(placed(path)).toEqual(asReleased(program))
  expect(events.map(({ kind }) => kind).filter((kind) => kind !== 'progress')).toEqual([
    'source',
    'verified',
    'placed',
  ])
  expect(modeOf(join(shop.blobs, program.sha256))).toBe(0o444)
  expect(litterIn(shop)).toEqual([])
  expect(await listInstalls(shop.env)).toMatchObject([
    { id: done.transaction, state: 'committed', path, version: 'v1.23.3' },
  ])
})

test.runIf(linux)('what is there already is left alone and asks nobody', async () => {
  using shop = workshop()
  const program = programFile('v1')
  await using source = await serve(program)
  const first = await installIn(shop, program, source.urls)
  const before = statSync(first.path)
  const again = await installIn(shop, program, ['http://127.0.0.1:1/'])
  expect(again).toMatchObject({ already: true, transaction: first.transaction, path: first.path })
  expect(statSync(first.path).ino).toBe(before.ino)
})

test.runIf(linux)('the cache serves without a source, and a bad blob is fetched anew', async () => {
  using shop = workshop()
  const program = programFile('v1', { size: mib })
  await using source = await serve(program)
  const { path } = await installIn(shop, program, source.urls)
  rmSync(path)
  expect(await installIn(shop, program, [])).toMatchObject({ already: false, from: [] })
  rmSync(path)
  chmodSync(join(shop.blobs, program.sha256), 0o644)
  writeFileSync(join(shop.blobs, program.sha256), 'rotten')
  expect(await installIn(shop, program, source.urls)).toMatchObject({ from: source.urls })
  expect(digestOfFile(join(shop.blobs, program.sha256))).toBe(program.sha256)
})

test.runIf(linux)('a program that is running is replaced and goes on', async () => {
  using shop = workshop()
  const path = join(shop.bin, 'kubectl')
  writeFileSync(path, programFile('v0', { stays: true, cpu: 'amd64' }).bytes, { mode: 0o755 })
  const child = spawn(path)
  await new Promise((done) => child.stdout.once('data', done))
  const program = programFile('v1')
  await using source = await serve(program)
  await installIn(shop, program, source.urls)
  expect(sayOf(path)).toContain('v1')
  expect(child.exitCode).toBe(null)
  child.kill()
})

test.runIf(linux)('the test of the new file happens in an empty home', async () => {
  using shop = workshop()
  const before = namesIn(shop.root)
  const program = programFile('v1')
  await using source = await serve(program)
  await installIn(shop, program, source.urls)
  expect(namesIn(shop.root)).toEqual(before)
})

test.runIf(linux && isRoot)(
  'behind sudo everything in a user’s folder belongs to the user',
  async () => {
    using shop = workshop()
    const [uid, gid, name] = [54_321, 54_322, 'somebody-of-the-install-test']
    // A user the database does not know is taken to live in /home.
    const home = join('/home', name)
    mkdirSync(home, { recursive: true })
    chownSync(home, uid, gid)
    const env = { ...shop.env, SUDO_UID: String(uid), SUDO_GID: String(gid), SUDO_USER: name }
    const program = programFile('v1')
    await using source = await serve(program)
    try {
      const done = await install(
        downloadOf(program, source.urls),
        { directory: join(home, '.local', 'bin'), file: 'kubectl' },
        { env, now: Date.now, ...quiet },
      )
      const strangers = execFileSync('find', [home, '!', '-uid', String(uid)], { encoding: 'utf8' })
      expect(strangers).toBe('')
      expect(namesIn(join(home, '.cache', 'k8s-doctor', 'blobs'))).toEqual([program.sha256])
      expect(await listInstalls(env)).toMatchObject([{ id: done.transaction }])
      expect(await undoInstall(done.transaction, { env, ...quiet })).toMatchObject({
        kind: 'undone',
      })
    } finally {
      rmSync(home, { recursive: true })
    }
  },
)

test.runIf(linux && isRoot)(
  'root’s folders are root’s affair, whoever is behind sudo',
  async () => {
    using shop = workshop()
    const env = { ...shop.env, SUDO_UID: '54321', SUDO_GID: '54322', SUDO_USER: 'somebody' }
    const keep = await keepFor(shop.bin, env)
    expect(keep.owner).toBe(undefined)
    expect(keep.blobs.startsWith(userInfo().homedir)).toBe(true)
  },
)

test.runIf(linux && isRoot).for([
  ['kubectl', { kind: 'undone', left: 'file' }],
  ['kubelet', { kind: 'refused', why: 'unknown' }],
] as const)(
  'behind sudo a user’s record speaks for root’s folders of the programs root places there: %s',
  async ([file, expected]) => {
    using shop = workshop()
    const [uid, gid, name] = [54_323, 54_324, 'somebody-with-records']
    const home = join('/home', name)
    mkdirSync(home, { recursive: true })
    const program = programFile('v1')
    const path = join(shop.bin, file)
    writeFileSync(path, 'old', { mode: 0o754 })
    await using source = await serve(program)
    try {
      const placement = { directory: shop.bin, file }
      const { transaction } = await install(downloadOf(program, source.urls), placement, {
        env: { PATH: shop.env['PATH'], HOME: home },
        now: Date.now,
        ...quiet,
      })
      execFileSync('chown', ['-R', `${uid}:${gid}`, home])
      const env = { ...shop.env, SUDO_UID: String(uid), SUDO_GID: String(gid), SUDO_USER: name }
      expect(await undoInstall(transaction, { env, ...quiet })).toMatchObject(expected)
      expect(modeOf(path)).toBe(expected.kind === 'undone' ? 0o754 : 0o755)
    } finally {
      rmSync(home, { recursive: true })
    }
  },
)
