import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseProfile } from '../../src/profiles/parse.ts'
import { isProblemCode } from '../../src/profiles/words.ts'
import { minimal, problemsOf } from '../support/profile-text.ts'

const example = readFileSync('docs/profile-example.yaml', 'utf8')

const bomb = `a: &a [x, x]
b: &b [*a, *a]
c: &c [*b, *b]
d: [*c, *c]
`

test.for([
  ['an alias bomb', bomb, 'alias'],
  ['64 KiB and more', '#'.repeat(64 * 1024 + 1), 'too-big'],
  ['64 KiB in wide letters', '课'.repeat(22_000), 'too-big'],
  ['NUL bytes', 'id: a\0b\n', 'not-text'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]).toString('utf8'), 'not-text'],
  ['UTF-16', Buffer.from(`\ufeff${minimal}`, 'utf16le').toString('utf8'), 'not-text'],
  ['brackets without end', '['.repeat(60_000), 'nested'],
  ['braces without end', '{a: '.repeat(15_000), 'nested'],
  ['dashes without end', '- '.repeat(30_000), 'nested'],
  ['questions without end', '? '.repeat(30_000), 'nested'],
  [
    'steps without end',
    Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
    'nested',
  ],
  [
    'names of the prototype',
    `${minimal}__proto__: {a: 1}\nconstructor: 1\ntoString: 2\n`,
    'unknown-key',
  ],
  ['a merge key', `${minimal}<<: {cluster: cc}\n`, 'unknown-key'],
  [
    'thousands of keys',
    Array.from({ length: 6000 }, (_, n) => `k${n}: 1`).join('\n'),
    'unknown-key',
  ],
  ['a key that is a list', '? [a, b]\n: 1\n', 'yaml'],
  ['nearly too many dashes', '- x '.repeat(24).concat('\n').repeat(600), 'not-fields'],
])('hostile: %s', ([, text, code]) => {
  const parsed = parseProfile('course.yaml', text ?? '')
  if (parsed.ok) throw new TypeError('taken')
  expect(parsed.problems[0]?.code).toBe(code)
  expect(parsed.problems.length).toBeLessThanOrEqual(20)
  const said = JSON.stringify(parsed.problems)
  expect(said).not.toMatch(/\.ts:|node_modules|at Object/)
})

test('what a file says cannot steer the terminal', () => {
  const text = `${minimal}"\\e[31m\\u202ekey\\n": 1\n`
  expect(problemsOf(text).join('')).not.toMatch(/[\p{Cc}\u202e]/u)
})

test('no answer at all for random damage but problems', () => {
  let seed = 1
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  const letters = '{}[]:,-?&*!|>\'"%@`#\n\t 0aé：'
  for (let round = 0; round < 400; round += 1) {
    const at = random(example.length)
    const damage = Array.from({ length: 1 + random(4) }, () => letters[random(letters.length)])
    const text = example.slice(0, at) + damage.join('') + example.slice(at + random(6))
    const parsed = parseProfile('course.yaml', text)
    if (parsed.ok) continue
    const lines = text.split('\n')
    for (const { line = 0, column = 0, code, message } of parsed.problems) {
      expect(isProblemCode(code)).toBe(true)
      expect(message.en).not.toBe('')
      expect(message.zh).not.toBe('')
      expect(line >= 1 && line <= lines.length, `${code} ${line}`).toBe(true)
      expect(column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1, `${code} ${column}`).toBe(
        true,
      )
    }
  }
})
