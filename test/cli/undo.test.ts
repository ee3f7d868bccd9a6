import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createJournal } from '../../src/engine/journal.ts'
import { writeFile } from '../../src/engine/steps/write-file.ts'
import { createRunFiles } from '../../src/host/journal.ts'
import { machineWith, runCli } from '../support/cli.ts'
import { apply, hostWith } from '../support/writing.ts'

/** A machine on which one run has written a file, and a later one has installed packages beside another file. */
const repaired = async () => {
  const { folder, env } = machineWith({})
  const own = { ...env, XDG_STATE_HOME: join(folder, 'state') }
  const host = hostWith(own)
  const journalAt = async (now: number) => {
    const files = createRunFiles(await host.identity(), own, () => now)
    return createJournal(files.create(), { now: () => now, version: '0.0.0-test' })
  }
  const first = await journalAt(Date.UTC(2026, 10, 20))
  const second = await journalAt(Date.UTC(2026, 10, 21))
  const common = { because: [], needsRoot: false }
  const write = async (journal: typeof first, n: number, name: string): Promise<string> => {
    const path = join(folder, name)
    const step = { kind: 'write-file', path, content: 'ours' } as const
    const undo = await apply(writeFile, step, host)
    if (typeof undo !== 'object') throw new TypeError('nothing was written')
    await journal.note({ entry: 'prepared', n, step, undo, ...common })
    await journal.note({ entry: 'done', n })
    return path
  }
  const older = await write(first, 1, 'older')
  const packages = { kind: 'packages', packages: ['docker.io'], action: 'install' }
  await second.note({ entry: 'prepared', n: 1, step: packages, undo: null, ...common })
  await second.note({ entry: 'done', n: 1 })
  const newer = await write(second, 2, 'newer')
  return {
    older,
    newer,
    second: second.id,
    undo: (...args: readonly string[]) => runCli(['undo', ...args], { env: own }),
  }
}

test('what has no way back stays and is no failure; the next undo goes to the run before', async () => {
  const { older, newer, second, undo } = await repaired()
  const last = await undo()
  expect(last).toMatchObject({ code: 0, stderr: '' })
  expect(last.stdout).toContain('  cannot be undone  install the package docker.io')
  expect([existsSync(older), existsSync(newer)]).toEqual([true, false])
  expect(await undo()).toMatchObject({ code: 0 })
  expect(existsSync(older)).toBe(false)
  const again = await undo(second)
  expect(again).toMatchObject({ code: 0 })
  expect(again.stdout).toContain('  cannot be undone  install the package docker.io')
})

test('what was changed since is a failure', async () => {
  const { newer, undo } = await repaired()
  writeFileSync(newer, 'mine')
  const { code, stdout } = await undo()
  expect(code).toBe(4)
  expect(stdout).toContain('  left as it is: changed or in use since  ')
  expect(existsSync(newer)).toBe(true)
})
