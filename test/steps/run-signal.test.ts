import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { run } from '../../src/host/run.ts'
import { alive, temporaryFolder } from '../support/cli.ts'

const env = { PATH: process.env['PATH'] }
const patient = { env, deadlineMs: 60_000 }

test('what is asked to end before its deadline ends with its children, and keeps its words', async () => {
  const file = join(temporaryFolder(), 'children')
  const stop = new AbortController()
  const script = `echo begun; sleep 60 & echo $! > '${file}.new'; mv '${file}.new' '${file}'; sleep 60`
  const running = run(['sh', '-c', script], { ...patient, signal: stop.signal }, { argv: [] })
  while (!existsSync(file)) await sleep(20)
  stop.abort()
  expect(await running).toEqual({
    exitCode: undefined,
    stdout: 'begun',
    stderr: '',
    timedOut: false,
    truncated: false,
  })
  expect(alive(readFileSync(file, 'utf8').trim())).toBe(false)
})

test('what was over before it began is ended at once', async () => {
  const before = performance.now()
  const ended = await run(
    ['sleep', '60'],
    { ...patient, signal: AbortSignal.abort() },
    { argv: [] },
  )
  expect(ended).toMatchObject({ exitCode: undefined, timedOut: false })
  expect(performance.now() - before).toBeLessThan(30_000)
})
