import { requestFor } from '../../support/diagnose.ts'
import {
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { expect, test } from 'vitest'
import { mergeJson } from '../../../src/engine/steps/merge-json.ts'
import { freshFolders, give, host, perform } from '../../support/file-steps.ts'
import type { FileStep } from '../../support/file-steps.ts'
import { isRoot, somebody } from '../../support/somebody.ts'
import { snapshot } from '../../support/writing.ts'

const fresh = freshFolders('fix-refused')

test.for([
  ['no JSON', 'f', '{\n  "dns": [1,]\n}\n', 'is not JSON: line 2, column 13 has "]"'],
  ['cut off', 'f', '{"a":1', 'is not JSON: line 1, column 7 has the end'],
  ['a comment', 'f', '{\n  // mine\n}', 'is not JSON: line 2, column 3 has "/"'],
  ['a list', 'f', '[]', 'is no JSON object'],
  ['other encodings', 'f', Buffer.from([0x7b, 0xff, 0x7d]), 'is not written in UTF-8'],
] as const)('%s is refused and stays', async ([, name, content, says]) => {
  const path = fresh()
  writeFileSync(path(name), content)
  const before = snapshot(path('.'))
  const step = { kind: 'merge-json', path: path(name), patch: { a: { b: 1 } } } as const
  for (const work of [mergeJson.isDone, mergeJson.prepare, mergeJson.perform, mergeJson.diff])
    await expect(work?.(step, host, requestFor({}))).rejects.toMatchObject({
      name: 'StepError',
      why: 'unparsable',
      message: expect.stringContaining(`${path(name)} ${says}`),
    })
  expect(snapshot(path('.'))).toEqual(before)
})

test.for([
  ['torn', '# >>> k8s-doctor >>>\nx\n'],
  ['binary', 'a\0b'],
])('a %s file gets no block', async ([, content]) => {
  const path = fresh()
  writeFileSync(path('f'), content ?? '')
  const step: FileStep = { kind: 'text-block', path: path('f'), marker: 'k8s-doctor', lines: ['y'] }
  await expect(perform(step)).rejects.toMatchObject({ why: 'unparsable' })
  expect(readFileSync(path('f'), 'utf8')).toBe(content)
})

const refused = { name: 'StepError', why: 'refused' }

test.for([
  ['a link', (path: string) => symlinkSync('victim', path)],
  ['a link into nothing', (path: string) => symlinkSync('nothing', path)],
  ['a folder', (path: string) => mkdirSync(path)],
] as const)('%s in the file’s place is refused and stays', async ([, put]) => {
  const path = fresh()
  writeFileSync(path('victim'), '{"a":1}')
  put(path('f'))
  const before = snapshot(path('.'))
  for (const step of [
    { kind: 'write-file', path: path('f'), content: 'x' },
    { kind: 'merge-json', path: path('f'), patch: { b: 1 } },
    { kind: 'text-block', path: path('f'), marker: 'd', lines: [] },
  ] as const)
    await expect(perform(step)).rejects.toMatchObject(refused)
  await expect(host.writeAtomic(path('f'), 'x')).rejects.toMatchObject(refused)
  expect(snapshot(path('.'))).toEqual(before)
})

test.runIf(isRoot)('a stranger’s link on the way is not followed', async () => {
  const path = fresh()
  mkdirSync(path('roots'))
  writeFileSync(path('roots/f'), '{"a":1}')
  mkdirSync(path('home'))
  give(path('home'))
  symlinkSync('../roots', path('home/way'))
  symlinkSync(path('roots'), path('home/absolute'))
  for (const name of ['way', 'absolute'])
    lchownSync(path(`home/${name}`), somebody.uid, somebody.gid)
  const before = snapshot(path('.'))
  for (const name of ['way', 'absolute']) {
    const file = path(`home/${name}/f`)
    for (const work of [
      () => host.writeAtomic(file, 'x'),
      () => host.remove(file),
      () => host.rename(file, path('taken')),
      () => host.mkdir(path(`home/${name}/d/e`)),
      () => host.symlink('x', path(`home/${name}/l`)),
      () => host.chown(file, somebody),
      () => host.chmod(file, 0o777),
      () => host.readHere(file, { max: 10 }),
      () => perform({ kind: 'merge-json', path: file, patch: { b: 1 } }),
      () => perform({ kind: 'remove-file', path: file }),
    ])
      await expect(work()).rejects.toMatchObject(refused)
  }
  expect(snapshot(path('.'))).toEqual(before)
})

test.runIf(isRoot)('root’s own links, and one’s own within what is one’s own, are', async () => {
  const path = fresh()
  mkdirSync(path('data'))
  symlinkSync('data', path('roots-link'))
  await host.writeAtomic(path('roots-link/f'), 'x')
  give(path('data'))
  symlinkSync('../data', path('data/own'))
  lchownSync(path('data/own'), somebody.uid, somebody.gid)
  await host.writeAtomic(path('data/own/g'), 'y')
  expect(readdirSync(path('data')).toSorted()).toEqual(['f', 'g', 'own'])
})

test('links in a circle end', async () => {
  const path = fresh()
  symlinkSync('round', path('round'))
  await expect(host.writeAtomic(path('round/f'), 'x')).rejects.toMatchObject(refused)
})

test.for(['relative', '/', '', '/a/../b', '/a\0b'])('%j is no path to write to', async (path) => {
  await expect(host.writeAtomic(path, 'x')).rejects.toMatchObject(refused)
})

test.runIf(isRoot)('a file with a second name elsewhere is not given away', async () => {
  const path = fresh()
  writeFileSync(path('shadow'), 'secret', { mode: 0o600 })
  linkSync(path('shadow'), path('mine'))
  await expect(host.chown(path('mine'), somebody)).rejects.toMatchObject(refused)
  expect(lstatSync(path('shadow')).uid).toBe(0)
})

test.runIf(isRoot)(
  'a link is given away and not what it points to; its mode is nobody’s',
  async () => {
    const path = fresh()
    writeFileSync(path('f'), '')
    symlinkSync('f', path('l'))
    await host.chown(path('l'), somebody)
    expect([lstatSync(path('l')).uid, lstatSync(path('f')).uid]).toEqual([somebody.uid, 0])
    await expect(host.chmod(path('l'), 0o777)).rejects.toMatchObject(refused)
  },
)

test('a link does not take the place of a file', async () => {
  const path = fresh()
  writeFileSync(path('f'), 'x')
  await expect(perform({ kind: 'symlink', path: path('f'), target: 'y' })).rejects.toMatchObject(
    refused,
  )
  await expect(host.symlink('y', path('f'))).rejects.toMatchObject(refused)
  expect(lstatSync(path('f')).isFile()).toBe(true)
})
