import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createCacheWatch } from '../../src/cli/watch-cache.ts'

test('the file of the cache that grows most is told with its size', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const look = createCacheWatch(folder)
  const programs = join(folder, 'linux/amd64/v1.23.3')
  mkdirSync(programs, { recursive: true })
  writeFileSync(join(programs, 'kubectl'), 'x'.repeat(500))
  // What lies there at first has not been fetched now.
  expect(await look()).toBeUndefined()
  writeFileSync(join(programs, 'kubelet.download'), 'x'.repeat(100))
  expect(await look()).toEqual({ kind: 'download', artifact: 'kubelet', received: 100 })
  appendFileSync(join(programs, 'kubelet.download'), 'x'.repeat(50))
  writeFileSync(join(folder, 'pause_3.6.123.tmp'), 'x'.repeat(10))
  expect(await look()).toEqual({ kind: 'download', artifact: 'kubelet', received: 150 })
  expect(await look()).toBeUndefined()
  renameSync(join(programs, 'kubelet.download'), join(programs, 'kubelet'))
  expect(await look()).toEqual({
    kind: 'download',
    artifact: 'kubelet',
    received: 150,
    fraction: 1,
  })
  appendFileSync(join(folder, 'pause_3.6.123.tmp'), 'x'.repeat(300))
  expect(await look()).toEqual({ kind: 'download', artifact: 'pause_3.6', received: 310 })
})

test('a cache that is not there yet says nothing', async () => {
  const look = createCacheWatch('/nonexistent/cache')
  expect(await look()).toBeUndefined()
  expect(await look()).toBeUndefined()
})
