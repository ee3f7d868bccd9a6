import { expect, test } from 'vitest'
import { hang, wrap } from '../../src/report/layout.ts'

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
