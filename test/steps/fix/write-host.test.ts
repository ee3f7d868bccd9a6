import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mergeJson } from '../../../src/engine/steps/merge-json.ts'
import { fill, freshFolders, host } from '../../support/file-steps.ts'
import { withoutRights } from '../../support/somebody.ts'
import { hostWith } from '../../support/writing.ts'

const fresh = freshFolders('fix-write')

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
  const lonely = hostWith({ PATH: path('nowhere') })
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

test('the diff shows what would be done, and nothing else that stands in the file', async () => {
  const path = fresh()
  fill(path)
  const step = { kind: 'merge-json', path: path('j'), patch: { 'log-level': 'info' } } as const
  expect(await mergeJson.diff?.(step, host)).toBe(
    [
      `--- ${path('j')}`,
      `+++ ${path('j')}`,
      '@@ -2,1 +2,1 @@',
      '-  "log-level": "warn"',
      '+  "log-level": "info"',
      '',
    ].join('\n'),
  )
})
