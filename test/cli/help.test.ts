import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import pkg from '../../package.json' with { type: 'json' }
import { newestKubernetes } from '../../src/catalog/kubernetes.ts'
import { catalogDate, newestMinikube } from '../../src/catalog/minikube.ts'
import { machineWith, runCli, runProcess, writeFiles } from '../support/cli.ts'

const build = v.object({
  files: v.record(v.string(), v.object({ bytes: v.number(), imports: v.array(v.string()) })),
  lazy: v.record(v.string(), v.array(v.string())),
})
const readBuild = async () => v.parse(build, JSON.parse(await readFile('dist/meta.json', 'utf8')))

/** A built file and all that it imports before it runs. */
const loadedBy = async (file: string) => {
  const { files } = await readBuild()
  const loaded = new Set([file])
  for (const name of loaded) for (const path of files[name]?.imports ?? []) loaded.add(path)
  const own = [...loaded].filter((name) => name in files)
  return { files: own, bytes: own.reduce((sum, name) => sum + (files[name]?.bytes ?? 0), 0) }
}

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

const edge = { date: catalogDate, minikube: newestMinikube, kubernetes: newestKubernetes }

test.for([
  [
    ['--version', '--verbose'],
    `catalog of ${edge.date}: minikube up to ${edge.minikube}, Kubernetes up to ${edge.kubernetes}`,
  ],
  [
    ['-V', '-v', '--lang', 'zh'],
    `版本资料截至 ${edge.date}：minikube 到 ${edge.minikube}，Kubernetes 到 ${edge.kubernetes}`,
  ],
] as const)('%j', async ([args, said]) => {
  expect(await runCli(args)).toMatchObject({
    code: 0,
    stdout: `k8s-doctor ${pkg.version}\n${said}\nNode.js ${process.version}\n`,
    stderr: '',
  })
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
  const { files, bytes } = await loadedBy('cli.mjs')
  // Commander is among it: the command line itself is read here, and only the commands are left for later.
  expect(bytes).toBeGreaterThan(30_000)
  expect(files.length).toBeLessThanOrEqual(2)
  expect(bytes).toBeLessThan(80_000)
})

test('what a diagnosis loads is one file', async () => {
  const { files } = await readBuild()
  const check = Object.keys(files).filter((name) => name.startsWith('chunks/check-'))
  expect(check).toHaveLength(1)
  const ofHelp = await loadedBy('cli.mjs')
  const { files: loaded } = await loadedBy(check[0] ?? '')
  expect(loaded.filter((name) => !ofHelp.files.includes(name))).toEqual(check)
})

test('the library is one file, without the command line', async () => {
  expect(await loadedBy('index.mjs')).toMatchObject({ files: ['index.mjs'] })
  const { code, stdout } = await runProcess(
    [process.execPath, '-e', "import('k8s-doctor').then((all) => console.log(Object.keys(all)))"],
    { env: { PATH: process.env['PATH'] ?? '' } },
  )
  expect({ code, stdout }).toEqual({ code: 0, stdout: "[ 'parseReport', 'reportSchema' ]\n" })
})

test('no package is imported lazily by its name', async () => {
  const { lazy } = await readBuild()
  const imported = Object.values(lazy).flat()
  expect(imported.length).toBeGreaterThan(30)
  expect(imported.filter((name) => !name.startsWith('src/'))).toEqual([])
})
