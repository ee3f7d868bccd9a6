import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { expect, test } from 'vitest'
import { mergeJson } from '../../../src/engine/steps/merge-json.ts'
import { removeFile } from '../../../src/engine/steps/remove-file.ts'
import { symlink } from '../../../src/engine/steps/symlink.ts'
import { textBlock } from '../../../src/engine/steps/text-block.ts'
import { writeFile } from '../../../src/engine/steps/write-file.ts'
import type { Undo } from '../../../src/engine/steps/interpreter.ts'
import type { WriteHost } from '../../../src/model/write-host.ts'
import type { AtomicStep } from '../../../src/model/step.ts'
import { isRoot, somebody, withoutRights } from '../../support/somebody.ts'
import { apply, hostWith, ownFolder, snapshot } from '../../support/writing.ts'

const at = ownFolder('fix-files')
const host = hostWith()

type Kind = Exclude<AtomicStep['kind'], 'install-tool'>
type Step = Extract<AtomicStep, { kind: Kind }>

const perform = async (step: Step, by: WriteHost = host): ReturnType<typeof apply> => {
  switch (step.kind) {
    case 'write-file':
      return apply(writeFile, step, by)
    case 'remove-file':
      return apply(removeFile, step, by)
    case 'symlink':
      return apply(symlink, step, by)
    case 'merge-json':
      return apply(mergeJson, step, by)
    case 'text-block':
      return apply(textBlock, step, by)
  }
}

const isUndo = (value: Awaited<ReturnType<typeof apply>>): value is Undo =>
  typeof value === 'object'

const reverters = {
  'write-file': writeFile.revert,
  'remove-file': removeFile.revert,
  symlink: symlink.revert,
  'merge-json': mergeJson.revert,
  'text-block': textBlock.revert,
}

const revert = async (step: Step, undo: Awaited<ReturnType<typeof apply>>): Promise<void> => {
  if (!isUndo(undo)) throw new TypeError('no undo')
  await reverters[step.kind](undo, host)
}

let folders = 0
/** A folder for one test. */
const fresh = (): ((name: string) => string) => {
  folders += 1
  const name = `t${folders}`
  mkdirSync(at(name))
  return (file) => at(name, file)
}

const give = (path: string): void => {
  if (isRoot) chownSync(path, somebody.uid, somebody.gid)
}

type Make = (path: (name: string) => string) => Step

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

const fill = (path: (name: string) => string): void => {
  writeFileSync(path('f'), 'old\r\n\0\xFF', { mode: 0o640 })
  writeFileSync(
    path('j'),
    '{\n\t"registry-mirrors": ["https://a.invalid"],\n\t"log-level": "warn"\n}',
    { mode: 0o600 },
  )
  writeFileSync(path('gbk'), Buffer.from([0xbf, 0xce, 0x0a, 0x61]))
  symlinkSync('f', path('l'))
  for (const name of ['f', 'j', 'gbk']) give(path(name))
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
    await expect(work?.(step, host)).rejects.toMatchObject({
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
  const step: Step = { kind: 'text-block', path: path('f'), marker: 'k8s-doctor', lines: ['y'] }
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
    (await import('node:fs')).lchownSync(path(`home/${name}`), somebody.uid, somebody.gid)
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
      () => host.readBytes(file, { max: 10 }),
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
  ;(await import('node:fs')).lchownSync(path('data/own'), somebody.uid, somebody.gid)
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

test('a link is given away and not what it points to; its mode is nobody’s', async () => {
  const path = fresh()
  writeFileSync(path('f'), '')
  symlinkSync('f', path('l'))
  if (isRoot) {
    await host.chown(path('l'), somebody)
    expect([lstatSync(path('l')).uid, lstatSync(path('f')).uid]).toEqual([somebody.uid, 0])
  }
  await expect(host.chmod(path('l'), 0o777)).rejects.toMatchObject(refused)
})

test('a link does not take the place of a file', async () => {
  const path = fresh()
  writeFileSync(path('f'), 'x')
  await expect(perform({ kind: 'symlink', path: path('f'), target: 'y' })).rejects.toMatchObject(
    refused,
  )
  await expect(host.symlink('y', path('f'))).rejects.toMatchObject(refused)
  expect(lstatSync(path('f')).isFile()).toBe(true)
})

test('an undo refuses what has been changed since', async () => {
  const path = fresh()
  fill(path)
  const step: Step = { kind: 'write-file', path: path('f'), content: 'ours' }
  const undo = await perform(step)
  writeFileSync(path('f'), 'theirs')
  await expect(revert(step, undo)).rejects.toMatchObject(refused)
  expect(readFileSync(path('f'), 'utf8')).toBe('theirs')
  const link: Step = { kind: 'symlink', path: path('l'), target: 'ours' }
  const linked = await perform(link)
  await host.symlink('theirs', path('l'))
  await expect(revert(link, linked)).rejects.toMatchObject(refused)
  expect(readlinkSync(path('l'))).toBe('theirs')
})

test('our own part is taken out of a file that others have changed since', async () => {
  const path = fresh()
  fill(path)
  const json: Step = { kind: 'merge-json', path: path('j'), patch: { dns: ['1'], debug: true } }
  const merged = await perform(json)
  writeFileSync(
    path('j'),
    readFileSync(path('j'), 'utf8').replace('"log-level": "warn"', '"log-level": "info"'),
  )
  await revert(json, merged)
  expect(JSON.parse(readFileSync(path('j'), 'utf8'))).toEqual({
    'registry-mirrors': ['https://a.invalid'],
    'log-level': 'info',
  })
  const block: Step = { kind: 'text-block', path: path('gbk'), marker: 'd', lines: ['x'] }
  const added = await perform(block)
  writeFileSync(path('gbk'), Buffer.concat([readFileSync(path('gbk')), Buffer.from('more\n')]))
  await revert(block, added)
  expect(readFileSync(path('gbk'))).toEqual(Buffer.from('\xBF\xCE\na\nmore\n', 'latin1'))
})

test('our own part that has been changed stays', async () => {
  const path = fresh()
  fill(path)
  const json: Step = { kind: 'merge-json', path: path('j'), patch: { dns: ['1'] } }
  const merged = await perform(json)
  writeFileSync(path('j'), '{"dns":["2"]}')
  await expect(revert(json, merged)).rejects.toMatchObject(refused)
  const block: Step = { kind: 'text-block', path: path('gbk'), marker: 'd', lines: ['x'] }
  const added = await perform(block)
  writeFileSync(path('gbk'), '# >>> d >>>\ny\n# <<< d <<<\n')
  await expect(revert(block, added)).rejects.toMatchObject(refused)
})

test.for([{}, { path: '/x' }, { path: 1, before: { kind: 'other' } }])(
  'a journal entry of another shape is refused: %j',
  async (undo) => {
    for (const back of Object.values(reverters))
      await expect(back(undo, host)).rejects.toMatchObject(refused)
  },
)

test('a folder that was made stays as long as something else is in it', async () => {
  const path = fresh()
  const step: Step = { kind: 'write-file', path: path('x/y/z'), content: '' }
  const undo = await perform(step)
  writeFileSync(path('x/own'), '')
  await revert(step, undo)
  expect(readdirSync(path('x'))).toEqual(['own'])
})

test('leftovers of a killed run are swept away, others’ files are not', async () => {
  const path = fresh()
  writeFileSync(path('.f.k8s-doctor-12345678'), 'half')
  writeFileSync(path('.g.k8s-doctor-12345678'), 'other')
  await host.writeAtomic(path('f'), 'x')
  expect(readdirSync(path('.')).toSorted()).toEqual(['.g.k8s-doctor-12345678', 'f'])
})

test('what may not be written is said, and nothing is left behind', async () => {
  const path = fresh()
  fill(path)
  mkdirSync(path('closed'))
  writeFileSync(path('closed/f'), 'x')
  chmodSync(path('closed'), 0o555)
  const lonely = hostWith({ PATH: at('nowhere') })
  await withoutRights(async () => {
    for (const file of ['closed/f', 'closed/new'])
      await expect(lonely.writeAtomic(path(file), 'y')).rejects.toMatchObject({
        name: 'StepError',
        why: 'no-permission',
      })
  })
  expect(readdirSync(path('closed'))).toEqual(['f'])
  expect(existsSync(path('closed/new'))).toBe(false)
})

test('the diff shows what would be done', async () => {
  const path = fresh()
  fill(path)
  const step = { kind: 'merge-json', path: path('j'), patch: { 'log-level': 'info' } } as const
  expect(await mergeJson.diff?.(step, host)).toBe(
    [
      `--- ${path('j')}`,
      `+++ ${path('j')}`,
      '@@ -1,4 +1,4 @@',
      ' {',
      ' \t"registry-mirrors": ["https://a.invalid"],',
      '-\t"log-level": "warn"',
      '+\t"log-level": "info"',
      ' }',
      String.raw`\ No newline at end of file`,
      '',
    ].join('\n'),
  )
})
