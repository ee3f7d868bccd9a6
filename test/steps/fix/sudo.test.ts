import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rootWriter } from '../../../src/host/write-as-root.ts'
import { StepError } from '../../../src/model/write-host.ts'
import type { Step } from '../../../src/model/step.ts'
import { canCompile, ownSudo } from '../../support/own-sudo.ts'
import { buildStepProgram } from '../../support/step-program.ts'
import { isRoot, somebody } from '../../support/somebody.ts'
import { hostWith, ownFolder, snapshot } from '../../support/writing.ts'

const at = ownFolder('fix-sudo')
const program = at('program.mjs')
beforeAll(() => buildStepProgram(program))

describe.runIf(canCompile)('by somebody who has sudo', () => {
  const sudo = canCompile ? ownSudo() : undefined
  const under = (...names: readonly string[]): string => sudo?.under(...names) ?? ''
  afterAll(() => sudo?.[Symbol.dispose]())

  const run = (mode: string, steps: readonly Step[], path = sudo?.path): string => {
    writeFileSync(under('steps'), JSON.stringify(steps), { mode: 0o644 })
    cpSync(program, under('program.mjs'))
    return execFileSync(
      '/usr/bin/setpriv',
      [
        '--reuid',
        String(somebody.uid),
        '--regid',
        String(somebody.gid),
        '--clear-groups',
        '--',
        process.execPath,
        under('program.mjs'),
        mode,
        under('steps'),
      ],
      {
        encoding: 'utf8',
        env: { PATH: path, HOME: under('home'), http_proxy: 'http://p.invalid' },
      },
    ).trim()
  }

  const steps = (): readonly Step[] => [
    { kind: 'merge-json', path: under('roots', 'daemon.json'), patch: { dns: ['1.1.1.1'] } },
    { kind: 'write-file', path: under('roots', 'new', 'f'), content: 'x' },
    { kind: 'symlink', path: under('roots', 'l'), target: 'daemon.json' },
    { kind: 'remove-file', path: under('roots', 'lock') },
    { kind: 'chown', paths: [under('home', '.minikube')], user: somebody.name, recursive: true },
  ]

  const fill = (): void => {
    writeFileSync(under('roots', 'daemon.json'), '{"a":1}\n', { mode: 0o604 })
    chownSync(under('roots', 'daemon.json'), 0, 3)
    writeFileSync(under('roots', 'lock'), 'x', { mode: 0o604 })
    mkdirSync(under('home', '.minikube', 'closed'), { recursive: true })
    writeFileSync(under('home', '.minikube', 'closed', 'f'), '')
    chmodSync(under('home', '.minikube', 'closed'), 0o700)
  }

  test('root’s files are changed through it, and changed back', () => {
    fill()
    const before = [snapshot(under('roots')), snapshot(under('home'))]
    expect(run('there-and-back', steps())).toBe('ok')
    expect([snapshot(under('roots')), snapshot(under('home'))]).toEqual(before)
    expect(run('once', steps())).toBe('ok')
    expect(readFileSync(under('roots', 'daemon.json'), 'utf8')).toBe('{"a":1,"dns": ["1.1.1.1"]}\n')
    const { mode, uid, gid } = lstatSync(under('roots', 'daemon.json'))
    expect([mode & 0o777, uid, gid]).toEqual([0o604, 0, 3])
    expect(lstatSync(under('roots', 'new', 'f')).uid).toBe(0)
    expect(lstatSync(under('home', '.minikube', 'closed', 'f')).uid).toBe(somebody.uid)
    expect(run('once', steps())).toBe('ok')
    const log = readFileSync(under('log'), 'utf8')
    expect(log).toMatch(/^-n -- \/bin\/sh -c /)
    expect(log).not.toContain('LC_ALL')
    expect(log).not.toContain('p.invalid')
  })

  test('own files need none', () => {
    writeFileSync(under('log'), '')
    expect(run('once', [{ kind: 'write-file', path: under('home', 'f'), content: 'x' }])).toBe('ok')
    expect(readFileSync(under('log'), 'utf8')).toBe('')
  })

  test.for([
    ['that wants a password', "root's rights are needed, and sudo says: a password is required"],
    ['that is not there', "root's rights are needed, and there is no sudo"],
  ])('a sudo %s', ([name, message]) => {
    fill()
    const before = snapshot(under('roots'))
    const step: Step = { kind: 'merge-json', path: under('roots', 'daemon.json'), patch: { b: 2 } }
    if (name === 'that wants a password') writeFileSync(under('refuse'), '')
    const path = name === 'that is not there' ? '/nowhere' : undefined
    const said = run('once', [step], path)
    rmSync(under('refuse'), { force: true })
    expect(JSON.parse(said)).toEqual({ name: 'StepError', why: 'no-permission', message })
    expect(snapshot(under('roots'))).toEqual(before)
  })
})

test.runIf(isRoot)('root’s coreutils refuse what our own writer refuses', async () => {
  const writer = rootWriter(hostWith(), async (...argv) => {
    const { status, stdout, stderr } = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' })
    if (status !== 0) throw new StepError('failed', stderr)
    return stdout
  })
  mkdirSync(at('real'))
  writeFileSync(at('real', 'f'), 'x')
  symlinkSync('real', at('way'))
  symlinkSync('f', at('real', 'l'))
  const before = snapshot(at('real'))
  for (const work of [
    () => writer.writeAtomic(at('way', 'f'), 'y'),
    () => writer.writeAtomic(at('real', 'l'), 'y'),
    () => writer.writeAtomic(at('real'), 'y'),
    () => writer.remove(at('way', 'f')),
    () => writer.rename(at('way', 'f'), at('real', 'g')),
    () => writer.symlink('x', at('real', 'f')),
    () => writer.chown(at('way', 'f'), somebody),
    () => writer.chmod(at('real', 'l'), 0o777),
  ])
    await expect(work()).rejects.toMatchObject({ why: 'refused' })
  expect(snapshot(at('real'))).toEqual(before)
})
