import { requestFor } from '../../support/diagnose.ts'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { service } from '../../../src/engine/steps/service.ts'
import { apply } from '../../support/writing.ts'
import { fakeMachine } from '../../support/fake-machine.ts'

const machine = fakeMachine('fix-service')

const systemd = { '/run/systemd/system': '' }
const sysv = { '/run/systemd/system': undefined, '/etc/init.d/docker': '' }
const nothing = { '/run/systemd/system': undefined, '/etc/init.d/docker': undefined }

const start = { kind: 'service', unit: 'docker.service', action: 'start' } as const
const restart = { ...start, action: 'restart' } as const

/** systemctl and docker that remember whether the engine runs. */
const withSystemd = (running = ''): void => {
  machine.program(
    'systemctl',
    `case "$*" in
      "show docker.service"*) echo LoadState=loaded
        if test -e '$FOLDER/up'; then echo ActiveState=active; else echo ActiveState=inactive; fi
        if test -e '$FOLDER/enabled'; then echo UnitFileState=enabled; else echo UnitFileState=disabled; fi ;;
      show*) echo LoadState=not-found; echo ActiveState=inactive ;;
      "enable --now"*) touch '$FOLDER/up' '$FOLDER/enabled' ;;
      stop*) rm -f '$FOLDER/up' ;;
      disable*) rm -f '$FOLDER/enabled' ;;
    esac`,
  )
  machine.program('docker', `printf '${running}'`)
  machine.program('journalctl', 'cat "$FOLDER/journal" 2>/dev/null; true')
}

test('is started for good, once, and stopped again', async () => {
  withSystemd()
  const here = machine.seeing(systemd)
  const undo = await apply(service, start, here)
  expect(undo).toMatchObject({ active: false, enabled: false })
  expect(machine.log().filter((line) => !line.includes('show'))).toEqual([
    'systemctl reset-failed docker.service',
    'systemctl enable --now docker.service',
  ])
  expect(await apply(service, start, here)).toBe('done already')
  machine.clear()
  if (typeof undo === 'object') await service.revert(undo, here)
  expect(machine.log().filter((line) => !line.includes('show'))).toEqual([
    'docker ps -q',
    'systemctl stop docker.service',
    'systemctl disable docker.service',
  ])
  expect(await service.isDone(start, here)).toBe(false)
})

test('that runs but not after the next boot is not done', async () => {
  withSystemd()
  writeFileSync(`${machine.folder()}/up`, '')
  const here = machine.seeing(systemd)
  const undo = await apply(service, start, here)
  expect(undo).toMatchObject({ active: true, enabled: false })
  machine.clear()
  if (typeof undo === 'object') await service.revert(undo, here)
  expect(machine.log().filter((line) => !line.includes('show'))).toEqual([
    'systemctl disable docker.service',
  ])
})

test('an undo does not stop containers that run', async () => {
  withSystemd('1\\n2\\n')
  const here = machine.seeing(systemd)
  const undo = await apply(service, start, here)
  if (typeof undo !== 'object') throw new TypeError('no undo')
  await expect(service.revert(undo, here)).rejects.toMatchObject({
    why: 'refused',
    message: '2 containers run now and would be stopped',
  })
})

test('a restart is never done already, and its undo restarts', async () => {
  withSystemd()
  writeFileSync(`${machine.folder()}/up`, '')
  const here = machine.seeing(systemd)
  for (const again of [1, 2])
    expect(await apply(service, restart, here), `${again}`).toBeTypeOf('object')
  const undo = await service.prepare(restart, here)
  machine.clear()
  if (undo !== undefined) await service.revert(undo, here)
  expect(machine.log()).toContain('systemctl restart docker.service')
})

test('that does not start says why in the daemon’s words', async () => {
  machine.program(
    'systemctl',
    'case "$1" in show) echo LoadState=loaded;; restart) echo "Job for docker.service failed" >&2; exit 1;; esac',
  )
  machine.program(
    'journalctl',
    String.raw`echo 'unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character'`,
  )
  await expect(
    service.perform(restart, machine.seeing(systemd), requestFor({})),
  ).rejects.toMatchObject({
    why: 'failed',
    message:
      'systemctl restart docker.service failed: unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character',
  })
})

test('that systemd does not know is a failure', async () => {
  withSystemd()
  await expect(
    service.isDone({ ...start, unit: 'other.service' }, machine.seeing(systemd)),
  ).rejects.toMatchObject({ why: 'failed', message: 'systemd knows no other.service here' })
})

test('of System V is started, waited for, and stopped again', async () => {
  machine.program(
    'service',
    `case "$2" in start) touch '$FOLDER/up';; stop) rm -f '$FOLDER/up';; status) test -e '$FOLDER/up';; esac`,
  )
  machine.program('docker', `test -e '$FOLDER/late' || { touch '$FOLDER/late'; exit 1; }`)
  const here = machine.seeing(sysv)
  const undo = await apply(service, start, here)
  expect(machine.log()).toEqual([
    'service docker status',
    'service docker status',
    'service docker start',
    'docker version',
    'docker version',
  ])
  machine.clear()
  if (typeof undo === 'object') await service.revert(undo, here)
  expect(machine.log()).toContain('service docker stop')
})

test('of OpenRC is started and added to the boot', async () => {
  machine.program(
    'rc-service',
    `case "$2" in start) touch '$FOLDER/up';; status) test -e '$FOLDER/up';; esac`,
  )
  machine.program('rc-update')
  machine.program('docker')
  await apply(service, start, machine.seeing(sysv))
  expect(machine.log()).toContain('rc-service docker start')
  expect(machine.log()).toContain('rc-update add docker default')
})

test('of snap is spoken to through snap', async () => {
  machine.program(
    'systemctl',
    'echo LoadState=loaded; echo ActiveState=inactive; echo UnitFileState=disabled',
  )
  machine.program('snap')
  machine.program('docker')
  await apply(service, { ...start, unit: 'snap.docker.dockerd.service' }, machine.seeing(systemd))
  expect(machine.log()).toContain('snap start --enable docker.dockerd')
})

test('where nothing starts services a person is told what to do', async () => {
  expect(await service.isDone(start, machine.seeing(nothing))).toBe(false)
  await expect(service.prepare(start, machine.seeing(nothing))).rejects.toMatchObject({
    why: 'not-supported',
    message:
      'nothing on this machine starts services, so docker has to be started by hand: as root, run dockerd and leave it running',
  })
})
