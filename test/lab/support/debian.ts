import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runProcess } from '../../support/cli.ts'
import type { Ended, ProcessOptions } from '../../support/cli.ts'
import { removeCgroups } from './engine.ts'
import { findProgram } from './requirements.ts'

export const learner = 'marie'

export interface Inside extends ProcessOptions {
  /** root unless told. */
  readonly user?: string
}

/** A throw-away copy of this machine's own Debian. */
export interface Debian {
  /** Its root, seen from outside. */
  readonly root: string
  /** Its first process, in all its namespaces. */
  readonly pid: number
  readonly run: (argv: readonly string[], options?: Inside) => Promise<Ended>
  /** A line of shell that must succeed. */
  readonly sh: (line: string) => Promise<string>
  /** The built file. */
  readonly doctor: (args: readonly string[], options?: Inside) => Promise<Ended>
  /** For containers in it, which else would lie among this machine's own. */
  readonly cgroup: string
  /** Ends everything in it; nothing of it is left. */
  readonly dispose: () => Promise<void>
}

/** How this machine reaches its package mirror, where that is by a proxy. */
const proxies = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  }),
)

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * This machine's files with an empty layer of memory over them, in namespaces of its own: whatever is written, installed or started
 * in there goes with the first process.
 */
const birth = `
mount --make-rprivate /
mount -t tmpfs -o mode=755 none "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
cd "$1/root"
mount -t proc proc proc
mount --rbind /dev dev
mount --rbind /sys sys
for folder in run tmp var/lib/docker var/lib/containerd; do mkdir -p "$folder"; mount -t tmpfs none "$folder"; done
chmod 1777 tmp
mkdir -p opt/node && touch opt/node/node && mount --bind "$2" opt/node/node
ip link set lo up
echo ready
exec chroot . sh -c 'while :; do sleep 3600 & wait; done'
`

/** No docker, nobody's settings, a learner without rights, and name servers that this network has. */
const undress = `
set -e
dpkg --purge --force-all --force-unsafe-io docker.io docker-ce containerd containerd.io runc >/dev/null 2>&1 || true
for name in docker dockerd containerd runc minikube kubectl; do
  for folder in $(echo "$PATH" | tr : ' '); do rm -f "$folder/$name"; done
done
rm -rf /etc/docker /root/.docker /root/.minikube /root/.kube /etc/sudoers.d/*
getent group docker >/dev/null && groupdel docker
# As in every container of Debian: an installed service waits to be started.
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
rm -f /etc/resolv.conf
echo 'nameserver 10.0.2.3' > /etc/resolv.conf
# Its init script wants higher limits than a machine inside a machine may set.
echo 'ulimit() { command ulimit "$@" 2>/dev/null || true; }' > /etc/default/docker
useradd --create-home --shell /bin/bash ${learner}
`

const childOf = (pid: number): number | undefined => {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return text === '' ? undefined : Number(text.split(' ')[0])
}

/** Starts something that ends with this process, however that ends. */
const held = (argv: readonly string[]) =>
  spawn(findProgram('setpriv') ?? 'setpriv', ['--pdeathsig=KILL', ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: path },
  })

/** A Debian without docker that reaches what this machine reaches, through a user's network: no rule, route or link is made outside. */
export const startDebian = async (): Promise<Debian> => {
  const folder = mkdtempSync('/tmp/k8s-doctor-debian-')
  const cgroup = folder.slice('/tmp/'.length)
  const namespaces = ['--mount', '--net', '--pid', '--uts', '--ipc']
  const holder = held([
    'unshare',
    ...namespaces,
    '--fork',
    '--kill-child',
    'sh',
    '-ec',
    birth,
    'sh',
    folder,
    process.execPath,
  ])
  let words = ''
  holder.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  holder.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const gone = new Promise<void>((done) => holder.once('close', () => done()))
  for (let tries = 0; tries < 100 && !words.includes('ready'); tries += 1) await sleep(50)
  const first = childOf(holder.pid ?? 0)
  if (first === undefined || !words.includes('ready')) throw new Error(`no Debian: ${words}`)
  const network = held([
    'slirp4netns',
    '--configure',
    '--mtu=65520',
    '--disable-host-loopback',
    String(first),
    'tap0',
  ])
  const disconnected = new Promise<void>((done) => network.once('close', () => done()))

  const root = `/proc/${first}/root`
  const run: Debian['run'] = (argv, { user, env = {}, ...options } = {}) => {
    const home = user === undefined ? '/root' : `/home/${user}`
    const become =
      user === undefined
        ? []
        : ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', '--']
    return runProcess(
      [
        'nsenter',
        '-t',
        String(first),
        '-m',
        '-n',
        '-p',
        '-u',
        '-i',
        '-r',
        '-w',
        ...become,
        ...argv,
      ],
      {
        stdin: 'ignore',
        ...options,
        env: { PATH: path, HOME: home, LANG: 'C.UTF-8', USER: user ?? 'root', ...proxies, ...env },
      },
    )
  }
  const sh: Debian['sh'] = async (line) => {
    const { code, stdout, stderr } = await run(['sh', '-c', line])
    if (code !== 0) throw new Error(`${line}: ${stdout}${stderr}`)
    return stdout
  }
  const dispose = async (): Promise<void> => {
    holder.kill('SIGKILL')
    await gone
    network.kill('SIGKILL')
    await disconnected
    removeCgroups(cgroup)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await sh(undress)
    for (const part of ['bin', 'dist', 'docs', 'package.json'])
      cpSync(part, join(root, 'opt/k8s-doctor', part), { recursive: true })
    await sh(
      'chmod -R a+rX /opt; for i in $(seq 50); do ip -o addr show tap0 | grep -q 10.0.2.100 && exit; sleep 0.1; done; exit 1',
    )
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    root,
    pid: first,
    cgroup,
    run,
    sh,
    doctor: (args, options) =>
      run(['/opt/node/node', '/opt/k8s-doctor/bin/k8s-doctor.mjs', ...args], options),
    dispose,
  }
}
