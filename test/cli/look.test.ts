import { Ajv } from 'ajv'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { machineWith, parseReport, runCli } from '../support/cli.ts'

const down = `echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1`
const look = (args: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  const { env } = machineWith({ docker: down })
  return runCli(['--offline', ...args], { env: { ...env, ...more } })
}
// oxlint-disable-next-line no-control-regex -- whether there are others is the question
const ascii = /^[\u0000-\u007F]*$/
const escape = '\u001B['

test('--lang zh speaks Chinese; ids and commands stay', async () => {
  const { stdout } = await look(['--lang', 'zh'])
  expect(stdout).toMatch(/还不能开始/)
  expect(stdout).toContain('docker/daemon/not-running')
  const json = parseReport((await look(['--lang', 'zh', '--json'])).stdout)
  const english = parseReport((await look(['--json'])).stdout)
  expect(json.language).toBe('zh')
  expect(json.checks.map(({ id, status }) => [id, status])).toEqual(
    english.checks.map(({ id, status }) => [id, status]),
  )
})

test.for([
  [{ LANG: 'zh_CN.UTF-8' }, true],
  [{ LANG: 'zh_CN.GBK' }, false],
  [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh_CN.UTF-8' }, true],
  [{ LANG: 'de_DE.UTF-8' }, false],
] as const)('the language of %j', async ([more, chinese]) => {
  expect((await look([], more)).stdout.includes('还不能')).toBe(chinese)
})

test.for([
  ['C', []] as const,
  ['POSIX', ['--verbose']] as const,
  ['en_US.ISO-8859-1', ['-v']] as const,
])('LANG=%s gets ASCII only', async ([lang, args]) => {
  const { stdout, stderr } = await look(args, { LANG: lang })
  expect(stdout).toContain('docker/daemon/not-running')
  expect(stdout).toMatch(ascii)
  expect(stderr).toMatch(ascii)
})

test.for([
  [{}, [], false],
  [{ FORCE_COLOR: '1' }, ['--no-color'], false],
  [{ FORCE_COLOR: '0' }, [], false],
  [{ NO_COLOR: '1' }, [], false],
  [{ CI: 'true' }, [], false],
] as const)('colours in a pipe with %j %j', async ([more, args, coloured]) => {
  const { stdout } = await look(args, more)
  expect(stdout.includes(escape)).toBe(coloured)
})

test('nothing moves in a pipe, whatever the variables say', async () => {
  const { stdout } = await look([], { FORCE_COLOR: '3', TERM: 'xterm-256color', COLUMNS: '20' })
  // oxlint-disable-next-line no-control-regex -- cursor movements
  expect(stdout.replaceAll(/\u001B\[\d*(;\d+)*m/g, '')).not.toContain(escape)
  expect(stdout).not.toContain('\r')
})

test.for([
  [[], {}, 'k8s-doctor --fix'],
  [[], { npm_command: 'exec' }, 'npx k8s-doctor --fix'],
  [['--profile', 'docker-book'], {}, 'k8s-doctor --profile docker-book --fix'],
  [
    ['--mirror', 'https://mirror.example'],
    { npm_command: 'exec' },
    'npx k8s-doctor --mirror https://mirror.example --fix',
  ],
] as const)('a run with %j %j offers its repairs with a command that goes on', async (run) => {
  const [args, more, command] = run
  const { stdout } = await look(args, more)
  expect(stdout).toMatch(/ --fix does \d+ repairs? for you/)
  expect(stdout).toContain(`\n${command} does `)
})

test('the JSON keeps its contract', async () => {
  const { stdout, stderr } = await look(['--json'])
  expect(parseReport(stdout).schema).toBe('k8s-doctor/report/2')
  expect(stderr).toBe('')
})

const schemaFile = 'schema/report.schema.json'

test.runIf(existsSync(schemaFile))('the JSON validates against the published schema', async () => {
  const ajv = new Ajv({ strict: false })
  const schema: unknown = JSON.parse(readFileSync(schemaFile, 'utf8'))
  if (typeof schema !== 'object' || schema === null) throw new TypeError('no schema')
  const validate = ajv.compile(schema)
  validate(JSON.parse((await look(['--json'])).stdout))
  expect(validate.errors ?? []).toEqual([])
})
