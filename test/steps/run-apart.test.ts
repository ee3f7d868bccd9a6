import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../src/host/run.ts'
import { createSubject } from '../../src/host/subject.ts'
import { carriers as alive } from '../support/carriers.ts'
import { isRoot } from '../support/somebody.ts'

const env = { PATH: process.env['PATH'] }
const folder = mkdtempSync(join(tmpdir(), 'run-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bundle = join(folder, 'bundle.mjs')
const bundled = (): string => {
  buildSync({
    entryPoints: ['src/host/run.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    banner: {
      js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
    },
    outfile: bundle,
    logLevel: 'error',
  })
  return bundle
}

test.for([
  ['killed', "process.kill(process.pid, 'SIGKILL')", false],
  ['interrupted', 'process.exit(130)', true],
] as const)('when we are %s, what we started goes too', async ([, end, tidy]) => {
  const word = randomUUID()
  const temporary = mkdtempSync(join(folder, 'tmp-'))
  const script = `import { run } from ${JSON.stringify(bundled())}
    setTimeout(() => ${end}, 300)
    await run(['sh', '-c', "trap '' TERM; sleep 60 & sleep 60"], {
      deadlineMs: 60000, env: { PATH: process.env.PATH, WORD: '${word}' }, scratch: { FOLDER: {} }
    }, { argv: [] })`
  expect(() =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...env, TMPDIR: temporary },
    }),
  ).toThrow('Command failed')
  await expect.poll(() => alive(word)).toEqual([])
  // Nothing can tidy up after SIGKILL.
  expect(readdirSync(temporary).length === 0).toBe(tidy)
})

test.runIf(isRoot)('a command does not begin in a folder that is closed to who runs it', () => {
  chmodSync(folder, 0o755)
  const closed = mkdtempSync(join(folder, 'closed-'))
  chownSync(closed, 0, 0)
  const script = `import { run } from ${JSON.stringify(bundled())}
    const options = { deadlineMs: 20000, env: { PATH: process.env.PATH } }
    console.log((await run(['pwd'], options, { argv: [] })).stdout.trim())`
  const here = (cwd: string): string =>
    execFileSync(
      '/usr/bin/setpriv',
      [
        '--reuid=65534',
        '--regid=65534',
        '--clear-groups',
        '--',
        process.execPath,
        '--input-type=module',
        '-e',
        script,
      ],
      { env, cwd, encoding: 'utf8' },
    ).trim()
  expect([here(closed), here(folder)]).toEqual(['/', folder])
})

/** sudo as Debian sets it up: its own PATH in the place of the caller's (secure_path). */
const sudo = `#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
PATH=/usr/bin:/bin exec "$@"
`

test.for([
  ['after a change of groups', false],
  ['behind sudo, where there is no setpriv', true],
] as const)('%s a command finds the user’s own programs', async ([, behindSudo]) => {
  const own = mkdtempSync(join(folder, 'own-'))
  writeFileSync(join(own, 'sudo'), sudo, { mode: 0o755 })
  writeFileSync(join(own, 'kubectl'), '#!/bin/sh\necho mine\n', { mode: 0o755 })
  const subject = { uid: 65_534, gid: 65_534, name: 'nobody', home: own }
  const who = { sudo: behindSudo, subject, process: subject, groups: [], hostname: 'test' }
  const prefix = await createSubject(Promise.resolve(who), own, true)('subject')
  const options = { deadlineMs: 20_000, env: { PATH: own } }
  expect(await run(['kubectl'], options, prefix)).toMatchObject({ exitCode: 0, stdout: 'mine' })
})
