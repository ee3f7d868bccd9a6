import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { groupMember } from '../../../src/engine/steps/group-member.ts'
import { setClock } from '../../../src/engine/steps/set-clock.ts'
import { sysctl } from '../../../src/engine/steps/sysctl.ts'
import { apply } from '../../support/writing.ts'
import { fakeMachine } from '../../support/fake-machine.ts'

const machine = fakeMachine('fix-system')

const group = (members: string): Record<string, string> => ({
  '/etc/group': `root:x:0:\ndocker:x:999:${members}\nother:x:1:ada\n`,
})

describe('group-member', () => {
  const step = { kind: 'group-member', user: 'ada', group: 'docker' } as const

  test.for([
    [['usermod', 'gpasswd'], 'usermod -aG docker ada', 'gpasswd -d ada docker'],
    [['gpasswd'], 'gpasswd -a ada docker', 'gpasswd -d ada docker'],
    [['addgroup', 'delgroup'], 'addgroup ada docker', 'delgroup ada docker'],
  ] as const)('with %j', async ([programs, join, leave]) => {
    for (const program of programs) machine.program(program)
    const undo = await apply(groupMember, step, machine.seeing(group('bob')))
    expect(machine.log()).toEqual([join])
    expect(await apply(groupMember, step, machine.seeing(group('bob,ada')))).toBe('done already')
    machine.clear()
    if (typeof undo !== 'object') throw new TypeError('no undo')
    await groupMember.revert(undo, machine.seeing(group('bob')))
    expect(machine.log()).toEqual([])
    await groupMember.revert(undo, machine.seeing(group('bob,ada')))
    expect(machine.log()).toEqual([leave])
  })

  test('a group that is not there is not made', async () => {
    machine.program('usermod')
    await expect(
      apply(groupMember, step, machine.seeing({ '/etc/group': '' })),
    ).rejects.toMatchObject({
      why: 'refused',
      message: 'there is no group docker on this machine',
    })
  })

  test('what the program says is the reason', async () => {
    machine.program(
      'usermod',
      'echo "usermod: cannot lock /etc/group; try again later." >&2; exit 10',
    )
    await expect(apply(groupMember, step, machine.seeing(group('')))).rejects.toMatchObject({
      why: 'failed',
      message: 'usermod -aG docker ada failed: usermod: cannot lock /etc/group; try again later.',
    })
  })
})

const inotify = (): Parameters<typeof sysctl.perform>[0] => ({
  kind: 'sysctl',
  settings: { 'fs.inotify.max_user_instances': 512 },
  path: `${machine.folder()}/sysctl.d/99.conf`,
})

describe('sysctl', () => {
  const values = { '/proc/sys/fs/inotify/max_user_instances': '128\n' }
  const raised = { '/proc/sys/fs/inotify/max_user_instances': '512\n' }

  test('is set now and for every boot, and put back', async () => {
    machine.program('sysctl')
    const undo = await apply(sysctl, inotify(), machine.seeing(values))
    expect(machine.log()).toEqual(['sysctl -w fs.inotify.max_user_instances=512'])
    expect(readFileSync(inotify().path, 'utf8')).toBe('fs.inotify.max_user_instances = 512\n')
    expect(await apply(sysctl, inotify(), machine.seeing(raised))).toBe('done already')
    expect(await sysctl.isDone(inotify(), machine.seeing(values)), 'of the kernel').toBe(false)
    machine.clear()
    if (typeof undo !== 'object') throw new TypeError('no undo')
    await sysctl.revert(undo, machine.seeing(raised))
    expect(machine.log()).toEqual(['sysctl -w fs.inotify.max_user_instances=128'])
    expect(await machine.host().stat(`${machine.folder()}/sysctl.d`)).toBeUndefined()
  })

  test('a value that somebody has changed since stays, a file too', async () => {
    machine.program('sysctl')
    const undo = await apply(sysctl, inotify(), machine.seeing(values))
    machine.clear()
    if (typeof undo !== 'object') throw new TypeError('no undo')
    const theirs = { '/proc/sys/fs/inotify/max_user_instances': '1024\n' }
    writeFileSync(inotify().path, 'theirs = 1\n')
    await expect(sysctl.revert(undo, machine.seeing(theirs))).rejects.toMatchObject({
      why: 'refused',
    })
    expect(machine.log()).toEqual([])
  })

  test('other settings in the file stay', async () => {
    machine.program('sysctl')
    mkdirSync(`${machine.folder()}/sysctl.d`)
    writeFileSync(inotify().path, '# mine\nvm.swappiness=1\nfs.inotify.max_user_instances=200')
    await apply(sysctl, inotify(), machine.seeing(values))
    expect(readFileSync(inotify().path, 'utf8')).toBe(
      '# mine\nvm.swappiness=1\nfs.inotify.max_user_instances = 512\n',
    )
  })

  test('what the kernel refuses is not written down', async () => {
    machine.program('sysctl', 'echo "sysctl: permission denied on key" >&2; exit 255')
    await expect(apply(sysctl, inotify(), machine.seeing(values))).rejects.toMatchObject({
      why: 'failed',
    })
    expect(await machine.host().stat(inotify().path)).toBeUndefined()
  })
})

describe('set-clock', () => {
  const step = { kind: 'set-clock' } as const

  test('is switched on, once', async () => {
    machine.program(
      'timedatectl',
      `case "$1" in set-ntp) touch '$FOLDER/on';; show) echo CanNTP=yes; test -e '$FOLDER/on' && printf 'NTP=yes\\nNTPSynchronized=yes\\n';; esac; exit 0`,
    )
    await apply(setClock, step, machine.host())
    expect(machine.log()).toContain('timedatectl set-ntp true')
    expect(await apply(setClock, step, machine.host())).toBe('done already')
  })

  test('without a time service it is handed over', async () => {
    machine.program('timedatectl', 'echo CanNTP=no')
    await expect(apply(setClock, step, machine.host())).rejects.toMatchObject({
      why: 'not-supported',
    })
  })
})
