import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { deadline } from '../../../src/lib/deadline.ts'
import { acquireLock } from '../../../src/host/lock.ts'
import { fileServer } from '../../http/file-server.ts'
import { http } from '../../http/servers.ts'
import { programFile } from '../../support/program-file.ts'
import { workers } from './process.ts'
import { digestOfFile, downloadOf, litterIn, mib, placementIn, workshop } from './workshop.ts'

const linux = process.platform === 'linux'
const factory = workers()
afterAll(() => factory[Symbol.dispose]())

const run = promisify(execFile)

/** Runs the program again and again until told to stop; how often, and how it failed. */
const reader = (path: string) => {
  const told = new AbortController()
  const failures: string[] = []
  const loop = async (): Promise<number> => {
    for (let runs = 0; ; runs += 1) {
      if (told.signal.aborted) return runs
      await run(path, []).catch((error: unknown) => failures.push(String(error)))
    }
  }
  const result = loop()
  return {
    stop: async () => {
      told.abort()
      return { runs: await result, failures }
    },
  }
}

test.runIf(linux).for([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  '8 at once, round %d: one download, all succeed, a reader never fails',
  async () => {
    using shop = workshop()
    const program = programFile('v1', { size: 8 * mib })
    const server = fileServer(program.bytes, () => ({ rate: 40 * mib }))
    await using running = await http(server.listener)
    const path = join(shop.bin, 'kubectl')
    writeFileSync(path, programFile('v0').bytes, { mode: 0o755 })
    const reading = reader(path)
    const errand = {
      download: downloadOf(program, [`http://127.0.0.1:${running.port}/kubectl`]),
      placement: placementIn(shop.bin),
    }
    const all = Array.from({ length: 8 }, () => factory.start(errand, shop.env))
    const ends = await Promise.all(all.map(({ ended }) => ended))
    const read = await reading.stop()
    expect(ends.map(({ code }) => code)).toEqual(Array.from({ length: 8 }, () => 0))
    expect(server.requests.length).toBe(1)
    expect(ends.filter(({ output }) => output.includes('"already":false')).length).toBe(1)
    expect(read.failures).toEqual([])
    expect(read.runs).toBeGreaterThan(10)
    expect(digestOfFile(path)).toBe(program.sha256)
    expect(litterIn(shop)).toEqual([])
  },
)

test.runIf(linux)('a holder that is killed is followed at once by one of 7', async () => {
  using shop = workshop()
  const program = programFile('v1', { size: 8 * mib })
  const server = fileServer(program.bytes, (request) => (request === 1 ? { stallAt: mib } : {}))
  await using running = await http(server.listener)
  const errand = {
    download: downloadOf(program, [`http://127.0.0.1:${running.port}/kubectl`]),
    placement: placementIn(shop.bin),
  }
  const holder = factory.start(errand, shop.env)
  while (server.requests.length === 0) await new Promise((done) => setTimeout(done, 10))
  const others = Array.from({ length: 7 }, () => factory.start(errand, shop.env))
  await Promise.all(others.map(({ ready }) => ready))
  await new Promise((done) => setTimeout(done, 300))
  expect(server.requests.length).toBe(1)
  holder.kill()
  while (server.requests.length === 1) await new Promise((done) => setTimeout(done, 5))
  const ends = await Promise.all(others.map(({ ended }) => ended))
  expect(ends.every(({ code }) => code === 0)).toBe(true)
  expect(ends.some(({ output }) => output.includes('"kind":"waiting","holder":"process '))).toBe(
    true,
  )
  expect(server.requests.length).toBe(2)
})

const quiet = { signal: new AbortController().signal, onWaiting: () => undefined }

test('the lock is one for a key, told about, and free when let go', async () => {
  const key = `test ${process.pid}`
  const first = await acquireLock(key, quiet)
  first.tell('does something')
  const heard: string[] = []
  const second = acquireLock(key, { ...quiet, onWaiting: (holder) => heard.push(holder) })
  await new Promise((done) => setTimeout(done, 1200))
  first.release()
  const lock = await second
  expect([first.held, lock.held]).toEqual([true, true])
  expect(heard.at(-1)).toBe(`process ${process.pid} does something`)
  lock.release()
})

test.runIf(linux).for([
  ['says nothing', () => undefined],
  ['says nonsense', (socket: { write: (text: string) => unknown }) => void socket.write('ready\n')],
] as const)('who squats the name and %s is not waited for', async ([, talk]) => {
  const address = `\0k8sd-test-${process.pid}`
  const sockets = new Set<{ destroy: () => unknown }>()
  const squatter = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined))
    talk(socket)
  })
  await new Promise<void>((done) => squatter.listen({ path: address }, done))
  const lock = await acquireLock('', { ...quiet, patienceMs: 200 }, address)
  expect(lock.held).toBe(false)
  for (const socket of sockets) socket.destroy()
  squatter.close()
})

test.runIf(linux)('where the lock is a file, one that nobody holds is cleared away', async () => {
  const address = join(tmpdir(), `k8sd-test-${process.pid}.sock`)
  await run(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(address)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ]).catch(() => undefined)
  const lock = await acquireLock('', quiet, address)
  expect(lock.held).toBe(true)
  lock.release()
  rmSync(address, { force: true })
})

test('an interruption ends the waiting', async () => {
  const key = `interrupted ${process.pid}`
  const first = await acquireLock(key, quiet)
  const signal = deadline(100).signal
  await expect(acquireLock(key, { ...quiet, signal })).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  first.release()
})
