import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'

/** Strings in a file that are the id of a check, or a code of one. */
const named = (source: string): readonly string[] =>
  [...source.matchAll(/['"`]([a-z]+\/[a-z-]+(?:\/[a-z-]+)?)['"`]/g)]
    .map(([, text = '']) => text)
    .filter((text) => checks.some(({ id }) => text === id || text.startsWith(`${id}/`)))

const files = ['engine', 'report'].flatMap((room) =>
  readdirSync(join('src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src', room, name)),
)

test('engine and report name no check and no code: they read what a check says of itself', () => {
  expect(files.length).toBeGreaterThan(90)
  expect(
    files.flatMap((file) => named(readFileSync(file, 'utf8')).map((name) => [file, name])),
  ).toEqual([])
})

test.for(["id === 'cluster/running'", "new Set(['tools/minikube/absent'])"])(
  'a name is found: %s',
  (line) => {
    expect(named(line)).toHaveLength(1)
  },
)
