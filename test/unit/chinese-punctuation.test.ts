import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const below = (folder: string, wanted: RegExp): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => wanted.test(file))

/** Half-width marks beside a Chinese character. A colon inside `"…: …"` or a code span is YAML's or a command's own. */
const halfWidth = /\p{Script=Han}[,:;()?!]|[,:;()?!]\p{Script=Han}/u

const problemsIn = (name: string, text: string): readonly string[] =>
  text
    .replaceAll(/`[^`]*`|\]\([^)]*\)|https?:\/\/[\w./-]+/g, ' ')
    .split('\n')
    .flatMap((line, index) =>
      halfWidth.test(line.replaceAll(/"\S+: \S+"/g, ''))
        ? [`${name}:${index + 1} ${line.trim()}`]
        : [],
    )

/** The literals of a file, each on lines of its own; a value that is filled in is a letter. */
const literals = (source: string): string =>
  source.replaceAll(/\$\{[^{}`]*\}/g, 'x').replaceAll(/\\?['`]/g, '\n')

test('what is printed in Chinese has full-width punctuation', () => {
  const files = [
    ...below('src/messages', /\.ts$/),
    ...below('src/profiles', /words.*\.ts$/),
    'src/cli/words.ts',
    'src/cli/install-words-zh.ts',
  ]
  expect(files.length).toBeGreaterThan(25)
  expect(files.flatMap((file) => problemsIn(file, literals(readFileSync(file, 'utf8'))))).toEqual(
    [],
  )
})

test('so have the pages', () => {
  const pages = ['README.zh.md', ...below('docs', /\.zh\.md$/)]
  expect(pages.length).toBeGreaterThan(45)
  expect(pages.flatMap((file) => problemsIn(file, readFileSync(file, 'utf8')))).toEqual([])
})

test.for(['引擎没有运行,请启动', '可以启动:4 个更好', '版本(太旧)', '要继续吗?', 'x;没有'])(
  'a mistake is found: %s',
  (line) => {
    expect(problemsIn('x', line)).toHaveLength(1)
  },
)

test.for(['字段要写成 "名称: 值"', '`a:中文`', '[链接](docs/说明.md)'])(
  'this is none: %s',
  (line) => {
    expect(problemsIn('x', line)).toEqual([])
  },
)
