import { expect, test } from 'vitest'
import { fold, hang, wrap } from '../../src/report/layout.ts'

test.for<[string, number, readonly string[]]>([
  ['one two three four five', 20, ['one two three four', 'five']],
  ['', 20, ['']],
  ['a'.repeat(45), 20, ['a'.repeat(20), 'a'.repeat(20), 'a'.repeat(5)]],
  ['说明没有空格的中文也可以在任何地方换行', 20, ['说明没有空格的中文也', '可以在任何地方换行']],
  ['安装 minikube v1.25.2。安装前先核对', 24, ['安装 minikube v1.25.2。', '安装前先核对']],
  ['一二三四五六七八九十,后面', 20, ['一二三四五六七八九', '十,后面']],
])('%j in %i columns', ([text, columns, lines]) => {
  expect(wrap(text, columns)).toEqual(lines)
})

test('what follows hangs below', () => {
  expect(hang('  ✗ x  ', 'one two three four five six', 27)).toEqual([
    '  ✗ x  one two three four',
    '       five six',
  ])
})

test.for(['    $ ', '  minikube start ', '    + ', '    \u001B[31m- ', '               → '])(
  'what begins with %j is to be copied, and stays whole',
  (first) => {
    const line = first + 'one two three four five six seven eight'
    expect(fold([line], 30)).toEqual([line])
  },
)

test('lines that are too long are folded below their own words', () => {
  const words = 'one two three four five six seven eight'
  const folded = ['one two three four five', 'six seven eight']
  const below = (first: string, rest: string) => [first + folded[0], rest + folded[1]]
  expect(fold(['short', `  ✗ ${words}`], 30)).toEqual(['short', ...below('  ✗ ', '    ')])
  expect(fold([`    ${words}`], 30)).toEqual(below('    ', '    '))
  expect(fold([`  \u001B[31m✗\u001B[39m ${words}`], 30)).toEqual(
    below('  \u001B[31m✗\u001B[39m ', '    '),
  )
})
