import { expect, test } from 'vitest'
import { findBlock, withBlock } from '../../src/model/text-block.ts'

const block = '# >>> d >>>\nx\n# <<< d <<<\n'

test.for([
  ['', ['x'], block],
  ['a\n', ['x'], `a\n${block}`],
  ['a', ['x'], `a\n${block}`],
  [`a\n${block}b\n`, ['y', 'z'], 'a\n# >>> d >>>\ny\nz\n# <<< d <<<\nb\n'],
  [`a\n${block}b\n`, undefined, 'a\nb\n'],
  ['a\r\n', ['x'], 'a\r\n# >>> d >>>\r\nx\r\n# <<< d <<<\r\n'],
  ['a', undefined, 'a'],
  ['# >>> d >>>\nx\n', ['x'], undefined],
  ['# <<< d <<<\n# >>> d >>>\n', ['x'], undefined],
  [`${block}${block}`, ['x'], undefined],
] as const)('%j with %j', ([text, lines, expected]) => {
  expect(withBlock(text, 'd', lines)).toBe(expected)
})

test('a block is found by its own name', () => {
  expect(findBlock(`# >>> other >>>\n${block}# <<< other <<<\n`, 'd')).toMatchObject({
    lines: ['x'],
  })
  expect(findBlock('', 'd')).toBeUndefined()
})
