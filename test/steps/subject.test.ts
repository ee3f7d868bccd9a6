import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identity } from '../../src/host/identity.ts'
import { createLocalHost } from '../../src/host/local.ts'
import type { RunOptions } from '../../src/model/host.ts'
import type { Argv } from '../../src/model/value.ts'
import { isRoot, somebody } from '../support/somebody.ts'

const { uid, gid, name } = somebody
const sudo = {
  ...process.env,
  SUDO_UID: String(uid),
  SUDO_GID: String(gid),
  SUDO_USER: name,
  HOME: '/root',
}
const limits: RunOptions = { deadlineMs: 1500 }
const sh = (script: string): Argv => ['sh', '-c', script]
const folder = mkdtempSync(join(tmpdir(), 'subject-'))
const at = (...names: readonly string[]): string => join(folder, ...names)
const give = (path: string): void => chownSync(path, uid, gid)

beforeAll(() => {
  chmodSync(folder, 0o755)
  mkdirSync(at('home', 'profiles'), { recursive: true })
  writeFileSync(at('home', 'own'), 'own', { mode: 0o600 })
  writeFileSync(at('home', 'roots'), 'secret', { mode: 0o600 })
  writeFileSync(at('home', 'public'), 'public', { mode: 0o644 })
  writeFileSync(at('home', 'profiles', 'a'), 'a', { mode: 0o600 })
  writeFileSync(at('home', 'profiles', 'roots'), 'secret', { mode: 0o600 })
  symlinkSync('/etc/shadow', at('home', 'stolen'))
  writeFileSync(at('kept'), 'x', { mode: 0o600 })
  symlinkSync(at('kept'), at('home', 'elsewhere'))
  mkdirSync(at('readonly'), { mode: 0o755 })
  mkdirSync(at('private'), { mode: 0o700 })
  mkdirSync(at('private', 'open'), { mode: 0o777 })
  chmodSync(at('private', 'open'), 0o777)
  writeFileSync(at('roots-program'), '#!/bin/sh\n', { mode: 0o700 })
  if (isRoot)
    for (const path of [
      at('home'),
      at('home', 'own'),
      at('home', 'profiles'),
      at('home', 'profiles', 'a'),
    ])
      give(path)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.for([
  [{}, false],
  [{ SUDO_UID: '0', SUDO_USER: 'root' }, false],
  [{ SUDO_UID: '', SUDO_USER: name }, false],
  [{ SUDO_UID: '-1', SUDO_USER: name }, false],
  [{ SUDO_UID: '0x10', SUDO_USER: name }, false],
  [{ SUDO_UID: String(uid), SUDO_USER: '' }, false],
  [{ SUDO_UID: String(uid), SUDO_USER: name, SUDO_GID: String(gid) }, isRoot],
] as const)('%j: sudo %s', async ([env, expected]) => {
  const who = await identity({ ...env, HOME: '/somewhere' })
  expect(who.sudo).toBe(expected)
  expect(who.process).toMatchObject({ uid: process.getuid?.(), home: '/somewhere' })
  expect(who.subject.uid).toBe(expected ? uid : process.getuid?.())
})

test.runIf(isRoot)(
  'the database says who is behind sudo, and where that person lives',
  async () => {
    const { subject } = await identity({ ...sudo, SUDO_USER: 'impostor' })
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`))
    expect(subject).toEqual({ uid, gid, name, home: line?.split(':')[5] })
  },
)

test.runIf(isRoot)('somebody unknown to the database is believed', async () => {
  const unknown = { SUDO_UID: '54321', SUDO_GID: '54322', SUDO_USER: 'ldap' }
  expect((await identity(unknown)).subject).toEqual({
    uid: 54_321,
    gid: 54_322,
    name: 'ldap',
    home: '/home/ldap',
  })
})

test('an empty HOME is none', async () => {
  expect((await identity({ HOME: '' })).process.home).not.toBe('')
})

test.runIf(isRoot)('children are the subject, with its groups and its home', async () => {
  const host = createLocalHost(sudo)
  const { stdout } = await host.run(sh('id -u; id -g; id -G; echo "$HOME $USER $LOGNAME"'), limits)
  const { subject } = await host.identity()
  expect(stdout.split('\n')).toEqual([
    `${uid}`,
    `${gid}`,
    `${gid}`,
    `${subject.home} ${name} ${name}`,
  ])
})

test.runIf(isRoot)('children are root where root is asked for', async () => {
  const { stdout } = await createLocalHost(sudo).run(sh('id -u; echo $HOME'), {
    ...limits,
    as: 'root',
  })
  expect(stdout).toBe('0\n/root')
})

test.runIf(isRoot)('a deadline ends the children of the subject too', async () => {
  const output = await createLocalHost(sudo).run(
    sh("trap '' TERM; setsid sleep 60 & sleep 60"),
    limits,
  )
  expect(output.timedOut).toBe(true)
})

test.runIf(isRoot).for([
  ['missing-program', ['no-such-program']],
  ['denied', [at('roots-program')]],
] as const)('unreadable for the subject: %s', async ([why, argv]) => {
  await expect(createLocalHost(sudo).run(argv, limits)).rejects.toMatchObject({ why })
})

test.runIf(isRoot).for([
  ['home', true],
  ['home/own', true],
  ['home/roots', false],
  ['readonly', false],
  ['private/open', false],
  ['home/elsewhere', false],
  ['absent', undefined],
] as const)('the subject may write %s: %s', async ([path, expected]) => {
  expect(await createLocalHost(sudo).writable(at(path))).toBe(expected)
})

const takeAll = {
  FOLDER: {
    from: at('home'),
    take: ['own', 'roots', 'public', 'profiles', 'stolen', 'elsewhere', 'absent', 'no/such'],
  },
}
const listing =
  'echo "$FOLDER"; cd "$FOLDER" && find . | sort; cat own public profiles/a; touch new'

test('a throw-away folder holds what was taken while the program runs, and is gone afterwards', async () => {
  const host = createLocalHost({ PATH: process.env['PATH'] })
  const { stdout } = await host.run(sh(listing), { ...limits, scratch: takeAll })
  const [made = '', ...rest] = stdout.split('\n')
  expect(rest.slice(0, 3)).toEqual(['.', './elsewhere', './own'])
  expect(rest.at(-1)).toBe('ownpublica')
  expect(made).not.toBe('')
  expect(existsSync(made)).toBe(false)
})

test.for([
  ['killed at its deadline', 'echo "$FOLDER"; while :; do date > "$FOLDER/x"; done'],
  ['leaving closed folders', 'echo "$FOLDER"; mkdir -p "$FOLDER/a/b"; chmod 500 "$FOLDER/a"'],
  [
    'leaving a writer behind',
    'echo "$FOLDER"; setsid sh -c \'while :; do mkdir -p "$FOLDER/y"; done\' & sleep 60',
  ],
])('a throw-away folder is gone after a program %s', async ([, script]) => {
  const host = createLocalHost({ PATH: process.env['PATH'] })
  const { stdout } = await host.run(sh(script ?? ''), { ...limits, scratch: { FOLDER: {} } })
  expect(stdout).toContain('k8s-doctor-')
  expect(existsSync(stdout.split('\n')[0] ?? '')).toBe(false)
})

test.runIf(isRoot)(
  'the subject gets its own files only, and no link is followed for it',
  async () => {
    const { stdout } = await createLocalHost(sudo).run(
      sh(`${listing}; stat -c %u . own; cat stolen 2>&1 | head -c 0; id -u`),
      { ...limits, scratch: takeAll },
    )
    const lines = stdout.split('\n').slice(1)
    expect(lines.slice(0, 7)).toEqual([
      '.',
      './elsewhere',
      './own',
      './profiles',
      './profiles/a',
      './public',
      './stolen',
    ])
    expect(lines).toContain(`ownpublica${uid}`)
    expect((await createLocalHost({}).stat(at('kept')))?.uid).toBe(0)
    expect((await createLocalHost({}).stat('/etc/shadow'))?.uid).toBe(0)
  },
)

test('where no folder can be made, nothing is run', async () => {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = at('no', 'such')
  try {
    const host = createLocalHost({ PATH: process.env['PATH'] })
    await expect(
      host.run(sh('touch ran'), { ...limits, scratch: { FOLDER: {} } }),
    ).rejects.toMatchObject({ name: 'Unreadable', why: 'denied' })
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
})
