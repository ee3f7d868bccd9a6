import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { install } from '../../../src/host/install.ts'
import { checkRoom } from '../../../src/host/room.ts'
import { InstallError } from '../../../src/model/install.ts'
import { programFile } from '../../support/program-file.ts'
import { isRoot } from '../../support/somebody.ts'
import {
  digestOfFile,
  failureOf,
  installIn,
  linux,
  litterIn,
  mib,
  namesIn,
  quiet,
  sayOf,
  serve,
  workshop,
} from './workshop.ts'
import type { Workshop } from './workshop.ts'

/** Runs with a file system of its own mounted on the folder for programs. */
const withMount = async (
  shop: Workshop,
  options: string,
  use: () => Promise<void>,
): Promise<void> => {
  execFileSync('sh', ['-c', `mount -t tmpfs -o ${options} tmpfs ${shop.bin}`])
  try {
    await use()
  } finally {
    execFileSync('sh', ['-c', `umount -l ${shop.bin}`])
  }
}

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
  [0, 'room'],
  [5, 'no-space'],
  [10, 'room'],
] as const)('%d bytes said to be free of 10: %s', async ([free, expected]) => {
  const needs = [
    { folder: '/tmp/x', bytes: 4 },
    { folder: '/tmp', bytes: 6 },
  ]
  const found = await checkRoom(needs, async () => free).then(
    () => 'room',
    (error: unknown) => (error instanceof InstallError ? error.failure : error),
  )
  expect(found).toBe(expected)
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
