import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { deleteLeftovers } from '../../../src/engine/steps/delete-leftovers.ts'
import { deleteProfile } from '../../../src/engine/steps/delete-profile.ts'
import { groupMember } from '../../../src/engine/steps/group-member.ts'
import { installTool } from '../../../src/engine/steps/install-tool.ts'
import { minikubeStart } from '../../../src/engine/steps/minikube-start.ts'
import { packages } from '../../../src/engine/steps/packages.ts'
import { pruneImages } from '../../../src/engine/steps/prune-images.ts'
import { service } from '../../../src/engine/steps/service.ts'
import { setClock } from '../../../src/engine/steps/set-clock.ts'
import { sysctl } from '../../../src/engine/steps/sysctl.ts'
import { updateContext } from '../../../src/engine/steps/update-context.ts'
import type { WriteHost } from '../../../src/model/write-host.ts'
import { apply, fakePrograms, hostWith, ownFolder } from '../../support/writing.ts'

// No program of this machine is called: the folder of the fakes stands first on PATH, and what a test does not fake is hidden.

const at = ownFolder('fix-commands')
let folder = ''
let bench = fakePrograms(at('first'))
let host: WriteHost = hostWith({})
let count = 0

const hidden =
  /^\/(usr\/)?(local\/)?s?bin\/(usermod|gpasswd|addgroup|delgroup|service|rc-service|snap|apt-get|dnf|yum|zypper|apk|docker|minikube)$/

/** This machine, with these files, and only the programs that the test made. */
const seeing = (files: Readonly<Record<string, string | undefined>> = {}): WriteHost => ({
  ...host,
  realpath: async (path) => (hidden.test(path) ? undefined : host.realpath(path)),
  readText: async (path, options) => (path in files ? files[path] : host.readText(path, options)),
  stat: async (path) => {
    if (!(path in files)) return host.stat(path)
    return files[path] === undefined ? undefined : host.stat('/')
  },
})

const systemd = { '/run/systemd/system': '' }
const sysv = { '/run/systemd/system': undefined, '/etc/init.d/docker': '' }
const nothing = { '/run/systemd/system': undefined, '/etc/init.d/docker': undefined }

beforeEach(() => {
  count += 1
  folder = at(`t${count}`)
  mkdirSync(`${folder}/home`, { recursive: true })
  bench = fakePrograms(folder)
  host = hostWith({ PATH: bench.path, HOME: `${folder}/home`, MINIKUBE_HOME: undefined })
})

describe('service', () => {
  const start = { kind: 'service', unit: 'docker.service', action: 'start' } as const
  const restart = { ...start, action: 'restart' } as const

  /** systemctl and docker that remember whether the engine runs. */
  const withSystemd = (running = ''): void => {
    bench.program(
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
    bench.program('docker', `printf '${running}'`)
    bench.program('journalctl', 'cat "$FOLDER/journal" 2>/dev/null; true')
  }

  test('is started for good, once, and stopped again', async () => {
    withSystemd()
    const here = seeing(systemd)
    const undo = await apply(service, start, here)
    expect(undo).toMatchObject({ active: false, enabled: false })
    expect(bench.log().filter((line) => !line.includes('show'))).toEqual([
      'systemctl reset-failed docker.service',
      'systemctl enable --now docker.service',
    ])
    expect(await apply(service, start, here)).toBe('done already')
    bench.clear()
    if (typeof undo === 'object') await service.revert(undo, here)
    expect(bench.log().filter((line) => !line.includes('show'))).toEqual([
      'docker ps -q',
      'systemctl stop docker.service',
      'systemctl disable docker.service',
    ])
    expect(await service.isDone(start, here)).toBe(false)
  })

  test('that runs but not after the next boot is not done', async () => {
    withSystemd()
    writeFileSync(`${folder}/up`, '')
    const here = seeing(systemd)
    const undo = await apply(service, start, here)
    expect(undo).toMatchObject({ active: true, enabled: false })
    bench.clear()
    if (typeof undo === 'object') await service.revert(undo, here)
    expect(bench.log().filter((line) => !line.includes('show'))).toEqual([
      'systemctl disable docker.service',
    ])
  })

  test('an undo does not stop containers that run', async () => {
    withSystemd('1\\n2\\n')
    const here = seeing(systemd)
    const undo = await apply(service, start, here)
    if (typeof undo !== 'object') throw new TypeError('no undo')
    await expect(service.revert(undo, here)).rejects.toMatchObject({
      why: 'refused',
      message: '2 containers run now and would be stopped',
    })
  })

  test('a restart is never done already, and its undo restarts', async () => {
    withSystemd()
    writeFileSync(`${folder}/up`, '')
    const here = seeing(systemd)
    for (const again of [1, 2])
      expect(await apply(service, restart, here), `${again}`).toBeTypeOf('object')
    const undo = await service.prepare(restart, here)
    bench.clear()
    if (undo !== undefined) await service.revert(undo, here)
    expect(bench.log()).toContain('systemctl restart docker.service')
  })

  test('that does not start says why in the daemon’s words', async () => {
    bench.program(
      'systemctl',
      'case "$1" in show) echo LoadState=loaded;; restart) echo "Job for docker.service failed" >&2; exit 1;; esac',
    )
    bench.program(
      'journalctl',
      String.raw`echo 'unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character'`,
    )
    await expect(service.perform(restart, seeing(systemd))).rejects.toMatchObject({
      why: 'failed',
      message:
        'systemctl restart docker.service failed: unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character',
    })
  })

  test('that systemd does not know is a failure', async () => {
    withSystemd()
    await expect(
      service.isDone({ ...start, unit: 'other.service' }, seeing(systemd)),
    ).rejects.toMatchObject({ why: 'failed', message: 'systemd knows no other.service here' })
  })

  test('of System V is started, waited for, and stopped again', async () => {
    bench.program(
      'service',
      `case "$2" in start) touch '$FOLDER/up';; stop) rm -f '$FOLDER/up';; status) test -e '$FOLDER/up';; esac`,
    )
    bench.program('docker', `test -e '$FOLDER/late' || { touch '$FOLDER/late'; exit 1; }`)
    const here = seeing(sysv)
    const undo = await apply(service, start, here)
    expect(bench.log()).toEqual([
      'service docker status',
      'service docker status',
      'service docker start',
      'docker version',
      'docker version',
    ])
    bench.clear()
    if (typeof undo === 'object') await service.revert(undo, here)
    expect(bench.log()).toContain('service docker stop')
  })

  test('of OpenRC is started and added to the boot', async () => {
    bench.program(
      'rc-service',
      `case "$2" in start) touch '$FOLDER/up';; status) test -e '$FOLDER/up';; esac`,
    )
    bench.program('rc-update')
    bench.program('docker')
    await apply(service, start, seeing(sysv))
    expect(bench.log()).toContain('rc-service docker start')
    expect(bench.log()).toContain('rc-update add docker default')
  })

  test('of snap is spoken to through snap', async () => {
    bench.program(
      'systemctl',
      'echo LoadState=loaded; echo ActiveState=inactive; echo UnitFileState=disabled',
    )
    bench.program('snap')
    bench.program('docker')
    await apply(service, { ...start, unit: 'snap.docker.dockerd.service' }, seeing(systemd))
    expect(bench.log()).toContain('snap start --enable docker.dockerd')
  })

  test('where nothing starts services a person is told what to do', async () => {
    await expect(service.isDone(start, seeing(nothing))).rejects.toMatchObject({
      why: 'not-supported',
      message:
        'nothing on this machine starts services, so docker has to be started by hand: as root, run dockerd and leave it running',
    })
  })
})

describe('group-member', () => {
  const step = { kind: 'group-member', user: 'ada', group: 'docker' } as const
  const group = (members: string): Record<string, string> => ({
    '/etc/group': `root:x:0:\ndocker:x:999:${members}\nother:x:1:ada\n`,
  })

  test.for([
    [['usermod', 'gpasswd'], 'usermod -aG docker ada', 'gpasswd -d ada docker'],
    [['gpasswd'], 'gpasswd -a ada docker', 'gpasswd -d ada docker'],
    [['addgroup', 'delgroup'], 'addgroup ada docker', 'delgroup ada docker'],
  ] as const)('with %j', async ([programs, join, leave]) => {
    for (const program of programs) bench.program(program)
    const undo = await apply(groupMember, step, seeing(group('bob')))
    expect(bench.log()).toEqual([join])
    expect(await apply(groupMember, step, seeing(group('bob,ada')))).toBe('done already')
    bench.clear()
    if (typeof undo !== 'object') throw new TypeError('no undo')
    await groupMember.revert(undo, seeing(group('bob')))
    expect(bench.log()).toEqual([])
    await groupMember.revert(undo, seeing(group('bob,ada')))
    expect(bench.log()).toEqual([leave])
  })

  test('a group that is not there is not made', async () => {
    bench.program('usermod')
    await expect(apply(groupMember, step, seeing({ '/etc/group': '' }))).rejects.toMatchObject({
      why: 'refused',
      message: 'there is no group docker on this machine',
    })
  })

  test('what the program says is the reason', async () => {
    bench.program(
      'usermod',
      'echo "usermod: cannot lock /etc/group; try again later." >&2; exit 10',
    )
    await expect(apply(groupMember, step, seeing(group('')))).rejects.toMatchObject({
      why: 'failed',
      message: 'usermod -aG docker ada failed: usermod: cannot lock /etc/group; try again later.',
    })
  })
})

describe('sysctl', () => {
  const values = { '/proc/sys/fs/inotify/max_user_instances': '128\n' }
  const step = (): Parameters<typeof sysctl.perform>[0] => ({
    kind: 'sysctl',
    settings: { 'fs.inotify.max_user_instances': 512 },
    path: `${folder}/sysctl.d/99.conf`,
  })
  const raised = { '/proc/sys/fs/inotify/max_user_instances': '512\n' }

  test('is set now and for every boot, and put back', async () => {
    bench.program('sysctl')
    const undo = await apply(sysctl, step(), seeing(values))
    expect(bench.log()).toEqual(['sysctl -w fs.inotify.max_user_instances=512'])
    expect(readFileSync(step().path, 'utf8')).toBe('fs.inotify.max_user_instances = 512\n')
    expect(await apply(sysctl, step(), seeing(raised))).toBe('done already')
    expect(await sysctl.isDone(step(), seeing(values)), 'of the kernel').toBe(false)
    bench.clear()
    if (typeof undo !== 'object') throw new TypeError('no undo')
    await sysctl.revert(undo, seeing(raised))
    expect(bench.log()).toEqual(['sysctl -w fs.inotify.max_user_instances=128'])
    expect(await host.stat(`${folder}/sysctl.d`)).toBeUndefined()
  })

  test('a value that somebody has changed since stays, a file too', async () => {
    bench.program('sysctl')
    const undo = await apply(sysctl, step(), seeing(values))
    bench.clear()
    if (typeof undo !== 'object') throw new TypeError('no undo')
    const theirs = { '/proc/sys/fs/inotify/max_user_instances': '1024\n' }
    writeFileSync(step().path, 'theirs = 1\n')
    await expect(sysctl.revert(undo, seeing(theirs))).rejects.toMatchObject({ why: 'refused' })
    expect(bench.log()).toEqual([])
  })

  test('other settings in the file stay', async () => {
    bench.program('sysctl')
    mkdirSync(`${folder}/sysctl.d`)
    writeFileSync(step().path, '# mine\nvm.swappiness=1\nfs.inotify.max_user_instances=200')
    await apply(sysctl, step(), seeing(values))
    expect(readFileSync(step().path, 'utf8')).toBe(
      '# mine\nvm.swappiness=1\nfs.inotify.max_user_instances = 512\n',
    )
  })

  test('what the kernel refuses is not written down', async () => {
    bench.program('sysctl', 'echo "sysctl: permission denied on key" >&2; exit 255')
    await expect(apply(sysctl, step(), seeing(values))).rejects.toMatchObject({ why: 'failed' })
    expect(await host.stat(step().path)).toBeUndefined()
  })
})

describe('packages', () => {
  const install = { kind: 'packages', packages: ['docker.io'], action: 'install' } as const

  /** dpkg that has the package once apt-get was asked for it. */
  const withApt = (more = ''): void => {
    bench.program('apt-get', `case "$1" in install) ${more} touch '$FOLDER/installed';; esac`)
    bench.program('dpkg-query', `test -e '$FOLDER/installed' && echo 'ii '`)
    bench.program('dpkg', `rm -f '$FOLDER/half'`)
  }

  test('are installed once', async () => {
    withApt()
    expect(await apply(packages, install, seeing())).toBeUndefined()
    expect(bench.log().filter((line) => line.startsWith('apt-get'))).toEqual([
      'apt-get update -o DPkg::Lock::Timeout=300',
      'apt-get install -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold docker.io',
    ])
    expect(await apply(packages, install, seeing())).toBe('done already')
  })

  test('that were cut off are finished first', async () => {
    writeFileSync(`${folder}/half`, '')
    mkdirSync(`${folder}/bin`, { recursive: true })
    withApt(
      `test -e '$FOLDER/half' && { echo "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct the problem." >&2; exit 100; };`,
    )
    await apply(packages, install, seeing())
    expect(bench.log().filter((line) => /^(dpkg |apt-get install)/.test(line))).toEqual([
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
    await expect(apply(packages, install, seeing())).rejects.toMatchObject({
      why,
      message: expect.stringContaining(says),
    })
  })

  test('an exit code of 0 without the package is a failure', async () => {
    bench.program('apt-get')
    bench.program('dpkg-query', 'exit 1')
    await expect(apply(packages, install, seeing())).rejects.toMatchObject({ why: 'failed' })
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
    bench.program(
      program,
      program === 'apk'
        ? `case "$1" in info) test -e '$FOLDER/installed' && echo docker;; add) ${done};; esac`
        : `${done}${program === 'zypper' ? '; exit 102' : ''}`,
    )
    bench.program(
      'rpm',
      `test -e '$FOLDER/installed' && echo docker-1.2 || { echo 'package docker is not installed'; exit 1; }`,
    )
    await apply(packages, { kind: 'packages', packages: ['docker'], action }, seeing())
    const changing = bench.log().filter((line) => !/^(rpm|apk info)/.test(line))
    expect(changing).toEqual(expected)
  })

  test('without a package manager', async () => {
    await expect(apply(packages, install, seeing())).rejects.toMatchObject({
      why: 'not-supported',
    })
  })
})

describe('docker', () => {
  const leftovers = {
    kind: 'delete-leftovers',
    containers: ['minikube', 'minikube-m02'],
    volumes: ['minikube'],
    networks: ['minikube'],
  } as const

  /** Lists what the files hold; deleting takes a name out of its file. */
  const withObjects = (stubborn = 'none'): void => {
    writeFileSync(`${folder}/ps`, 'minikube\nminikube-m02\nmine\n')
    writeFileSync(`${folder}/volume`, 'minikube\nmine\n')
    writeFileSync(`${folder}/network`, 'bridge\nminikube\n')
    bench.program(
      'docker',
      `drop() { for name in "$@"; do
        test "$name" = ${stubborn} && { echo "Error response from daemon: $name is in use" >&2; continue; }
        grep -vx -- "$name" "$file" > "$file.new"; mv "$file.new" "$file"; done; }
      case "$1 $2" in
        "ps -a") cat '$FOLDER/ps';; "volume ls") cat '$FOLDER/volume';; "network ls") cat '$FOLDER/network';;
        "rm -f") file='$FOLDER/ps'; shift 3; drop "$@"; exit 1;;
        "volume rm") file='$FOLDER/volume'; shift 2; drop "$@";;
        "network rm") file='$FOLDER/network'; shift 2; drop "$@";;
      esac; exit 0`,
    )
  }

  test('leftovers go, by name, whatever the exit code says', async () => {
    withObjects()
    await apply(deleteLeftovers, leftovers, host)
    expect(readFileSync(`${folder}/ps`, 'utf8')).toBe('mine\n')
    expect(readFileSync(`${folder}/network`, 'utf8')).toBe('bridge\n')
    expect(bench.log().filter((line) => / rm /.test(line))).toEqual([
      'docker rm -f -v minikube minikube-m02',
      'docker volume rm minikube',
      'docker network rm minikube',
    ])
    expect(await apply(deleteLeftovers, leftovers, host)).toBe('done already')
  })

  test('what is left is named', async () => {
    withObjects('minikube-m02')
    await expect(apply(deleteLeftovers, leftovers, host)).rejects.toMatchObject({
      why: 'failed',
      message: 'docker still has minikube-m02; Error response from daemon: minikube-m02 is in use',
    })
  })

  test('an engine that does not answer is a failure', async () => {
    bench.program('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1')
    for (const work of [
      () => apply(deleteLeftovers, leftovers, host),
      () => apply(pruneImages, { kind: 'prune-images' }, host),
    ])
      await expect(work()).rejects.toMatchObject({
        why: 'failed',
        message: expect.stringContaining('Cannot connect to the Docker daemon'),
      })
  })

  test('a docker that is not installed is a failure', async () => {
    const empty = hostWith({ PATH: `${folder}/none` })
    await expect(apply(pruneImages, { kind: 'prune-images' }, empty)).rejects.toMatchObject({
      name: 'StepError',
    })
  })

  test('images without a name go', async () => {
    bench.program(
      'docker',
      `case "$1" in images) test -e '$FOLDER/pruned' || echo abc;; image) touch '$FOLDER/pruned';; esac`,
    )
    await apply(pruneImages, { kind: 'prune-images' }, host)
    expect(bench.log()).toContain('docker image prune -f')
    expect(await apply(pruneImages, { kind: 'prune-images' }, host)).toBe('done already')
  })
})

describe('minikube', () => {
  const step = { kind: 'delete-profile', profile: 'minikube' } as const
  const profile = (): string => `${folder}/home/.minikube/profiles/minikube`

  test.for([0, 80])('a cluster is deleted, with exit code %d', async (code) => {
    mkdirSync(profile(), { recursive: true })
    bench.program('docker')
    bench.program('minikube', `rm -r '${profile()}'; exit ${code}`)
    await apply(deleteProfile, step, host)
    expect(bench.log()).toContain('minikube delete -p minikube')
    expect(await apply(deleteProfile, step, host)).toBe('done already')
  })

  test('a success that deleted nothing is none', async () => {
    mkdirSync(profile(), { recursive: true })
    bench.program('docker', 'echo minikube')
    bench.program('minikube', 'echo "Removed all traces of the cluster"')
    await expect(apply(deleteProfile, step, host)).rejects.toMatchObject({
      why: 'failed',
      message: `of the cluster minikube there is still ${profile()}, minikube; minikube says: Removed all traces of the cluster`,
    })
  })

  test('a missing minikube is said', async () => {
    mkdirSync(profile(), { recursive: true })
    bench.program('docker')
    await expect(
      apply(deleteProfile, step, hostWith({ PATH: `${folder}/bin`, HOME: `${folder}/home` })),
    ).rejects.toMatchObject({
      why: 'failed',
      message: 'minikube is not installed here',
    })
  })

  test('the context is written', async () => {
    bench.program('minikube')
    await apply(updateContext, { kind: 'update-context', profile: 'other' }, host)
    expect(bench.log()).toEqual(['minikube update-context -p other'])
  })

  test('what is not done from here says so', async () => {
    const tool = {
      kind: 'install-tool',
      tool: 'kubectl',
      version: 'v1.23.3',
      os: 'linux',
      arch: 'amd64',
      sha256: '',
      directory: '/usr/local/bin',
    } as const
    await expect(apply(installTool, tool, host)).rejects.toMatchObject({ why: 'not-supported' })
    await expect(apply(minikubeStart, { kind: 'minikube-start' }, host)).rejects.toMatchObject({
      why: 'not-supported',
    })
  })
})

describe('set-clock', () => {
  const step = { kind: 'set-clock' } as const

  test('is switched on, once', async () => {
    bench.program(
      'timedatectl',
      `case "$1" in set-ntp) touch '$FOLDER/on';; show) echo CanNTP=yes; test -e '$FOLDER/on' && printf 'NTP=yes\\nNTPSynchronized=yes\\n';; esac; exit 0`,
    )
    await apply(setClock, step, host)
    expect(bench.log()).toContain('timedatectl set-ntp true')
    expect(await apply(setClock, step, host)).toBe('done already')
  })

  test('without a time service it is handed over', async () => {
    bench.program('timedatectl', 'echo CanNTP=no')
    await expect(apply(setClock, step, host)).rejects.toMatchObject({ why: 'not-supported' })
  })
})

test('a changing command that may not be run says so', async () => {
  bench.program('minikube')
  chmodSync(`${folder}/bin/minikube`, 0o644)
  const only = hostWith({ PATH: `${folder}/bin` })
  await expect(only.runChanging(['minikube'], { deadlineMs: 1000 })).rejects.toMatchObject({
    name: 'StepError',
    message: expect.stringContaining('minikube'),
  })
})
