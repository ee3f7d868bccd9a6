import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import pkg from '../../package.json' with { type: 'json' }
import { machineWith, runCli, runProcess, writeFiles } from '../support/cli.ts'

const imports = v.array(
  v.object({ path: v.string(), kind: v.string(), original: v.optional(v.string()) }),
)
const metafile = v.object({
  inputs: v.record(v.string(), v.object({ imports })),
  outputs: v.record(v.string(), v.object({ imports, bytes: v.number() })),
})
const readMetafile = async () =>
  v.parse(metafile, JSON.parse(await readFile('dist/meta.json', 'utf8')))

test.for(['en', 'zh'])('--help in %s names every command and option', async (language) => {
  const { code, stdout, stderr } = await runCli(['--help', '--lang', language])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { stdout: script } = await runCli(['completion', 'bash'])
  const offered = /\*\) words='([^']+)'/.exec(script)?.[1]?.split(' ') ?? []
  expect(offered.length).toBeGreaterThan(10)
  expect(offered.filter((word) => !stdout.includes(word))).toEqual([])
  const options = [...stdout.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gm)].map(([, word = '']) => word)
  expect(options.filter((word) => !offered.includes(word))).toEqual([])
})

test('--version', async () => {
  expect(await runCli(['--version'])).toMatchObject({ code: 0, stdout: `${pkg.version}\n` })
})

test.for([['bash', '-n'] as const, ['zsh', '-n'] as const, ['fish', '--no-execute'] as const])(
  'completion %s is a script its shell reads',
  async ([shell, parseOnly], { skip }) => {
    const { code, stdout } = await runCli(['completion', shell])
    expect(code).toBe(0)
    expect(stdout).toContain('docker/daemon/not-running')
    const { folder } = machineWith({})
    writeFiles(folder, { script: stdout })
    const env = { PATH: process.env['PATH'] ?? '' }
    const known = await runProcess(['sh', '-c', `command -v ${shell}`], { env })
    skip(known.code !== 0, `${shell} is not installed`)
    expect(await runProcess([shell, parseOnly, `${folder}/script`], { env })).toMatchObject({
      code: 0,
      stderr: '',
    })
  },
)

test('what --help loads stays small', async () => {
  const { outputs } = await readMetafile()
  const loaded = new Set(['dist/cli.mjs'])
  for (const file of loaded)
    for (const { path, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement' && path in outputs) loaded.add(path)
  const bytes = [...loaded].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0)
  // Commander is among it: the command line itself is read here, and only the commands are left for later.
  expect(bytes).toBeGreaterThan(30_000)
  expect(loaded.size).toBeLessThanOrEqual(5)
  expect(bytes).toBeLessThan(80_000)
})

test('no package is imported lazily by its name', async () => {
  const { inputs } = await readMetafile()
  const lazyPackages = Object.entries(inputs)
    .filter(([file]) => file.startsWith('src/'))
    .flatMap(([, input]) => input.imports)
    .filter(({ kind, original }) => kind === 'dynamic-import' && original?.startsWith('.') !== true)
  expect(lazyPackages).toEqual([])
})
