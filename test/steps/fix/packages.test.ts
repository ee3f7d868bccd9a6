import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packages } from '../../../src/engine/steps/packages.ts'
import { apply } from '../../support/writing.ts'
import { fakeMachine } from '../../support/fake-machine.ts'

const machine = fakeMachine('fix-packages')

const install = { kind: 'packages', packages: ['docker.io'], action: 'install' } as const

/** dpkg that has the package once apt-get was asked for it. */
const withApt = (more = ''): void => {
  machine.program('apt-get', `case "$1" in install) ${more} touch '$FOLDER/installed';; esac`)
  machine.program('dpkg-query', `test -e '$FOLDER/installed' && echo 'ii '`)
  machine.program('dpkg', `rm -f '$FOLDER/half'`)
}

test('are installed once', async () => {
  withApt()
  expect(await apply(packages, install, machine.seeing())).toBeUndefined()
  expect(machine.log().filter((line) => line.startsWith('apt-get'))).toEqual([
    'apt-get update -o DPkg::Lock::Timeout=300',
    'apt-get install -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold docker.io',
  ])
  expect(await apply(packages, install, machine.seeing())).toBe('done already')
})

test('that were cut off are finished first', async () => {
  writeFileSync(`${machine.folder()}/half`, '')
  withApt(
    `test -e '$FOLDER/half' && { echo "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem." >&2; exit 100; };`,
  )
  await apply(packages, install, machine.seeing())
  expect(machine.log().filter((line) => /^(dpkg |apt-get install)/.test(line))).toEqual([
    expect.stringMatching(/^apt-get install/),
    'dpkg --configure -a --force-confdef --force-confold',
    expect.stringMatching(/^apt-get install/),
  ])
})

test.for([
  ['E: Unable to locate package docker.io', 'failed'],
  ["E: You don't have enough free space in /var/cache/apt/archives/.", 'no-space'],
] as const)('%s', async ([says, why]) => {
  withApt(`echo "Reading lists"; echo "W: something" >&2; echo "${says}" >&2; exit 100;`)
  await expect(apply(packages, install, machine.seeing())).rejects.toMatchObject({
    why,
    message: expect.stringContaining(says),
  })
})

test('an exit code of 0 without the package is a failure', async () => {
  machine.program('apt-get')
  machine.program('dpkg-query', 'exit 1')
  await expect(apply(packages, install, machine.seeing())).rejects.toMatchObject({ why: 'failed' })
})

test.for([
  ['dnf', 'install', ['dnf install -y docker']],
  ['dnf', 'upgrade', ['dnf upgrade -y docker']],
  ['yum', 'upgrade', ['yum update -y docker']],
  ['zypper', 'install', ['zypper --non-interactive install docker']],
  ['apk', 'install', ['apk update', 'apk add docker']],
  ['apk', 'upgrade', ['apk update', 'apk add --upgrade docker']],
] as const)('%s %s', async ([program, action, expected]) => {
  const done = `touch '$FOLDER/installed'`
  machine.program(
    program,
    program === 'apk'
      ? `case "$1" in info) test -e '$FOLDER/installed' && echo docker;; add) ${done};; esac`
      : `${done}${program === 'zypper' ? '; exit 102' : ''}`,
  )
  machine.program(
    'rpm',
    `test -e '$FOLDER/installed' && echo docker-1.2 || { echo 'package docker is not installed'; exit 1; }`,
  )
  await apply(packages, { kind: 'packages', packages: ['docker'], action }, machine.seeing())
  const changing = machine.log().filter((line) => !/^(rpm|apk info)/.test(line))
  expect(changing).toEqual(expected)
})

test('without a package manager', async () => {
  await expect(apply(packages, install, machine.seeing())).rejects.toMatchObject({
    why: 'not-supported',
  })
})
