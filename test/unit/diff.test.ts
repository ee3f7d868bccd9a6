import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unifiedDiff } from '../../src/model/diff.ts'

test.for([
  ['a\n', 'a\n', ''],
  [undefined, 'a\nb\n', '--- /dev/null\n+++ /f\n@@ -0,0 +1,2 @@\n+a\n+b\n'],
  ['a\n', undefined, '--- /f\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n'],
  ['a', 'a\n', '--- /f\n+++ /f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n'],
  [
    '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
    '1\n2\n3\n4\nfive\n6\n7\n8\n9\n',
    '--- /f\n+++ /f\n@@ -5,1 +5,1 @@\n-5\n+five\n',
  ],
] as const)('%j to %j', ([before, after, expected]) => {
  expect(unifiedDiff('/f', before, after)).toBe(expected)
})

/** Numbers that look random and are the same every time. */
const numbers = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const canPatch = spawnSync('patch', ['--version']).status === 0

test.runIf(canPatch)('patch(1) makes the new file from the old one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'))
  try {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = numbers(seed)
      const line = (): string => ['a', 'b', 'c', '', 'd'][Math.floor(random() * 5)] ?? ''
      const text = (): string =>
        Array.from({ length: Math.floor(random() * 30) }, line).join('\n') +
        (random() < 0.5 ? '\n' : '')
      const [before, after] = [text(), text()]
      const diff = unifiedDiff('f', before, after)
      if (before === after || before === '' || after === '') continue
      writeFileSync(join(folder, 'f'), before)
      execFileSync('patch', ['-s', '-p0', 'f'], { cwd: folder, input: diff })
      expect(readFileSync(join(folder, 'f'), 'utf8'), `seed ${seed}\n${diff}`).toBe(after)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
