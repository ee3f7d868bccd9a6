import { expect, test } from 'vitest'
import { inversePatch, patchJson } from '../../src/model/json-patch.ts'
import type { Json } from '../../src/model/step.ts'

type Patch = Readonly<Record<string, Json>>

const cases: readonly (readonly [name: string, before: string, patch: Patch, after: string])[] = [
  ['an empty file', '', { dns: ['1.1.1.1'] }, '{\n  "dns": [\n    "1.1.1.1"\n  ]\n}\n'],
  ['an empty object', '{}', { a: 1 }, '{\n  "a": 1\n}'],
  ['nothing to do', '{"a":1 }', { a: 1, b: null }, '{"a":1 }'],
  ['nothing in an empty file', ' \n', { b: null }, ' \n'],
  ['one line', '{"a":1}', { b: [1, 2] }, '{"a":1,"b": [1,2]}'],
  ['one line with blanks', '{ "a": 1 }', { b: { c: 'd' } }, '{ "a": 1,"b": {"c":"d"} }'],
  ['tabs', '{\n\t"a": 1\n}\n', { b: { c: 2 } }, '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 2\n\t}\n}\n'],
  [
    'four blanks',
    '{\n    "a": 1\n}',
    { b: [2] },
    '{\n    "a": 1,\n    "b": [\n        2\n    ]\n}',
  ],
  ['CRLF', '{\r\n  "a": 1\r\n}\r\n', { b: 2 }, '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n'],
  ['a byte order mark', '\uFEFF{"a":1}', { a: 2 }, '\uFEFF{"a":2}'],
  ['the first of two goes', '{\n  "a": 1,\n  "b": 2\n}', { a: null }, '{\n  "b": 2\n}'],
  ['the last of two goes', '{\n  "a": 1,\n  "b": 2\n}', { b: null }, '{\n  "a": 1\n}'],
  ['the only one goes', '{\n  "a": 1\n}\n', { a: null }, '{\n}\n'],
  ['several go', '{"a":1,"b":2,"c":3,"d":4}', { a: null, c: null, d: null }, '{"b":2}'],
  ['a list', '{\n  "m": ["a", "b"]\n}', { m: ['b'] }, '{\n  "m": [\n    "b"\n  ]\n}'],
  [
    'inside an object',
    '{\n  "log": {\n    "x": 1\n  }\n}',
    { log: { y: 2, x: null } },
    '{\n  "log": {\n    "y": 2\n  }\n}',
  ],
  ['an object for a number', '{"a":1}', { a: { b: null, c: 2 } }, '{"a":{"c":2}}'],
  [
    'big numbers and odd spellings stay',
    '{ "n": 12345678901234567890, "e": 1E3, "s": "\\u00e4" }',
    { n2: 1 },
    '{ "n": 12345678901234567890, "e": 1E3, "s": "\\u00e4","n2": 1 }',
  ],
]

test.for(cases)('%s', ([, before, patch, after]) => {
  expect(patchJson(before, patch)).toEqual({ ok: true, text: after })
  expect(patchJson(after, patch), 'twice').toEqual({ ok: true, text: after })
})

test.for([
  ['{"a":1,}', 1, 8, '}'],
  ['{\n  "a": 1,\n  // why\n  "b": 2\n}', 3, 3, '/'],
  ['{\n  "a": 1\n', 3, 1, 'the end'],
  ["{'a':1}", 1, 2, "'"],
  ['{"a":01}', 1, 7, '1'],
  ['{"a":1} x', 1, 9, 'x'],
  ['<html>', 1, 1, '<'],
  ['{"a":"b\nc"}', 1, 6, '"'],
  ['{"a" 1}', 1, 6, '1'],
  ['{"课":}', 1, 6, '}'],
  ['['.repeat(500), 1, 501, 'the end'],
  ['['.repeat(100_000), 1, 100_001, 'the end'],
] as const)('%.30j is refused at %d:%d', ([text, line, column, found]) => {
  expect(patchJson(text, { b: 1 })).toEqual({ ok: false, why: { line, column, found } })
})

test.for([
  ['{"a":1,"a":2}', { a: 3 }, { twice: 'a' }],
  ['[1]', { a: 1 }, { path: [] }],
  ['"x"', { a: 1 }, { path: [] }],
] as const)('%j cannot be patched', ([text, patch, why]) => {
  expect(patchJson(text, patch)).toEqual({ ok: false, why })
})

test.for(['{"a":[]}', '{"a":{}}', ' {"a" : -0.5e-7 , "b":[1,[2,{"c":null}]] } ', '{"":""}'])(
  '%j is JSON',
  (text) => {
    expect(JSON.parse(text)).toBeTypeOf('object')
    expect(patchJson(text, {})).toEqual({ ok: true, text })
  },
)

test.for(cases)('the inverse of: %s', ([, before, patch]) => {
  const bare = before.replace(/^\uFEFF/, '').trim()
  const old: Json = bare === '' ? {} : JSON.parse(bare)
  const there = patchJson(before, patch)
  const back = patchJson(there.ok ? there.text : '', inversePatch(old, patch))
  expect(back.ok && JSON.parse(back.text.replace(/^\uFEFF/, '').trim() || '{}')).toEqual(old)
})
