import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileServer } from '../http/file-server.ts'
import type { Faults } from '../http/file-server.ts'
import { http, tcp } from '../http/servers.ts'
import { bin, runProcess, temporaryFolder } from '../support/cli.ts'
import { canPlace, course, eventsIn, kubectl, machine, only } from '../support/installing.ts'
import { programFile } from '../support/program-file.ts'

const page = Buffer.from('<!DOCTYPE html><title>Log in to the network</title>')

/** With the patience of the built program. */
test.concurrent.for<readonly [string, Faults, string]>([
  ['a page instead of the file', { body: page }, 'answered with a web page'],
  ['503 and nothing else', { status: 503 }, 'answered 503'],
  ['bytes that stop', { stallAt: 1000 }, 'sent nothing for 8 s'],
])(
  'a server with %s: no file, exit 4, the cause in words, long before a minute is over',
  { timeout: 60_000 },
  async ([, faults, why]) => {
    await using server = await http(fileServer(kubectl.bytes, () => faults).listener)
    const { bin: folder, install } = machine(only(server))
    const { code, stderr } = await install()
    expect(code).toBe(4)
    expect(stderr).toContain(why)
    expect(existsSync(join(folder, 'kubectl'))).toBe(false)
  },
)

const mib = 1024 * 1024

describe.runIf(canPlace)('a real program, placed', () => {
  test('a mirror that says nothing is not waited for', async () => {
    const program = programFile('v1.99.3', { size: 6 * mib })
    await using silent = await tcp(() => undefined)
    await using good = await http(fileServer(program.bytes, () => ({ rate: 4 * mib })).listener)
    const msWith = async (...mirrors: readonly { readonly port: number }[]): Promise<number> => {
      const { folder, install } = machine({ K8S_DOCTOR_MIRROR: 'http://127.0.0.1:9' })
      writeFileSync(join(folder, 'course.yaml'), course(program.sha256))
      const named = mirrors.flatMap(({ port }) => ['--mirror', `http://127.0.0.1:${port}`])
      const ended = eventsIn(await install('--json', ...named)).find(
        ({ kind }) => kind === 'installed',
      )
      expect(ended).toMatchObject({ bytes: program.bytes.length })
      return Number(ended?.['ms'])
    }
    const alone = await msWith(good)
    const beside = await msWith(silent, good)
    console.log(`beside a silent mirror ${beside} ms, alone ${alone} ms`)
    // The patience with one that says nothing is ten seconds.
    expect(beside).toBeLessThan(alone + 5000)
  })

  test('an event loop that runs empty before the end is no success', async () => {
    const never = join(temporaryFolder(), 'never.mjs')
    writeFileSync(
      never,
      `import fs from 'node:fs/promises'
       import { syncBuiltinESMExports } from 'node:module'
       fs.rename = () => new Promise(() => {})
       syncBuiltinESMExports()`,
    )
    await using server = await http(fileServer(kubectl.bytes).listener)
    const { folder, env } = machine(only(server))
    const { code, stderr } = await runProcess(
      [
        process.execPath,
        '--import',
        never,
        bin,
        'install',
        'kubectl',
        '--bin-dir',
        join(folder, 'tools'),
        '--profile',
        join(folder, 'course.yaml'),
      ],
      { env },
    )
    expect(code).toBe(70)
    expect(stderr).toContain('it stopped before it was done')
    expect(existsSync(join(folder, 'tools', 'kubectl'))).toBe(false)
  })
})
