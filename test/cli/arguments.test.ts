import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { codesIn, machineWith, parseReport, runCli } from '../support/cli.ts'

test.for([
  [['--only', 'dockr'], '--only: there is no check or area "dockr"; did you mean "docker"?'],
  [
    ['--skip', 'docker/demon'],
    '--skip: there is no check or area "docker/demon"; did you mean "docker/daemon"?',
  ],
  [['--only', 'docker,nonsense'], '--only: there is no check or area "nonsense"'],
  [['--nope'], "unknown option '--nope'"],
  [['--timeout', 'soon'], '--timeout wants seconds between 1 and 3600, not "soon"'],
  [['--timeout', '0'], '--timeout wants seconds'],
  [['--timeout', '-1'], '--timeout wants seconds'],
  [['--lang', 'fr'], "'fr' is invalid. Allowed choices are en, zh."],
  [['--profile', 'no-such-course'], 'no-such-course'],
  [['--sha256', 'abc'], '--sha256 wants 64 hexadecimal digits'],
  [['chekc'], 'there is no command "chekc"'],
  [['explain', 'docker/daemon/nothing'], 'there is no code "docker/daemon/nothing"'],
  [['completion', 'tcsh'], 'completion knows bash, zsh, fish, not "tcsh"'],
  [['completion', '__proto__'], 'completion knows bash, zsh, fish, not "__proto__"'],
  [['--output'], 'argument missing'],
] as const)('%j is refused with one sentence and exit code 2', async ([args, sentence]) => {
  const { env } = machineWith({})
  const { code, stdout, stderr } = await runCli(args, { env })
  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(sentence)
  expect(stderr).toMatch(/^k8s-doctor: [^\n]+\n$/)
})

test('--only looks at what it names and what that waits for', async () => {
  const { env } = machineWith({})
  const { stdout } = await runCli(['--json', '--offline', '--only', 'docker/access'], { env })
  const looked = parseReport(stdout).checks.filter(({ reason }) => reason !== 'not-selected')
  expect(looked.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['docker/installed', 'docker/daemon', 'docker/access']),
  )
  expect(looked.map(({ id }) => id)).not.toContain('user/root')
})

test('--skip leaves out an area', async () => {
  const { env } = machineWith({})
  const { stdout } = await runCli(['--json', '--offline', '--skip', 'docker'], { env })
  expect(codesIn(parseReport(stdout)).filter((code) => code.startsWith('docker/'))).toEqual([])
})

test.runIf(existsSync('docs/checks/docker/daemon.md'))(
  'explain needs no network, no program and no home',
  async () => {
    const { code, stdout } = await runCli(['explain', 'docker/daemon'], {
      env: { PATH: '', LANG: 'C.UTF-8' },
    })
    expect(code).toBe(0)
    expect(stdout).toContain('docker/daemon/not-running')
  },
)
