import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run } from '../../src/host/run.ts'
import type { RunOptions } from '../../src/model/host.ts'
import type { Argv } from '../../src/model/value.ts'
import { carriers as alive } from '../support/carriers.ts'

const env = { PATH: process.env['PATH'] }
/** Long enough for a busy machine; what hangs here hangs longer than a test may last. */
const limits: RunOptions = { deadlineMs: 20_000, env }
const soon = { deadlineMs: 800 }
const nobody = { argv: [] }
const go = (argv: Argv, more: Partial<RunOptions> = {}) => run(argv, { ...limits, ...more }, nobody)
const sh = (script: string, more: Partial<RunOptions> = {}) => go(['sh', '-c', script], more)

const folder = mkdtempSync(join(tmpdir(), 'run-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('argv arrives as it is', async () => {
  const { stdout } = await go(['printf', '%s|', 'a b', '$HOME', '-x', '', '课'])
  expect(stdout).toBe('a b|$HOME|-x||课|')
})

test('a non-zero exit is an answer', async () => {
  expect(await sh('echo no >&2; exit 3')).toEqual({
    exitCode: 3,
    stdout: '',
    stderr: 'no',
    timedOut: false,
    truncated: false,
  })
})

test('127 of the program itself is an answer too', async () => {
  expect(await sh('exit 127')).toMatchObject({ exitCode: 127 })
})

test('a signal is no exit code', async () => {
  expect(await sh('kill -TERM $$')).toMatchObject({ exitCode: undefined, timedOut: false })
})

test.for([
  ['sleeps', 'sleep 60'],
  ['ignores SIGTERM', "trap '' TERM; sleep 60 & sleep 60"],
  ['leaves its group', "trap '' TERM; setsid sleep 60 & sleep 60"],
  ['leaves its group and lets go of its output', 'setsid sleep 60 >/dev/null 2>&1 & sleep 60'],
  ['leaves its group behind two parents', '(setsid sh -c "sleep 60 & sleep 60" &) ; sleep 60'],
  [
    'writes without end and ignores SIGPIPE',
    "trap '' PIPE TERM; while :; do echo y; done 2>/dev/null",
  ],
] as const)('deadline: what %s is gone', async ([, script]) => {
  const word = randomUUID()
  const output = await sh(script, { ...soon, env: { ...env, WORD: word }, maxBytes: 1000 })
  expect(output).toMatchObject({ timedOut: true, exitCode: undefined })
  expect(alive(word)).toEqual([])
})

test('what was said before the deadline is kept', async () => {
  expect(await sh('echo early; sleep 60', soon)).toMatchObject({ timedOut: true, stdout: 'early' })
})

test('a short deadline leaves time to answer', async () => {
  expect(await sh('sleep 0.1; echo done', { deadlineMs: 400 })).toMatchObject({ stdout: 'done' })
})

test.for([
  ['holds stdout', 'sleep 60 & echo done'],
  ['holds stdout in a session of its own', 'setsid sleep 60 & echo done'],
] as const)('a grandchild that %s does not hold us', async ([, script]) => {
  const word = randomUUID()
  const output = await sh(script, { env: { ...env, WORD: word } })
  expect(output).toMatchObject({ exitCode: 0, stdout: 'done', timedOut: false, truncated: false })
  // The leash may still be dying.
  await expect.poll(() => alive(word)).toEqual([])
})

test('huge output is cut', async () => {
  const output = await go(['yes'], { maxBytes: 10_000 })
  expect(output).toMatchObject({ truncated: true, timedOut: false })
  // The last line end is dropped.
  expect(output.stdout).toHaveLength(9999)
})

test('bytes are counted, not letters', async () => {
  const { stdout, truncated } = await sh('printf 课课课课', { maxBytes: 6 })
  expect([stdout, truncated]).toEqual(['课课', true])
})

test('binary output does no harm', async () => {
  const { stdout } = await sh(String.raw`printf 'a\377\000b'`)
  expect(stdout).toBe('a\ufffd\0b')
})

test('stdin is at its end', async () => {
  const output = await sh('cat; read -r line || echo end')
  expect(output).toMatchObject({ exitCode: 0, stdout: 'end' })
})

test('the environment is what was given, and our mark', async () => {
  const { stdout } = await go(['env'], { env: { ...env, LC_ALL: 'C', EMPTY: '', GONE: undefined } })
  const names = stdout.split('\n').map((line) => line.replace(/=.*/, ''))
  expect(names.filter((name) => !/^(PWD|OLDPWD|SHLVL|_)$/.test(name)).toSorted()).toEqual([
    'EMPTY',
    'K8S_DOCTOR_RUN',
    'LC_ALL',
    'PATH',
  ])
})

test('the leash is out of reach of the program', async () => {
  const { stdout } = await sh('(: >&3) 2>/dev/null && echo open || echo shut')
  expect(stdout).toBe('shut')
})

const file = (name: string, content: string | Buffer, mode = 0o755): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}
const path = `${folder}:${process.env['PATH'] ?? ''}`
const foreignElf = Buffer.alloc(4096)
foreignElf.write('\u007fELF\u0002\u0001\u0001', 'latin1')
foreignElf.writeUInt16LE(process.arch === 's390x' ? 62 : 22, 18)
foreignElf.write(`\n>${join(folder, 'made-by-elf')} echo\n`, 64, 'latin1')

const refusals: readonly (readonly [string, () => Argv, string])[] = [
  ['no such program', () => ['no-such-program'], 'missing-program'],
  ['no such path', () => [join(folder, 'none')], 'missing-program'],
  ['no permission', () => [file('plain', '#!/bin/sh\n', 0o644)], 'denied'],
  [
    'no permission, on PATH',
    () => (file('plain-too', '#!/bin/sh\n', 0o644), ['plain-too']),
    'denied',
  ],
  [
    'a folder on PATH',
    () => (mkdirSync(join(folder, 'docker-folder')), ['docker-folder']),
    'missing-program',
  ],
  [
    'an interpreter that is not there',
    () => [file('lost', '#!/no/such/interpreter\n')],
    'missing-program',
  ],
  [
    'a dangling link',
    () => (symlinkSync('/no/such', join(folder, 'dangling')), ['dangling']),
    'missing-program',
  ],
  [
    'a saved web page',
    () => [file('page', `<html>\n>${join(folder, 'made-by-page')} echo\n</html>\n`)],
    'denied',
  ],
  ['a binary for another CPU', () => [file('foreign', foreignElf)], 'denied'],
  ['an empty file', () => [file('empty', '')], 'denied'],
  ['an argument beyond all limits', () => ['echo', 'x'.repeat(4_000_000)], 'missing-program'],
]

test.for(refusals)('unreadable: %s', async ([, make, why]) => {
  await expect(go(make(), { env: { PATH: path } })).rejects.toMatchObject({
    name: 'Unreadable',
    why,
  })
})

test('nothing that is no program was handed to a shell', () => {
  expect(readdirSync(folder).filter((name) => name.startsWith('made-by'))).toEqual([])
})

test('an earlier folder of that name on PATH does not hide the program', async () => {
  mkdirSync(join(folder, 'printf'))
  expect(await go(['printf', 'x'], { env: { PATH: path } })).toMatchObject({ stdout: 'x' })
})
