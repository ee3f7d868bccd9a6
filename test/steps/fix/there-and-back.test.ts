import { lstatSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mergeJson } from '../../../src/engine/steps/merge-json.ts'
import { removeFile } from '../../../src/engine/steps/remove-file.ts'
import { setAside } from '../../../src/engine/steps/set-aside.ts'
import { symlink } from '../../../src/engine/steps/symlink.ts'
import { textBlock } from '../../../src/engine/steps/text-block.ts'
import { writeFile } from '../../../src/engine/steps/write-file.ts'
import { fill, freshFolders, give, host, perform, revert } from '../../support/file-steps.ts'
import type { FileStep, Paths } from '../../support/file-steps.ts'
import { isRoot, somebody } from '../../support/somebody.ts'
import { snapshot } from '../../support/writing.ts'

const fresh = freshFolders('fix-files')

type Make = (path: Paths) => FileStep

const steps: Readonly<Record<string, Make>> = {
  'a file rewritten': (path) => ({ kind: 'write-file', path: path('f'), content: 'new\n' }),
  'a file rewritten with another mode': (path) => ({
    kind: 'write-file',
    path: path('f'),
    content: 'new\n',
    mode: 0o755,
  }),
  'a file made': (path) => ({ kind: 'write-file', path: path('none'), content: 'new 课\n' }),
  'a file made below new folders': (path) => ({
    kind: 'write-file',
    path: path('x/y/z'),
    content: '',
  }),
  'a file removed': (path) => ({ kind: 'remove-file', path: path('f') }),
  'a link removed': (path) => ({ kind: 'remove-file', path: path('l') }),
  'a file set aside': (path) => ({ kind: 'set-aside', path: path('j') }),
  'a link set aside': (path) => ({ kind: 'set-aside', path: path('l') }),
  'a link made': (path) => ({ kind: 'symlink', path: path('none'), target: '/usr/bin/true' }),
  'a link turned': (path) => ({ kind: 'symlink', path: path('l'), target: '/usr/bin/true' }),
  'a link made in a new folder': (path) => ({ kind: 'symlink', path: path('x/l'), target: '../f' }),
  'JSON merged': (path) => ({
    kind: 'merge-json',
    path: path('j'),
    patch: { 'registry-mirrors': null, dns: ['1.1.1.1'] },
  }),
  'JSON made': (path) => ({ kind: 'merge-json', path: path('x/j'), patch: { dns: ['1.1.1.1'] } }),
  'a block added': (path) => ({
    kind: 'text-block',
    path: path('gbk'),
    marker: 'k8s-doctor',
    lines: ['source <(kubectl completion bash)', '# 课'],
  }),
  'a block in a new file': (path) => ({
    kind: 'text-block',
    path: path('none'),
    marker: 'k8s-doctor',
    lines: ['[boot]', 'systemd=true'],
  }),
}

test.for(Object.entries(steps))('%s: done, not done twice, taken back', async ([, make]) => {
  const path = fresh()
  fill(path)
  const before = snapshot(path('.'))
  const step = make(path)
  const undo = await perform(step)
  const after = snapshot(path('.'))
  expect(after).not.toEqual(before)
  expect(await perform(step)).toBe('done already')
  expect(snapshot(path('.'))).toEqual(after)
  await revert(step, undo)
  expect(snapshot(path('.'))).toEqual(before)
  await revert(step, undo)
  expect(snapshot(path('.')), 'taken back twice').toEqual(before)
})

test.for(Object.entries(steps))(
  '%s: an undo of what was never performed changes nothing',
  async ([, make]) => {
    const path = fresh()
    fill(path)
    const before = snapshot(path('.'))
    const step = make(path)
    const prepared = {
      'write-file': () => step.kind === 'write-file' && writeFile.prepare(step, host),
      'remove-file': () => step.kind === 'remove-file' && removeFile.prepare(step, host),
      'set-aside': () => step.kind === 'set-aside' && setAside.prepare(step, host),
      symlink: () => step.kind === 'symlink' && symlink.prepare(step, host),
      'merge-json': () => step.kind === 'merge-json' && mergeJson.prepare(step, host),
      'text-block': () => step.kind === 'text-block' && textBlock.prepare(step, host),
    }
    const undo = await prepared[step.kind]()
    if (undo === false) throw new TypeError('no step')
    await revert(step, undo)
    expect(snapshot(path('.'))).toEqual(before)
  },
)

test('mode and owner stay, and a link beside it too', async () => {
  const path = fresh()
  fill(path)
  const before = lstatSync(path('j'))
  await perform({ kind: 'merge-json', path: path('j'), patch: { dns: ['1.1.1.1'] } })
  const after = lstatSync(path('j'))
  expect([after.mode, after.uid, after.gid]).toEqual([before.mode, before.uid, before.gid])
  expect(readFileSync(path('j'), 'utf8')).toBe(
    '{\n\t"registry-mirrors": ["https://a.invalid"],\n\t"log-level": "warn",\n\t"dns": [\n\t\t"1.1.1.1"\n\t]\n}',
  )
})

test.runIf(isRoot)('what root makes in somebody’s folder is that person’s', async () => {
  const path = fresh()
  give(path('.'))
  await perform({ kind: 'write-file', path: path('a/b/c'), content: 'x' })
  for (const name of ['a', 'a/b', 'a/b/c']) expect(lstatSync(path(name)).uid).toBe(somebody.uid)
  await perform({ kind: 'symlink', path: path('l'), target: 'a' })
  expect(lstatSync(path('l')).uid).toBe(somebody.uid)
})
