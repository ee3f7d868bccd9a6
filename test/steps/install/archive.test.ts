import { chmodSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { listInstalls, undoInstall } from '../../../src/host/install.ts'
import { InstallError } from '../../../src/model/install.ts'
import type { Download } from '../../../src/model/install.ts'
import { ownCpu, programFile } from '../../support/program-file.ts'
import { clientArchive, sha512Of, tarOf } from '../../support/tar-file.ts'
import type { Member } from '../../support/tar-file.ts'
import {
  asReleased,
  digestOfFile,
  eventsOf,
  failureOf,
  installIn,
  linux,
  litterIn,
  mib,
  namesIn,
  placed,
  quiet,
  serve,
  workshop,
} from './workshop.ts'

const member = 'kubernetes/client/bin/kubectl'

const packed = (bytes: Buffer): Partial<Download> => ({
  sha256: undefined,
  archive: { digest: { algorithm: 'sha512', hex: sha512Of(bytes) }, member },
})

test.runIf(linux)('a program comes out of an archive, and nothing else does', async () => {
  using shop = workshop()
  const program = programFile('v1.19.2', { size: 3 * mib })
  const bytes = clientArchive(program.bytes)
  await using source = await serve({ bytes })
  const download = packed(bytes)
  const { events, onEvent } = eventsOf()
  const done = await installIn(shop, program, source.urls, { download, onEvent })
  expect(namesIn(shop.bin)).toEqual(['kubectl'])
  expect(placed(done.path)).toEqual(asReleased(program))
  expect(events).toContainEqual({ kind: 'verified', sha512: sha512Of(bytes) })
  expect(namesIn(shop.blobs)).toEqual([sha512Of(bytes)])
  expect(litterIn(shop)).toEqual([])
  const [record] = await listInstalls(shop.env)
  expect(record).toMatchObject({ sha256: program.sha256, archive: download.archive?.digest })
  expect(await installIn(shop, program, [], { download })).toMatchObject({
    already: true,
    transaction: done.transaction,
  })
  expect(await undoInstall(done.transaction, { env: shop.env, ...quiet })).toMatchObject({
    kind: 'undone',
  })
  expect(namesIn(shop.bin)).toEqual([])
})

test.runIf(linux)('an archive that has gone bad in the cache is fetched anew', async () => {
  using shop = workshop()
  const program = programFile('v1')
  const bytes = clientArchive(program.bytes)
  await using source = await serve({ bytes })
  const { path } = await installIn(shop, program, source.urls, { download: packed(bytes) })
  for (const rotten of [Buffer.from('rotten'), clientArchive(programFile('v2').bytes)]) {
    rmSync(path)
    chmodSync(join(shop.blobs, sha512Of(bytes)), 0o644)
    writeFileSync(join(shop.blobs, sha512Of(bytes)), rotten)
    const again = await installIn(shop, program, source.urls, { download: packed(bytes) })
    expect(again).toMatchObject({ from: source.urls })
    expect(digestOfFile(path)).toBe(program.sha256)
  }
})

test.runIf(linux)('an archive with another digest is no archive', async () => {
  using shop = workshop()
  const program = programFile('v1')
  const bytes = clientArchive(program.bytes)
  await using source = await serve({ bytes: clientArchive(programFile('v2').bytes) })
  const refused = await failureOf(
    installIn(shop, program, source.urls, { download: packed(bytes) }),
  )
  expect(refused).toMatchObject({ failure: 'no-source' })
  expect(refused instanceof InstallError && refused.tried[0]?.why).toMatch(
    /^sent wrong bytes \(sha512 [0-9a-f]{128}, not [0-9a-f]{128}\)$/,
  )
})

const program = programFile('v1', { size: mib })
const right: Member = { name: member, bytes: program.bytes }
const good = gzipSync(tarOf([right]))
const outside = Buffer.from('outside')

/** Each with the digest of the catalog: mistakes of a course that pins it, not of a stranger's. */
const useless: readonly (readonly [string, Buffer, string])[] = [
  [
    'has a link for a program',
    gzipSync(tarOf([{ name: member, type: '2', link: '/bin/sh' }])),
    'does not hold',
  ],
  ['has no such program', gzipSync(tarOf([{ ...right, name: 'kubectl' }])), 'does not hold'],
  ['is cut off', good.subarray(0, -20_000), 'is damaged ('],
  [
    'is cut off before it was packed',
    gzipSync(tarOf([right]).subarray(0, -20_000)),
    'is damaged (',
  ],
  ['is a page', Buffer.from('hello'.repeat(100)), 'is damaged ('],
]

test.runIf(linux).for(useless)('an archive that %s is refused', async ([, bytes, why]) => {
  using shop = workshop()
  const old = programFile('v0')
  writeFileSync(join(shop.bin, 'kubectl'), old.bytes, { mode: 0o755 })
  await using source = await serve({ bytes })
  const refused = await failureOf(
    installIn(shop, program, source.urls, { download: packed(bytes) }),
  )
  expect(refused).toMatchObject({ failure: 'archive' })
  expect(refused instanceof InstallError && refused.message).toContain(why)
  expect(namesIn(shop.bin)).toEqual(['kubectl'])
  expect(digestOfFile(join(shop.bin, 'kubectl'))).toBe(old.sha256)
  expect(namesIn(shop.root).toSorted()).toEqual(['bin', 'cache', 'state'])
  expect(litterIn(shop)).toEqual([])
})

test.runIf(linux)('of an archive with more in it nothing else is written', async () => {
  using shop = workshop()
  const bytes = gzipSync(tarOf([{ name: '../../outside', bytes: outside }, right, right]))
  await using source = await serve({ bytes })
  const { path } = await installIn(shop, program, source.urls, { download: packed(bytes) })
  expect(digestOfFile(path)).toBe(program.sha256)
  expect(namesIn(shop.bin)).toEqual(['kubectl'])
  expect(namesIn(shop.root).toSorted()).toEqual(['bin', 'cache', 'state'])
})

test.runIf(linux)('a program for another CPU is refused out of an archive too', async () => {
  using shop = workshop()
  const made = programFile('v1', { cpu: ownCpu === 'amd64' ? 'arm64' : 'amd64' })
  const bytes = clientArchive(made.bytes)
  await using source = await serve({ bytes })
  const refused = await failureOf(installIn(shop, made, source.urls, { download: packed(bytes) }))
  expect(refused).toMatchObject({ failure: 'other-cpu' })
  expect(namesIn(shop.bin)).toEqual([])
})
