import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { explanationSchema } from '../../src/report/explanation-schema.ts'
import { alive, bin, machineWith, runCli, runProcess, temporaryFolder } from '../support/cli.ts'
import { logFolder } from '../support/explain.ts'

const env = { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' }
const denied = resolve(logFolder, 'seed-a2-22-centos-socket-denied.log')
const run = (command: readonly string[], more: readonly string[] = []) =>
  runCli([...more, 'run', '--', ...command], { env })
const sh = (script: string, more: readonly string[] = []) => run(['sh', '-c', script], more)

test('a command that succeeds is all there is to see', async () => {
  expect(await sh(`printf 'a\\nb'; printf 'c' >&2`)).toMatchObject({
    code: 0,
    stdout: 'a\nb',
    stderr: 'c',
  })
  // Whatever it said on its way.
  expect(await sh(`cat '${denied}'`)).toMatchObject({
    code: 0,
    stdout: readFileSync(denied, 'utf8'),
    stderr: '',
  })
})

test('a command that fails is explained after its output, and keeps its exit code', async () => {
  const { code, stdout, stderr } = await sh(`cat '${denied}'; echo last >&2; exit 61`)
  expect(code).toBe(61)
  expect(stdout).toBe(readFileSync(denied, 'utf8'))
  expect(stderr).toMatch(/^last\nFAIL {2}docker\/access\/denied /)
})

test('in Chinese too, whatever the command takes for its own language', async () => {
  const { stderr } = await runCli(
    ['--lang', 'zh', 'run', '--', 'sh', '-c', `cat '${denied}'; exit 1`, '--lang', 'en'],
    { env },
  )
  expect(stderr).toMatch(/^FAIL {2}docker\/access\/denied .*\p{Script=Han}/u)
})

test('what proves nothing is said to prove nothing', async () => {
  const { code, stderr } = await sh('exit 3')
  expect({ code, stderr }).toMatchObject({
    code: 3,
    stderr: expect.stringMatching(/^Nothing recognised/),
  })
})

test.for([1, 0])('--json leaves stdout to the explanation (exit code %i)', async (exit) => {
  const { code, stdout, stderr } = await sh(`cat '${denied}'; exit ${exit}`, ['--json'])
  expect(code).toBe(exit)
  expect(stderr).toBe(readFileSync(denied, 'utf8'))
  const { findings } = v.parse(explanationSchema, JSON.parse(stdout))
  expect(findings.map(({ code: each }) => each)).toEqual(['docker/access/denied'])
})

test('--output writes the explanation beside', async () => {
  const file = join(temporaryFolder(), 'e.txt')
  await sh(`cat '${denied}'; exit 1`, ['--output', file])
  expect(readFileSync(file, 'utf8')).toContain('docker/access/denied')
})

test('lines of the two streams do not tear each other apart', async () => {
  const { stderr } = await sh(
    `printf 'X Exiting due to DRV_AS_'; echo noise >&2; sleep 0.3; printf 'ROOT: The "docker" driver should not be used with root\\n'; exit 57`,
  )
  expect(stderr).toContain('user/root/login')
})

test('a program that is not there', async () => {
  const { code, stderr } = await run(['minikube', 'start'])
  expect(code).toBe(127)
  expect(stderr).toMatch(/^minikube: command not found\nFAIL {2}tools\/minikube\/absent/)
})

test('a program that cannot be started', async () => {
  const { folder } = machineWith({})
  const { code, stderr } = await run([join(folder, 'home/.keep')])
  expect(code).toBe(126)
  expect(stderr).toContain('cannot execute')
})

test('stdin is the command’s', async () => {
  const { code, stdout } = await runProcess(
    ['sh', '-c', `printf 'in\\n' | '${process.execPath}' '${bin}' run -- cat`],
    { env },
  )
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'in\n' })
})

test.for([
  ['SIGTERM', 143],
  ['SIGINT', 130],
  ['SIGHUP', 129],
] as const)('%s reaches the command, and is not explained', async ([signal, exit]) => {
  const file = join(temporaryFolder(), 'pid')
  const { code, stderr } = await runCli(
    ['run', '--', 'sh', '-c', `echo $$ > '${file}.new'; mv '${file}.new' '${file}'; exec sleep 60`],
    {
      env,
      during: (pid) => {
        const tell = async (): Promise<void> => {
          while (!existsSync(file)) await sleep(20)
          process.kill(pid, signal)
        }
        void tell()
      },
    },
  )
  expect({ code, stderr }).toEqual({ code: exit, stderr: '' })
  expect(alive(readFileSync(file, 'utf8').trim())).toBe(false)
})

test('what the command leaves running is not waited for', async () => {
  const file = join(temporaryFolder(), 'pid')
  const { code, ms } = await sh(`sleep 60 & echo $! > '${file}'; exit 0`)
  process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL')
  expect(code).toBe(0)
  expect(ms).toBeLessThan(30_000)
})

test('a reader that has seen enough ends the command as a pipe would', async () => {
  const { code, stdout } = await runProcess(
    ['sh', '-c', `'${process.execPath}' '${bin}' run -- yes | head -n 1`],
    { env },
  )
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'y\n' })
})

test('much output needs no more memory', async () => {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=64', bin, 'run', '--', 'sh', '-c', 'yes x | head -c 60000000; exit 1'],
    { env, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let bytes = 0
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
  })
  const code = await new Promise((done) => child.once('close', done))
  expect({ code, bytes }).toEqual({ code: 1, bytes: 60_000_000 })
})

test('at a terminal minikube is told that it may show itself', async () => {
  const folder = temporaryFolder()
  const line = `'${process.execPath}' '${bin}' run -- sh -c 'echo style=$MINIKUBE_IN_STYLE'`
  const command = ['/usr/bin/script', '-qefc', line, join(folder, 'typescript')] as const
  const shown = await runProcess([...command], { env: { ...env, TERM: 'xterm' }, stdin: 'ignore' })
  expect(shown.stdout).toContain('style=true')
  const own = { ...env, TERM: 'xterm', MINIKUBE_IN_STYLE: 'false' }
  expect((await runProcess([...command], { env: own, stdin: 'ignore' })).stdout).toContain(
    'style=false',
  )
  expect((await sh('echo style=$MINIKUBE_IN_STYLE')).stdout).toBe('style=\n')
})

test.for([
  [['run'], 'run wants a command: k8s-doctor run -- minikube start'],
  [['run', 'minikube', 'start', '--driver=docker'], 'put -- before the command'],
  [['run', '--check', '--json', '--', 'true'], '--check prints a second report'],
] as const)('%j is refused with one sentence', async ([args, sentence]) => {
  const { code, stdout, stderr } = await runCli(args, { env })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(sentence)
})
