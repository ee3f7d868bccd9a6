import { readFileSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fill, freshFolders, host, perform, revert, reverters } from '../../support/file-steps.ts'
import type { FileStep } from '../../support/file-steps.ts'

const fresh = freshFolders('fix-undo')

const refused = { name: 'StepError', why: 'refused' }

test('an undo refuses what has been changed since', async () => {
  const path = fresh()
  fill(path)
  const step: FileStep = { kind: 'write-file', path: path('f'), content: 'ours' }
  const undo = await perform(step)
  writeFileSync(path('f'), 'theirs')
  await expect(revert(step, undo)).rejects.toMatchObject(refused)
  expect(readFileSync(path('f'), 'utf8')).toBe('theirs')
  const link: FileStep = { kind: 'symlink', path: path('l'), target: 'ours' }
  const linked = await perform(link)
  await host.symlink('theirs', path('l'))
  await expect(revert(link, linked)).rejects.toMatchObject(refused)
  expect(readlinkSync(path('l'))).toBe('theirs')
})

test('our own part is taken out of a file that others have changed since', async () => {
  const path = fresh()
  fill(path)
  const json: FileStep = { kind: 'merge-json', path: path('j'), patch: { dns: ['1'], debug: true } }
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
  const block: FileStep = { kind: 'text-block', path: path('gbk'), marker: 'd', lines: ['x'] }
  const added = await perform(block)
  writeFileSync(path('gbk'), Buffer.concat([readFileSync(path('gbk')), Buffer.from('more\n')]))
  await revert(block, added)
  expect(readFileSync(path('gbk'))).toEqual(Buffer.from('\xBF\xCE\na\nmore\n', 'latin1'))
})

test('our own part that has been changed stays', async () => {
  const path = fresh()
  fill(path)
  const json: FileStep = { kind: 'merge-json', path: path('j'), patch: { dns: ['1'] } }
  const merged = await perform(json)
  writeFileSync(path('j'), '{"dns":["2"]}')
  await expect(revert(json, merged)).rejects.toMatchObject(refused)
  const block: FileStep = { kind: 'text-block', path: path('gbk'), marker: 'd', lines: ['x'] }
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
  const step: FileStep = { kind: 'write-file', path: path('x/y/z'), content: '' }
  const undo = await perform(step)
  writeFileSync(path('x/own'), '')
  await revert(step, undo)
  expect(readdirSync(path('x'))).toEqual(['own'])
})
