import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InstallError } from '../../../src/model/install.ts'
import { install, listInstalls, undoInstall, uninstall } from '../../../src/host/install.ts'
import { keepFor } from '../../../src/host/keep.ts'
import { checkRoom } from '../../../src/host/room.ts'
import { fileServer } from '../../http/file-server.ts'
import { http } from '../../http/servers.ts'
import { programFile } from '../../support/program-file.ts'
import { isRoot } from '../../support/somebody.ts'
import {
  digestOfFile,
  downloadOf,
  eventsOf,
  failureOf,
  installIn,
  litterIn,
  mib,
  modeOf,
  namesIn,
  sayOf,
  workshop,
} from './workshop.ts'
import type { Workshop } from './workshop.ts'

const linux = process.platform === 'linux'
const serve = async (program: { readonly bytes: Buffer }) => {
  const server = fileServer(program.bytes)
  const running = await http(server.listener)
  return { ...running, server, urls: [`http://127.0.0.1:${running.port}/kubectl`] }
}
const quiet = { signal: new AbortController().signal, onEvent: () => undefined }

/** Runs with a file system of its own mounted on the folder for programs. */
const withMount = async (
  shop: Workshop,
  options: string,
  use: () => Promise<void>,
): Promise<void> => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', shop.bin])
  try {
    await use()
  } finally {
    execFileSync('umount', ['-l', shop.bin])
  }
}

test.runIf(linux)('a program is fetched, verified, proven and placed', async () => {
  using shop = workshop()
  const program = programFile('v1.23.3', { size: 3 * mib })
  await using source = await serve(program)
  const { events, onEvent } = eventsOf()
  const done = await installIn(shop, program, source.urls, { onEvent })
  const path = join(shop.bin, 'kubectl')
  expect(done).toMatchObject({ path, already: false, bytes: 3 * mib, from: source.urls })
  expect([sayOf(path), modeOf(path), digestOfFile(path)]).toEqual([
    'tool version v1.23.3\n',
    0o755,
    program.sha256,
  ])
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

const wrongs = {
  'no-digest': { download: { sha256: '' } },
  'self-test': { download: { version: 'v9' } },
} as const

test.runIf(linux).for(Object.entries(wrongs))(
  '%s leaves the old program',
  async ([failure, more]) => {
    using shop = workshop()
    const old = programFile('v0')
    writeFileSync(join(shop.bin, 'kubectl'), old.bytes, { mode: 0o700 })
    const program = programFile('v1')
    await using source = await serve(program)
    expect(await failureOf(installIn(shop, program, source.urls, more))).toMatchObject({ failure })
    expect(digestOfFile(join(shop.bin, 'kubectl'))).toBe(old.sha256)
    expect(litterIn(shop)).toEqual([])
  },
)

const other = programFile('v1').bytes[18] === 0x3e ? 'arm64' : 'amd64'

test.runIf(linux).for([
  ['a program for another CPU', programFile('v1', { cpu: other }), 'is a program for linux/'],
  [
    'a script',
    { ...programFile('v1'), bytes: Buffer.from('#!/bin/sh\necho v1\n') },
    'is no program (script)',
  ],
  [
    'an archive',
    { ...programFile('v1'), bytes: Buffer.from([0x1f, 0x8b, ...Buffer.alloc(64)]) },
    'is no program (archive)',
  ],
] as const)('%s is refused by its header, before it runs', async ([, made, why]) => {
  using shop = workshop()
  const sha256 = createHash('sha256').update(made.bytes).digest('hex')
  await using source = await serve(made)
  const refused = await failureOf(installIn(shop, { ...made, sha256 }, source.urls))
  expect(refused).toMatchObject({ failure: 'other-cpu' })
  expect(refused instanceof InstallError && refused.message).toContain(why)
  expect(namesIn(shop.bin)).toEqual([])
})

test.runIf(linux)('a program of another platform is placed where nobody runs it', async () => {
  using shop = workshop()
  const made = programFile('v1', { cpu: other })
  await using source = await serve(made)
  const placement = { directory: shop.bin, file: 'kubelet' }
  const done = await install(
    {
      tool: 'kubelet',
      version: 'v1',
      os: 'linux',
      arch: other,
      sha256: made.sha256,
      urls: source.urls,
      plainHttp: [],
    },
    placement,
    { env: shop.env, now: Date.now, ...quiet },
  )
  expect(digestOfFile(done.path)).toBe(made.sha256)
})

test.runIf(linux && isRoot)('a folder that is mounted read-only says so', async () => {
  using shop = workshop()
  const program = programFile('v1')
  await using source = await serve(program)
  await withMount(shop, 'ro,size=1m', async () => {
    const refused = await failureOf(installIn(shop, program, source.urls))
    expect(refused).toMatchObject({ failure: 'not-writable' })
    expect(refused instanceof InstallError && refused.message).toContain('mounted read-only')
  })
})

test.runIf(linux && isRoot)(
  'a folder that is mounted noexec says so and keeps nothing',
  async () => {
    using shop = workshop()
    const program = programFile('v1')
    await using source = await serve(program)
    await withMount(shop, 'noexec,size=1m', async () => {
      const refused = await failureOf(installIn(shop, program, source.urls))
      expect(refused).toMatchObject({ failure: 'no-exec' })
      expect(namesIn(shop.bin)).toEqual([])
    })
  },
)

test.runIf(linux && isRoot)('no space: the precheck names what is needed and free', async () => {
  using shop = workshop()
  const program = programFile('v1', { size: 8 * mib })
  await using source = await serve(program)
  await withMount(shop, 'size=4m', async () => {
    const refused = await failureOf(installIn(shop, program, source.urls))
    expect(refused).toMatchObject({ failure: 'no-space' })
    expect(refused instanceof InstallError && refused.message).toMatch(
      /8 MiB are needed, 4 MiB are free/,
    )
  })
})

test.runIf(linux && isRoot)(
  'space that runs out on the way leaves the old program and no litter',
  async () => {
    using shop = workshop()
    const old = programFile('v0')
    const program = programFile('v1', { size: 8 * mib })
    await using source = await serve(program)
    await withMount(shop, 'size=10m', async () => {
      writeFileSync(join(shop.bin, 'kubectl'), old.bytes, { mode: 0o755 })
      const filling = setTimeout(() => undefined, 0)
      clearTimeout(filling)
      const onEvent = (event: { readonly kind: string }): void => {
        // Somebody else fills the disk between the precheck and the copy.
        if (event.kind === 'source') writeFileSync(join(shop.bin, 'filler'), Buffer.alloc(4 * mib))
      }
      const quota = { ...shop.env, XDG_CACHE_HOME: join(shop.bin, 'cache') }
      const refused = await failureOf(
        installIn(shop, program, source.urls, { onEvent, env: quota }),
      )
      expect(refused).toMatchObject({ failure: 'no-space' })
      expect(sayOf(join(shop.bin, 'kubectl'))).toContain('v0')
      expect(namesIn(shop.bin).filter((name) => name.startsWith('.'))).toEqual([])
      expect(namesIn(join(shop.bin, 'cache', 'k8s-doctor', 'blobs'))).toEqual([])
    })
  },
)

test.for([
  [0, undefined],
  [5, 'no-space'],
  [10, undefined],
] as const)('%d bytes said to be free of 10: %s', async ([free, failure]) => {
  const check = checkRoom(
    [
      { folder: '/tmp/x', bytes: 4 },
      { folder: '/tmp', bytes: 6 },
    ],
    async () => free,
  )
  await (failure === undefined ? check : expect(check).rejects.toMatchObject({ failure }))
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

test.runIf(linux).for([1, 2, 3])(
  'undo after %d installs gives back bytes and mode',
  async (installs) => {
    using shop = workshop()
    const path = join(shop.bin, 'kubectl')
    const old = programFile('v0')
    writeFileSync(path, old.bytes)
    chmodSync(path, 0o710)
    const states: (readonly [string | undefined, number])[] = [[old.sha256, 0o710]]
    const transactions: string[] = []
    for (let index = 1; index <= installs; index += 1) {
      const program = programFile(`v${index}`)
      await using source = await serve(program)
      transactions.push((await installIn(shop, program, source.urls)).transaction)
      states.push([program.sha256, 0o755])
    }
    for (const transaction of transactions.toReversed()) {
      states.pop()
      expect(await undoInstall(transaction, { env: shop.env, ...quiet })).toMatchObject({
        kind: 'undone',
      })
      expect([digestOfFile(path), modeOf(path)]).toEqual(states.at(-1))
    }
    expect(litterIn(shop)).toEqual([])
  },
)

test.runIf(linux)(
  'undo refuses after an edit, out of order, twice, and what it does not know',
  async () => {
    using shop = workshop()
    const path = join(shop.bin, 'kubectl')
    const [one, two] = [programFile('v1'), programFile('v2')]
    await using first = await serve(one)
    await using second = await serve(two)
    const options = { env: shop.env, ...quiet }
    const a = await installIn(shop, one, first.urls)
    const b = await installIn(shop, two, second.urls)
    const refused = (why: string) => ({ kind: 'refused', why })
    expect(await undoInstall('tx-no', options)).toMatchObject(refused('unknown'))
    expect(await undoInstall(a.transaction, options)).toMatchObject(refused('changed'))
    writeFileSync(path, 'mine now')
    expect(await undoInstall(b.transaction, options)).toMatchObject(refused('changed'))
    expect(readFileSync(path, 'utf8')).toBe('mine now')
    writeFileSync(path, two.bytes)
    expect(await undoInstall(b.transaction, options)).toMatchObject({ kind: 'undone' })
    expect(await undoInstall(b.transaction, options)).toMatchObject(refused('not-installed'))
    expect(await undoInstall(a.transaction, options)).toMatchObject({
      kind: 'undone',
      left: 'absent',
    })
    expect(existsSync(path)).toBe(false)
  },
)

test.runIf(linux)(
  'uninstall gives back what was there first; the user’s own backup outlives ours',
  async () => {
    using shop = workshop()
    const path = join(shop.bin, 'kubectl')
    writeFileSync(path, 'the user’s own', { mode: 0o755 })
    for (let index = 1; index <= 4; index += 1) {
      const program = programFile(`v${index}`)
      await using source = await serve(program)
      await installIn(shop, program, source.urls)
    }
    expect(namesIn(join(shop.journal, 'backup')).length).toBe(3)
    expect(await uninstall(path, { env: shop.env, ...quiet })).toMatchObject({ kind: 'undone' })
    expect(readFileSync(path, 'utf8')).toBe('the user’s own')
    expect(new Set((await listInstalls(shop.env)).map(({ state }) => state))).toEqual(
      new Set(['undone']),
    )
  },
)

test.runIf(linux)('a link is replaced itself and given back', async () => {
  using shop = workshop()
  const path = join(shop.bin, 'kubectl')
  const elsewhere = join(shop.root, 'elsewhere')
  writeFileSync(elsewhere, 'another program', { mode: 0o755 })
  symlinkSync('../elsewhere', path)
  const program = programFile('v1')
  await using source = await serve(program)
  const { transaction } = await installIn(shop, program, source.urls)
  expect(readFileSync(elsewhere, 'utf8')).toBe('another program')
  expect(digestOfFile(path)).toBe(program.sha256)
  await undoInstall(transaction, { env: shop.env, ...quiet })
  expect(readlinkSync(path)).toBe('../elsewhere')
})

test.runIf(linux)('a folder of that name is left', async () => {
  using shop = workshop()
  mkdirSync(join(shop.bin, 'kubectl'))
  const program = programFile('v1')
  await using source = await serve(program)
  expect(await failureOf(installIn(shop, program, source.urls))).toMatchObject({
    failure: 'not-writable',
  })
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
