import { chmodSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { listInstalls, undoInstall } from '../../../src/host/install.ts'
import { fileServer } from '../../http/file-server.ts'
import { http } from '../../http/servers.ts'
import { programFile } from '../../support/program-file.ts'
import { seeded } from '../../support/seeded.ts'
import { workers } from './process.ts'
import {
  digestOfFile,
  downloadOf,
  installIn,
  litterIn,
  mib,
  modeOf,
  namesIn,
  placementIn,
  quiet,
  sayOf,
  workshop,
} from './workshop.ts'

const kills = Number(process.env['KILLS'] ?? 40)
const firstSeed = Number(process.env['SEED'] ?? 1)
const factory = workers()
afterAll(() => factory[Symbol.dispose]())

const [old, fresh] = [programFile('v0'), programFile('v1', { size: 6 * mib })]
const tally = { old: 0, new: 0, absent: 0, partial: 0, undoing: 0 }

/** One install killed at a random moment, run again, undone (killed once more), undone again. */
const round = async (seed: number, durationMs: number): Promise<void> => {
  const random = seeded(seed)
  using shop = workshop()
  const server = fileServer(fresh.bytes, () => ({ rate: 60 * mib }))
  await using running = await http(server.listener)
  const urls = [`http://127.0.0.1:${running.port}/kubectl`]
  const path = join(shop.bin, 'kubectl')
  const hadOld = random() < 0.6
  if (hadOld) {
    writeFileSync(path, old.bytes)
    chmodSync(path, 0o750)
  }
  const before = hadOld ? old.sha256 : undefined
  const errand = { download: downloadOf(fresh, urls), placement: placementIn(shop.bin) }

  const worker = factory.start(errand, shop.env)
  await worker.ready
  await sleep(random() * 1.2 * durationMs)
  worker.kill()
  await worker.ended
  const after = digestOfFile(path)
  expect([before, fresh.sha256]).toContain(after)
  if (after !== undefined) expect(sayOf(path)).toContain(after === fresh.sha256 ? 'v1' : 'v0')
  tally[after === undefined ? 'absent' : after === fresh.sha256 ? 'new' : 'old'] += 1

  const parts = namesIn(shop.blobs).filter((name) => name.includes('.part'))
  const longest = Math.max(0, ...parts.map((name) => statSync(join(shop.blobs, name)).size))
  const asked = server.requests.length
  const again = await installIn(shop, fresh, urls)
  expect(again.already).toBe(after === fresh.sha256)
  if (longest > 0 && longest < fresh.bytes.length) {
    tally.partial += 1
    expect(server.requests[asked]?.range).toBe(`bytes=${longest}-`)
  }
  expect(sayOf(path)).toContain('v1')
  expect(litterIn(shop)).toEqual([])

  const [record] = await listInstalls(shop.env)
  expect(record?.state).toBe('committed')
  const id = record?.id ?? ''
  if (random() < 0.3) {
    tally.undoing += 1
    const undoing = factory.start({ undo: id }, shop.env)
    await undoing.ready
    await sleep(random() * 30)
    undoing.kill()
    await undoing.ended
    expect([before, fresh.sha256]).toContain(digestOfFile(path))
  }
  await undoInstall(id, { env: shop.env, ...quiet })
  expect(digestOfFile(path)).toBe(before)
  if (hadOld) expect(modeOf(path)).toBe(0o750)
  expect((await listInstalls(shop.env)).find((each) => each.id === id)?.state).toBe('undone')
  expect(litterIn(shop)).toEqual([])
}

/** How long an install takes that nobody kills. */
const measure = async (): Promise<number> => {
  using shop = workshop()
  await using running = await http(fileServer(fresh.bytes, () => ({ rate: 60 * mib })).listener)
  const urls = [`http://127.0.0.1:${running.port}/kubectl`]
  const worker = factory.start(
    { download: downloadOf(fresh, urls), placement: placementIn(shop.bin) },
    shop.env,
  )
  await worker.ready
  const began = performance.now()
  expect(await worker.ended).toMatchObject({ code: 0 })
  return performance.now() - began
}

test.runIf(process.platform === 'linux')(
  `${kills} installs killed at random moments`,
  async () => {
    const durationMs = await measure()
    for (let seed = firstSeed; seed < firstSeed + kills; seed += 1)
      await round(seed, durationMs).catch((error: unknown) => {
        throw new Error(`seed ${seed} (SEED=${seed} KILLS=1)`, { cause: error })
      })
    expect(tally.old + tally.new + tally.absent).toBe(kills)
    console.log(`${kills} kills, install ${Math.round(durationMs)} ms:`, JSON.stringify(tally))
  },
  60_000 + kills * 3000,
)
