import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Argv } from '../../../src/model/value.ts'
import { alive } from '../../support/cli.ts'
import { isRoot, somebody } from '../../support/somebody.ts'
import { buildStepProgram } from '../../support/step-program.ts'
import { hostWith, ownFolder } from '../../support/writing.ts'

const at = ownFolder('run-changing')
const host = hostWith()
const quick = { deadlineMs: 5000 }
const sh = (script: string): Argv => ['sh', '-c', script]

test('output, exit code and surroundings', async () => {
  const output = await host.runChanging(sh('echo "$LC_ALL $GIVEN"; pwd; echo no >&2; exit 3'), {
    ...quick,
    env: { GIVEN: 'x' },
  })
  expect(output).toEqual({
    exitCode: 3,
    stdout: 'C x\n/\n',
    stderr: 'no\n',
    timedOut: false,
    truncated: false,
  })
})

test('of a long output the end is kept', async () => {
  const output = await host.runChanging(sh('seq 1 100000'), { ...quick, maxBytes: 12 })
  expect(output).toMatchObject({
    exitCode: 0,
    stdout: '99999\n100000\n'.slice(-12),
    truncated: true,
  })
})

test('at the deadline it is asked to end', async () => {
  const output = await host.runChanging(sh('sleep 60 & wait'), { deadlineMs: 300 })
  expect(output).toMatchObject({ exitCode: undefined, timedOut: true })
})

test('what it leaves running stays, and is not waited for', async () => {
  const { stdout } = await host.runChanging(sh('sleep 30 & echo $!'), quick)
  const pid = Number(stdout)
  expect(() => process.kill(pid, 0)).not.toThrow()
  process.kill(pid)
})

test('what it says is heard while it goes on', async () => {
  const heard = { stdout: '', stderr: '' }
  const release = at('release')
  const wait = `while [ ! -e '${release}' ]; do sleep 0.1; done`
  const output = await host.runChanging(
    sh(`printf 'first 一二'; echo no >&2; ${wait}; echo last`),
    {
      ...quick,
      onOutput: (text, stream) => {
        heard[stream] += text
        if (heard.stdout.includes('一二')) writeFileSync(release, '')
      },
    },
  )
  expect(heard).toEqual({ stdout: 'first 一二last\n', stderr: 'no\n' })
  expect(output).toMatchObject({ exitCode: 0, ...heard })
})

test('asked to end, all of it ends, also what has left its group', async () => {
  const stop = new AbortController()
  let heard = ''
  const output = await host.runChanging(sh('setsid sleep 60 & echo $!; sleep 60 & echo $!; wait'), {
    deadlineMs: 60_000,
    signal: stop.signal,
    onOutput: (text) => {
      heard += text
      if (heard.split('\n').length === 3) stop.abort()
    },
  })
  expect(output).toMatchObject({ exitCode: undefined, timedOut: false })
  const pids = heard.trim().split('\n')
  for (let round = 0; round < 100 && pids.some(alive); round += 1) await sleep(50)
  expect([pids.length, pids.filter(alive)]).toEqual([2, []])
})

test('a missing program', async () => {
  await expect(host.runChanging(['no-such-program'], quick)).rejects.toMatchObject({
    name: 'StepError',
    why: 'failed',
    message: 'no-such-program is not installed here',
  })
})

test.runIf(isRoot)(
  'behind sudo it is the user’s, with the user’s programs, or root’s',
  async () => {
    const asUser = hostWith({
      SUDO_UID: String(somebody.uid),
      SUDO_GID: String(somebody.gid),
      SUDO_USER: somebody.name,
    })
    const { subject } = await asUser.identity()
    const users = await asUser.runChanging(sh('id -u; echo "$HOME"; echo "$PATH"'), quick)
    const [uid, home, path] = users.stdout.split('\n')
    expect([uid, home]).toEqual([String(somebody.uid), subject.home])
    expect(path).toContain(`${subject.home}/.local/bin:`)
    const roots = await asUser.runChanging(['id', '-u'], { ...quick, as: 'root' })
    expect(roots.stdout).toBe('0\n')
  },
)

const until = async (path: string): Promise<void> => {
  for (let round = 0; round < 100 && !existsSync(path); round += 1) await sleep(50)
}

test('when we are killed, what has been begun is finished', async () => {
  await buildStepProgram(at('program.mjs'))
  mkdirSync(at('bin'))
  const script = (name: string, text: string): void =>
    writeFileSync(at('bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  script(
    'apt-get',
    `touch '${at('begun')}'; sleep 1; echo more; echo more >&2; touch '${at('done')}'`,
  )
  script('dpkg-query', 'exit 1')
  writeFileSync(
    at('steps'),
    JSON.stringify([{ kind: 'packages', packages: ['x'], action: 'install' }]),
  )

  const child = spawn(process.execPath, [at('program.mjs'), 'once', at('steps')], {
    stdio: 'ignore',
    env: { PATH: `${at('bin')}:/usr/bin:/bin` },
  })
  await until(at('begun'))
  child.kill('SIGKILL')
  await new Promise((gone) => child.once('exit', gone))
  expect(existsSync(at('done'))).toBe(false)
  await until(at('done'))
  expect(existsSync(at('done'))).toBe(true)
})
