import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checks } from '../../src/checks/index.ts'
import { fixes } from '../../src/fixes/index.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { zh } from '../../src/messages/zh/index.ts'
import type { AnyCheck } from '../../src/model/check.ts'
import { codesOf, diagnoseHost, diagnoseMachine } from '../support/diagnose.ts'
import { machineNames, readMachine } from '../support/machine-file.ts'

const list: readonly AnyCheck[] = checks
const codes = list.flatMap(({ id, problems }) => Object.keys(problems).map((key) => `${id}/${key}`))
const words: Readonly<
  Record<string, { readonly problems: Readonly<Record<string, { readonly hint?: unknown }>> }>
> = zh.checks

/** Every machine at once, on a busy computer. */
const patient = { timeout: 30_000 }

test('every code is found on a recorded machine', patient, async () => {
  const reports = await Promise.all(machineNames.map((name) => diagnoseMachine(readMachine(name))))
  const found = new Set(reports.flatMap(codesOf))
  expect(codes.filter((code) => !found.has(code))).toEqual([])
})

test('every check file is in the list', () => {
  const files = readdirSync('src/checks', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('/') && file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
  expect(list.map(({ id }) => id).toSorted()).toEqual(files.toSorted())
})

test.for(list.map((check) => [check.id, check] as const))(
  '%s comes after the checks it waits for',
  ([, check]) => {
    const at = list.indexOf(check)
    expect(
      (check.after ?? []).filter((other) => list.indexOf(other) >= at).map(({ id }) => id),
    ).toEqual([])
  },
)

test.for(['.md', '.zh.md'])('every code has a section in its page (%s)', (end) => {
  const missing = list.flatMap(({ id, problems }) => {
    const page = `docs/checks/${id}${end}`
    const text = existsSync(page) ? readFileSync(page, 'utf8') : ''
    return Object.keys(problems)
      .map((key) => `${id}/${key}`)
      .filter((code) => !text.includes(`\n## ${code}\n`))
  })
  expect(missing).toEqual([])
})

test('every section of a page is a code', () => {
  const pages = readdirSync('docs/checks', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.md'),
  )
  const stale = pages.flatMap((file) =>
    [...readFileSync(`docs/checks/${file}`, 'utf8').matchAll(/^## ([a-z]+\/.*)$/gm)]
      .map(([, code = '']) => code)
      .filter((code) => !codes.includes(code)),
  )
  expect(stale).toEqual([])
})

test('a hint in English is a hint in Chinese', () => {
  const uneven = list.flatMap(({ id, problems }) =>
    Object.entries(problems)
      .filter(
        ([key, { hint }]) =>
          (hint === undefined) !== (words[id]?.problems[key]?.hint === undefined),
      )
      .map(([key]) => `${id}/${key}`),
  )
  expect(uneven).toEqual([])
})

test('a fix verifies a check that exists', () => {
  const ids = new Set(list.map(({ id }) => id))
  expect(fixes.filter(({ verifies }) => !ids.has(verifies)).map(({ id }) => id)).toEqual([])
})

test('docs/commands.md lists every command', patient, async () => {
  const listed = [...readFileSync('docs/commands.md', 'utf8').matchAll(/^- `([^`]+)`/gm)].map(
    ([, line = '']) => {
      const literal = line.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      return new RegExp(`^${literal.replaceAll(/<[^>]+>/g, String.raw`\S+`)}$`)
    },
  )
  const asked = new Set<string>()
  for (const name of machineNames) {
    const { machine, request } = readMachine(name)
    const host = createReplayHost(machine)
    await diagnoseHost(
      {
        ...host,
        run: (argv, options) => {
          asked.add(argv.join(' '))
          return host.run(argv, options)
        },
      },
      request,
    )
  }
  expect([...asked].filter((line) => !listed.some((pattern) => pattern.test(line)))).toEqual([])
})
