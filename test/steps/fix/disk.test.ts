import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mergeJson } from '../../../src/engine/steps/merge-json.ts'
import { textBlock } from '../../../src/engine/steps/text-block.ts'
import { writeFile } from '../../../src/engine/steps/write-file.ts'
import { apply, hostWith, ownFolder } from '../../support/writing.ts'
import { isRoot } from '../../support/somebody.ts'

const at = ownFolder('fix-disk')
const host = hostWith()

const mount = (name: string, options: string): boolean => {
  mkdirSync(at(name))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at(name)], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const unmount = (name: string): void => {
  try {
    execFileSync('umount', ['-l', at(name)], { stdio: 'ignore' })
  } catch {
    // never mounted
  }
}

const canMount = isRoot && mount('probe', 'size=64k')
unmount('probe')

const content = `${JSON.stringify({ mine: true }, null, 2)}\n`

beforeAll(() => {
  if (!canMount) return
  mount('full', 'size=64k')
  writeFileSync(at('full', 'f'), content)
  const { bavail, bsize } = statfsSync(at('full'))
  writeFileSync(at('full', 'filling'), Buffer.alloc((bavail - 1) * bsize))
  mount('inodes', 'size=1m,nr_inodes=3')
  writeFileSync(at('inodes', 'f'), content)
  writeFileSync(at('inodes', 'g'), content)
  mount('fixed', 'size=64k')
  writeFileSync(at('fixed', 'f'), content)
  execFileSync('mount', ['-o', 'remount,ro', at('fixed')])
})
afterAll(() => {
  if (canMount) for (const name of ['full', 'inodes', 'fixed']) unmount(name)
})

const mirrors = Array.from({ length: 2000 }, (_, index) => `https://${index}.invalid`)

test.runIf(canMount).for([
  ['full', 'no-space', 'the disk is full'],
  ['inodes', 'no-space', 'the disk is full'],
  ['fixed', 'no-permission', 'mounted read-only'],
] as const)(
  'on a disk that is %s nothing is written and nothing left',
  async ([name, why, says]) => {
    const path = at(name, 'f')
    const before = readdirSync(at(name))
    const error = { name: 'StepError', why, message: expect.stringContaining(says) }
    await expect(
      apply(mergeJson, { kind: 'merge-json', path, patch: { 'registry-mirrors': mirrors } }, host),
    ).rejects.toMatchObject(error)
    await expect(
      apply(textBlock, { kind: 'text-block', path, marker: 'd', lines: mirrors }, host),
    ).rejects.toMatchObject(error)
    await expect(
      apply(writeFile, { kind: 'write-file', path, content: mirrors.join('\n') }, host),
    ).rejects.toMatchObject(error)
    expect(readFileSync(path, 'utf8')).toBe(content)
    expect(readdirSync(at(name))).toEqual(before)
  },
)
