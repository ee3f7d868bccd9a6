import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Step } from '../../../src/model/step.ts'
import { buildStepProgram } from '../../support/step-program.ts'
import { isRoot, somebody } from '../../support/somebody.ts'
import { ownFolder } from '../../support/writing.ts'

// With the system's own programs, in a copy of /etc.

const at = ownFolder('fix-namespace')
const program = at('program.mjs')
beforeAll(() => buildStepProgram(program))

const succeeds = (file: string, ...args: readonly string[]): boolean =>
  spawnSync(file, args, { stdio: 'ignore' }).status === 0

const canUnshare = isRoot && succeeds('unshare', '-m', '-n', 'true')

/** In the copy there are no certificates. */
const env = { ...process.env, NODE_EXTRA_CA_CERTS: undefined }

const stepsFile = (name: string, steps: readonly Step[]): string => {
  writeFileSync(at(name), JSON.stringify(steps), { mode: 0o644 })
  return at(name)
}

/** Runs the program where /etc is a copy and the network is empty. */
const inside = (etc: string, mode: string, steps: string): string =>
  execFileSync(
    'unshare',
    [
      '-m',
      '-n',
      'sh',
      '-c',
      'mount --bind "$1" /etc && shift && exec "$@"',
      'sh',
      etc,
      process.execPath,
      program,
      mode,
      steps,
    ],
    { encoding: 'utf8', env },
  ).trim()

const etcCopy = (name: string): string => {
  const etc = at(name)
  mkdirSync(`${etc}/sysctl.d`, { recursive: true })
  for (const file of ['passwd', 'group', 'shadow', 'gshadow', 'login.defs', 'nsswitch.conf'])
    if (existsSync(`/etc/${file}`)) cpSync(`/etc/${file}`, `${etc}/${file}`)
  writeFileSync(`${etc}/group`, `${readFileSync('/etc/group', 'utf8')}course:x:997:\n`)
  return etc
}

const steps: readonly Step[] = [
  { kind: 'group-member', user: somebody.name, group: 'course' },
  { kind: 'sysctl', settings: { 'net.ipv4.ip_forward': 1 }, path: '/etc/sysctl.d/99-x.conf' },
  { kind: 'merge-json', path: '/etc/docker/daemon.json', patch: { dns: ['1.1.1.1'] } },
  {
    kind: 'text-block',
    path: '/etc/wsl.conf',
    marker: 'k8s-doctor',
    lines: ['[boot]', 'systemd=true'],
  },
]

test.runIf(canUnshare)('all is done, and done once', () => {
  const etc = etcCopy('etc-once')
  const file = stepsFile('once', steps)
  expect(inside(etc, 'once', file)).toBe('ok')
  expect(readFileSync(`${etc}/group`, 'utf8')).toContain(`course:x:997:${somebody.name}\n`)
  expect(readFileSync(`${etc}/sysctl.d/99-x.conf`, 'utf8')).toBe('net.ipv4.ip_forward = 1\n')
  const after = readFileSync(`${etc}/group`, 'utf8')
  expect(inside(etc, 'once', file)).toBe('ok')
  expect(readFileSync(`${etc}/group`, 'utf8')).toBe(after)
})

test.runIf(canUnshare)('and taken back', () => {
  const etc = etcCopy('etc-back')
  const before = readFileSync(`${etc}/group`, 'utf8')
  expect(inside(etc, 'there-and-back', stepsFile('back', steps))).toBe('ok')
  expect(readFileSync(`${etc}/group`, 'utf8')).toBe(before)
  expect(readdirSync(`${etc}/sysctl.d`)).toEqual([])
  for (const name of ['docker', 'wsl.conf']) expect(existsSync(`${etc}/${name}`)).toBe(false)
})

test.runIf(canUnshare)('an /etc that is read-only is said', () => {
  const etc = etcCopy('etc-fixed')
  const line = execFileSync(
    'unshare',
    [
      '-m',
      'sh',
      '-c',
      'mount --bind "$1" /etc && mount -o remount,ro,bind /etc && shift && exec "$@"',
      'sh',
      etc,
      process.execPath,
      program,
      'once',
      stepsFile('fixed', steps.slice(3)),
    ],
    { encoding: 'utf8', env },
  )
  expect(JSON.parse(line)).toEqual({
    name: 'StepError',
    why: 'no-permission',
    message: '/etc/wsl.conf is on a file system that is mounted read-only',
  })
})
