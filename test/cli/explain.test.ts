import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { explanationSchema } from '../../src/report/explanation-schema.ts'
import {
  bin,
  machineWith,
  runCli,
  runProcess,
  temporaryFolder,
  writeFiles,
} from '../support/cli.ts'
import type { Ended } from '../support/cli.ts'
import { logFolder } from '../support/explain.ts'

const log = (name: string): string => resolve(logFolder, `${name}.log`)
const env = { PATH: '', LANG: 'C.UTF-8' }
const parse = (text: string) => v.parse(explanationSchema, JSON.parse(text))

/** Runs the built file with something in its pipe. */
const withInput = (args: readonly string[], input: string | Uint8Array): Promise<Ended> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...args], { env, stdio: 'pipe' })
    const [out, err]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.once('error', fail)
    child.once('close', (code) =>
      done({
        code,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
        ms: 0,
      }),
    )
    child.stdin.end(input)
  })

test.for([
  ['seed-a2-21-centos-root-daemon-down', 1, 'docker/daemon/not-running'],
  ['fine-done', 0, 'Nothing wrong found'],
  ['unknown-essay', 3, 'Nothing recognised'],
] as const)('%s ends with exit code %i', async ([name, exit, said]) => {
  const fromFile = await runCli(['explain', log(name)], { env })
  expect(fromFile).toMatchObject({ code: exit, stderr: '' })
  expect(fromFile.stdout).toContain(said)
  const fromPipe = await withInput(['explain', '-'], readFileSync(log(name)))
  expect(fromPipe).toMatchObject({ code: exit, stdout: fromFile.stdout, stderr: '' })
})

test('--json keeps the contract, in both languages', async () => {
  const [en, zh] = await Promise.all(
    ['en', 'zh'].map(async (lang) => {
      const { code, stdout } = await runCli(
        ['explain', log('seed-a2-22-centos-socket-denied'), '--json', '--lang', lang],
        { env },
      )
      expect(code).toBe(1)
      return parse(stdout)
    }),
  )
  expect(en?.findings.map(({ code }) => code)).toEqual(['docker/access/denied'])
  expect(zh?.findings.map(({ code }) => code)).toEqual(['docker/access/denied'])
  expect(en?.findings[0]?.lines.map(({ number }) => number)).toEqual([4])
  expect(zh?.findings[0]?.message).toMatch(/\p{Script=Han}/u)
})

test('--output writes JSON, or text for .txt', async () => {
  const folder = temporaryFolder()
  const [json, text] = [join(folder, 'e.json'), join(folder, 'e.txt')]
  await runCli(['explain', log('docker-version-low'), '--json', '--output', json], { env })
  await runCli(['explain', log('docker-version-low'), '--output', text], { env })
  expect(parse(readFileSync(json, 'utf8')).findings[0]?.code).toBe('docker/version/too-old')
  expect(readFileSync(text, 'utf8')).toMatch(/^FAIL {2}docker\/version\/too-old/)
})

test('what PowerShell writes is read (UTF-16)', async () => {
  const text = readFileSync(log('docker-not-running-explicit'), 'utf8').replaceAll('\n', '\r\n')
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  const { code, stdout } = await withInput(['explain', '-'], bytes)
  expect(code).toBe(1)
  expect(stdout).toContain('docker/daemon/not-running')
})

test('what a Chinese Windows console writes is read (GBK)', async () => {
  const bytes = Buffer.from(
    'KiDV/dTayrnTwyBkb2NrZXIgx/22r7PM0PIKWCDS8iBQUk9WSURFUl9ET0NLRVJfTk9UX1JVTk5JTkcgtO3O87b4zcuz9qO6ZGVhZGxpbmUgZXhjZWVkZWQK1dKyu7W9w/zB7iBtaW5pa3ViZQo=',
    'base64',
  )
  const { code, stdout } = await withInput(['explain', '-', '--lang', 'zh'], bytes)
  expect(code).toBe(1)
  expect(stdout).toContain('因 PROVIDER_DOCKER_NOT_RUNNING 错误而退出')
  expect(stdout).toContain('docker/daemon/not-running')
})

test('bytes that are no text are put up with', async () => {
  const line = Buffer.from('Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n')
  const bytes = Buffer.concat([
    Buffer.from([0xc3, 0x28, 0x00, 0xff, 0x0a]),
    line,
    Buffer.from([0xe4]),
  ])
  const { code, stdout } = await withInput(['explain', '-', '--json'], bytes)
  expect(code).toBe(1)
  expect(parse(stdout).findings).toMatchObject([
    { code: 'docker/daemon/not-running', lines: [{ number: 2 }] },
  ])
})

test('nothing at all is not recognised', async () => {
  expect(await withInput(['explain', '-'], '')).toMatchObject({ code: 3, stderr: '' })
})

test.for([
  ['minikube/GUEST_PROVISION', 'exit code 80'],
  ['DRV_AS_ROOT', '## user/root/login'],
  ['minikube/PROVIDER_KVM2_NOT_FOUND', 'exit code 65'],
  ['log/pull-timeout', '## log/pull-timeout'],
  ['kubeadm/Swap', '## kubeadm/Swap'],
  ['kubeadm/FileAvailable--etc-kubernetes-manifests-etcd.yaml', '## kubeadm/FileAvailable'],
  ['docker/daemon/not-running', '## docker/daemon/not-running'],
] as const)('explain %s prints its page', async ([word, said]) => {
  for (const lang of ['en', 'zh']) {
    const { code, stdout, stderr } = await runCli(['explain', word, '--lang', lang], { env })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(lang === 'en' ? new RegExp(said) : /\p{Script=Han}/u)
  }
})

test('a code wins over a file of its name; a path reads the file', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'docker'))
  writeFiles(folder, { 'docker/daemon': 'minicube: command not found\n' })
  const page = await runCli(['explain', 'docker/daemon'], { env, cwd: folder })
  expect(page.stdout).toContain('## docker/daemon/not-running')
  const read = await runCli(['explain', './docker/daemon'], { env, cwd: folder })
  expect(read).toMatchObject({ code: 1 })
  expect(read.stdout).toContain('log/unknown-command')
})

test.for([
  [['explain', '/'], 'cannot read /: it is a folder'],
  [['explain', '/no/such/file.log'], 'there is no code "/no/such/file.log", and no file either'],
  [['explain', 'minikube/NO_SUCH_REASON'], 'there is no code "minikube/NO_SUCH_REASON"'],
  [['explain', log('fine-done'), '--check', '--json'], '--check prints a second report'],
] as const)('%j is refused with one sentence and exit code 2', async ([args, sentence]) => {
  const { code, stdout, stderr } = await runCli(args, { env })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(sentence)
})

test('--check asks this machine', async () => {
  const { env: machine } = machineWith({})
  const { code, stdout } = await runCli(
    ['explain', log('tools-exec-format'), '--check', '--offline'],
    { env: machine },
  )
  expect(code).toBe(1)
  expect(stdout).toContain('tools/minikube/other-platform')
  expect(stdout).toContain('tools/minikube/absent')
})

const mebibyte = 1024 * 1024

/** A log of that many MiB, its only proof at the end. */
const bigLog = (folder: string, size: number): string => {
  const file = join(folder, `${size}.log`)
  const lines = [
    'I0713 12:00:00.123456    1234 ssh_runner.go:195] Run: sudo systemctl is-active --quiet service kubelet',
    '    > gcr.io/k8s-minikube/kicbase: 12.30 MiB / 380.00 MiB [>__________] 3.20% 20.01 KiB p/s ETA 5h',
    'an ordinary line of an ordinary program, which has nothing to say about anything here',
    'W0713 12:00:00.123456    1234 docker.go:108] docker version returned error: exit status 1',
  ].join('\n')
  const block = Buffer.from(`${lines}\n`.repeat(Math.ceil(mebibyte / lines.length)))
  const handle = openSync(file, 'w')
  for (let written = 0; written < size * mebibyte; written += block.length) writeSync(handle, block)
  writeSync(
    handle,
    'X Exiting due to DRV_AS_ROOT: The "docker" driver should not be used with root\n',
  )
  closeSync(handle)
  return file
}

test('100 MiB need no more memory than 10', { timeout: 240_000 }, async () => {
  const folder = temporaryFolder()
  for (const size of [10, 100]) {
    const { code, stdout } = await runCli(['explain', bigLog(folder, size)], {
      env: { ...env, NODE_OPTIONS: '--max-old-space-size=64' },
    })
    expect(code).toBe(1)
    expect(stdout).toContain('user/root/login')
  }
})

const atTerminal = (home: string) =>
  runProcess(
    [
      '/usr/bin/script',
      '-qefc',
      `'${process.execPath}' '${bin}' explain`,
      join(home, 'typescript'),
    ],
    { env: { ...env, PATH: '/usr/bin:/bin', HOME: home, TERM: 'xterm' } },
  )

test('with nothing named a terminal gets the last start, and is never waited for', async () => {
  const home = temporaryFolder()
  const without = await atTerminal(home)
  expect(without.code).toBe(2)
  expect(without.stdout).toContain('explain wants a code, a log, or - for a pipe')
  writeFiles(home, {
    '.minikube/logs/lastStart.txt': readFileSync(log('docker-not-running-klog-zh')),
  })
  const { code, stdout } = await atTerminal(home)
  expect(code).toBe(1)
  expect(stdout).toContain(`${home}/.minikube/logs/lastStart.txt`)
  expect(stdout).toContain('docker/daemon/not-running')
})

test('with nothing named a pipe is read', async () => {
  const { code, stdout } = await withInput(['explain'], readFileSync(log('docker-version-low')))
  expect(code).toBe(1)
  expect(stdout).toContain('docker/version/too-old')
})
