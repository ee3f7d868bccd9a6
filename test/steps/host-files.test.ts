import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLocalHost } from '../../src/host/local.ts'
import type { ReadHost } from '../../src/model/host.ts'
import { contractEnv, threeTimes } from '../support/contract.ts'
import type { Questions } from '../support/contract.ts'
import { withoutRights } from '../support/somebody.ts'

const folder = mkdtempSync(join(tmpdir(), 'host-files-'))
const at = (...names: readonly string[]): string => join(folder, ...names)
const socket = createServer()

beforeAll(async () => {
  chmodSync(folder, 0o755)
  writeFileSync(at('text'), 'one\ntwo 课\n')
  writeFileSync(at('bytes'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff, 0xfe]))
  writeFileSync(at('empty'), '')
  mkdirSync(at('dir', 'below'), { recursive: true })
  writeFileSync(at('dir', 'b'), 'b')
  writeFileSync(at('dir', 'a'), 'a')
  writeFileSync(at('dir', 'C'), 'c')
  mkdirSync(at('hollow'))
  symlinkSync('dir', at('link'))
  symlinkSync(at('text'), at('to-text'))
  symlinkSync('to-text', at('to-to-text'))
  symlinkSync('nowhere', at('dangling'))
  symlinkSync('round', at('round'))
  writeFileSync(at('closed'), 'secret')
  chmodSync(at('closed'), 0o000)
  mkdirSync(at('shut', 'in'), { recursive: true })
  writeFileSync(at('shut', 'file'), 'secret')
  chmodSync(at('shut'), 0o000)
  execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', at('pipe')])
  await new Promise<void>((done) => socket.listen(at('socket'), done))
})

afterAll(() => {
  socket.close()
  chmodSync(at('shut'), 0o700)
  rmSync(folder, { recursive: true, force: true })
})

const paths: readonly string[] = [
  'text',
  'bytes',
  'empty',
  'dir',
  'dir/a',
  'hollow',
  'link',
  'link/a',
  'link/../text',
  'to-text',
  'to-to-text',
  'dangling',
  'round',
  'round/x',
  'absent',
  'absent/below',
  'link/absent',
  'text/below',
  'closed',
  'shut',
  'shut/file',
  'shut/none',
  'shut/in/none',
  'socket',
  'pipe',
]

const fileQuestions: Readonly<Record<string, (host: ReadHost, path: string) => Promise<unknown>>> =
  {
    readText: (host, path) => host.readText(path),
    'readText, cut': (host, path) => host.readText(path, { maxBytes: 5 }),
    readBytes: async (host, path) => {
      const bytes = await host.readBytes(path, { max: 4 })
      return bytes === undefined ? undefined : [...bytes]
    },
    stat: (host, path) => host.stat(path),
    readdir: (host, path) => host.readdir(path),
    realpath: (host, path) => host.realpath(path),
    readlink: (host, path) => host.readlink(path),
    sha256: (host, path) => host.sha256(path),
    writable: (host, path) => host.writable(path),
    statfs: async (host, path) => {
      const found = await host.statfs(path)
      return found === undefined ? undefined : [found.totalBytes, found.totalInodes]
    },
  }

const questionsAbout = (names: readonly string[]): Questions =>
  paths.flatMap((path) =>
    names.map(
      (name) =>
        [
          `${name} ${path}`,
          async (host: ReadHost) => fileQuestions[name]?.(host, at(path)),
        ] as const,
    ),
  )
const names = Object.keys(fileQuestions)

test('this machine, its recording and its replay answer alike', async () => {
  const { local, recorded, replayed } = await threeTimes(questionsAbout(names))
  expect(recorded).toEqual(local)
  expect(replayed).toEqual(local)
})

test('so they do when one question alone is recorded', async () => {
  for (const question of questionsAbout(names)) {
    const { local, recorded, replayed } = await threeTimes([question])
    expect(recorded).toEqual(local)
    expect(replayed).toEqual(local)
  }
})

test("so they do without root's rights", async () => {
  // access(2) judges by the real user, whom a process cannot lay aside for a while.
  const questions = questionsAbout(names.filter((name) => name !== 'writable'))
  const { local, recorded, replayed } = await withoutRights(() => threeTimes(questions))
  expect(recorded).toEqual(local)
  expect(replayed).toEqual(local)
  const denied = { why: 'denied' }
  expect(local).toMatchObject({
    'readText closed': denied,
    'sha256 closed': denied,
    'stat closed': { answer: { kind: 'file', mode: 0, size: 6 } },
    'readdir shut': denied,
    'stat shut/file': denied,
    'realpath shut/none': denied,
  })
})

const local = createLocalHost(contractEnv)

test.for([
  ['readText', 'text', 'one\ntwo 课\n'],
  ['readText, cut', 'text', 'one\nt'],
  ['readText', 'absent', undefined],
  ['readText', 'text/below', undefined],
  ['readBytes', 'bytes', [0x7f, 0x45, 0x4c, 0x46]],
  ['readdir', 'dir', ['C', 'a', 'b', 'below']],
  ['readdir', 'hollow', []],
  ['readdir', 'text', undefined],
  ['readlink', 'link', 'dir'],
  ['readlink', 'text', undefined],
  ['readlink', 'link/a', undefined],
  ['sha256', 'empty', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['statfs', 'absent', undefined],
  ['writable', 'text', true],
  ['writable', 'absent', undefined],
] as const)('%s of %s', async ([name, path, expected]) => {
  expect(await fileQuestions[name]?.(local, at(path))).toEqual(expected)
})

test.for([
  ['readText', 'dir'],
  ['readBytes', 'dir'],
  ['sha256', 'dir'],
  ['sha256', 'pipe'],
  ['readText', 'pipe'],
  ['readBytes', 'pipe'],
  ['readText', 'socket'],
  ['realpath', 'round'],
] as const)('%s of %s is unreadable', async ([name, path]) => {
  await expect(fileQuestions[name]?.(local, at(path))).rejects.toMatchObject({ why: 'unparsable' })
})

test.for([
  ['text', 'file'],
  ['dir', 'directory'],
  ['link', 'symlink'],
  ['dangling', 'symlink'],
  ['socket', 'socket'],
  ['pipe', 'other'],
] as const)('%s is a %s', async ([path, kind]) => {
  expect(await local.stat(at(path))).toMatchObject({ kind, uid: process.getuid?.() })
})
