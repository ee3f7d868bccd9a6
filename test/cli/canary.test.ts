import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  secretBlocks,
  secretEnvironment,
  secretFiles,
  secretJson,
  secretLines,
  secretProfile,
  secretProfileUrl,
} from '../support/canaries.ts'
import { canaryCount, leaksIn } from '../support/planting.ts'
import { secretShapes } from '../support/secret-shapes.ts'
import { machineWith, runCli, runProcess, bin, writeFiles } from '../support/cli.ts'

const tools = ['docker', 'kubectl', 'minikube', 'systemctl', 'journalctl'] as const

/** As many lines as the evidence of one command keeps. */
const shown = 10
const allLines = [...secretLines, ...secretShapes]
const chunks = Array.from({ length: Math.ceil(allLines.length / shown) }, (_, index) =>
  allLines.slice(index * shown, (index + 1) * shown).join('\n'),
)

const permission =
  'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock'

/** What every tool prints, on which stream, with which exit code. */
const worlds: readonly (readonly [string, string, 'stdout' | 'stderr', number])[] = [
  ...chunks.map((text, index) => [`lines ${index + 1}`, text, 'stdout', 1] as const),
  ...chunks.map((text, index) => [`errors ${index + 1}`, text, 'stderr', 1] as const),
  ...secretLines.map(
    (line, index) => [`refusal ${index + 1}`, `${permission}: ${line}`, 'stderr', 1] as const,
  ),
  ...secretBlocks.map((text, index) => [`block ${index + 1}`, text, 'stderr', 1] as const),
  ...secretBlocks.map(
    (text, index) => [`refused block ${index + 1}`, `${permission} ${text}`, 'stderr', 1] as const,
  ),
  ...secretJson.map((json) => ['JSON', JSON.stringify(json), 'stdout', 0] as const),
  ...secretJson.map(
    (json) => ['JSON over lines', JSON.stringify(json, null, 2), 'stdout', 0] as const,
  ),
  ...secretJson.map(
    (json) => ['cut off JSON', JSON.stringify(json).slice(0, -9), 'stdout', 0] as const,
  ),
  [
    'environment',
    Object.entries(secretEnvironment)
      .map(([name, value]) => `${name}: ${value}`)
      .join(' '),
    'stderr',
    1,
  ],
  ['bare values', `${permission}: ${Object.values(secretEnvironment).join(' ')}`, 'stderr', 1],
]

const carelessMachine = (text: string, stream: 'stdout' | 'stderr', code: number) => {
  const body = `/bin/cat "$(/usr/bin/dirname "$0")/../said" ${stream === 'stderr' ? '>&2' : ''}; exit ${code}`
  const { folder, env } = machineWith(Object.fromEntries(tools.map((name) => [name, body])))
  writeFiles(folder, { said: text, 'profile.json': secretProfile })
  writeFiles(join(folder, 'home'), secretFiles)
  return { folder, env: { ...env, ...secretEnvironment } }
}

/** Every way out of the tool; the first two are its two redactors. */
const outputs: readonly (readonly string[])[] = [
  ['--verbose'],
  ['--json', '--verbose'],
  ['--verbose', '--lang', 'zh', '--output', 'OUT.txt'],
  ['record'],
]

test.for(worlds)(
  `none of ${canaryCount()} planted secrets in any output: %s`,
  async ([name, text, stream, code]) => {
    const { folder, env } = carelessMachine(text, stream, code)
    const file = join(folder, 'OUT.txt')
    const leaks = await Promise.all(
      outputs.slice(0, name.startsWith('refusal') ? 2 : outputs.length).map(async (args) => {
        const words = args.map((word) => (word === 'OUT.txt' ? file : word))
        const ended = await runCli(['--offline', ...words], { env })
        expect([0, 1, 3]).toContain(ended.code)
        return leaksIn(ended.stdout + ended.stderr).map((where) => `${args.join(' ')}: ${where}`)
      }),
    )
    const written = existsSync(file) ? leaksIn(readFileSync(file, 'utf8')) : []
    expect([...leaks.flat(), ...written]).toEqual([])
  },
)

test('none of them on a terminal', async ({ skip }) => {
  const { folder, env } = carelessMachine(`${permission}: ${chunks[0] ?? ''}`, 'stderr', 1)
  skip(!existsSync('/usr/bin/script'), 'script is not installed')
  const command = `exec "${process.execPath}" "${bin}" --offline --verbose`
  const { stdout } = await runProcess(
    ['/usr/bin/script', '-qefc', `/bin/stty cols 100; ${command}`, join(folder, 'typescript')],
    { env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' } },
  )
  expect(stdout).toContain('docker/access')
  expect(leaksIn(stdout)).toEqual([])
})

test.for([
  ['a file', 'FILE'],
  ['an address', secretProfileUrl],
] as const)('none of them when the profile comes from %s', async ([, where]) => {
  const { folder, env } = carelessMachine('', 'stdout', 0)
  const profile = where === 'FILE' ? join(folder, 'profile.json') : where
  for (const args of [['--json'], ['--verbose']]) {
    const ended = await runCli([...args, '--profile', profile, '--timeout', '3'], { env })
    expect(leaksIn(ended.stdout + ended.stderr)).toEqual([])
  }
  const linted = await runCli(['profile', 'lint', profile], { env })
  expect(leaksIn(linted.stdout + linted.stderr)).toEqual([])
})

test.for(['--json', 'record'])('%s tells neither home nor host', async (how) => {
  const { folder, env } = carelessMachine(
    `${permission}: ${hostname()} /home/marie.curie/x /Users/ada/y`,
    'stderr',
    1,
  )
  const home = join(folder, 'home')
  const { stdout } = await runCli([how], { env: { ...env, MINIKUBE_HOME: join(home, 'mk') } })
  expect(stdout).not.toContain(home)
  expect(stdout).not.toMatch(/marie\.curie|\/ada\b/)
  expect(stdout).not.toMatch(new RegExp(`(?<![\\w-])${hostname()}(?![\\w-])`))
})
