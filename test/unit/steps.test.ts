import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { interpreters } from '../../src/engine/steps/index.ts'

const isFact = (value: unknown): value is { readonly id: string } =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'read' in value

const factIds = async (): Promise<ReadonlySet<string>> => {
  const names = readdirSync('src/facts').map((name) => name.replace(/\.ts$/, ''))
  const modules: readonly Readonly<Record<string, unknown>>[] = await Promise.all(
    names.map((name) => import(`../../src/facts/${name}.ts`)),
  )
  return new Set(
    modules.flatMap((exports) =>
      Object.values(exports).flatMap((value) => (isFact(value) ? [value.id] : [])),
    ),
  )
}

test('what a step makes stale are facts', async () => {
  const known = await factIds()
  const unknown = Object.values(interpreters).flatMap(({ kind, stale }) =>
    stale.filter((id) => !known.has(id)).map((id) => `${kind}: ${id}`),
  )
  expect(unknown).toEqual([])
})

test('every kind has its own interpreter, and makes something stale', () => {
  for (const [kind, interpreter] of Object.entries(interpreters)) {
    expect(interpreter.kind).toBe(kind)
    expect(interpreter.stale).not.toEqual([])
  }
})
