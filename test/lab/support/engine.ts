import { spawn } from 'node:child_process'
import {
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runProcess } from '../../support/cli.ts'
import type { Ended } from '../../support/cli.ts'
import { findProgram } from './requirements.ts'

/** A real dockerd of our own. */
export interface Engine {
  readonly folder: string
  readonly socket: string
  /** Its state on the disk. */
  readonly dataRoot: string
  /** For DOCKER_HOST. */
  readonly address: string
  /** As the engine tells it. */
  readonly version: string
  readonly docker: (...args: readonly string[]) => Promise<Ended>
  /** SIGSTOP: the socket still takes connections, nobody answers. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Ends it, gracefully or not, and waits until it is gone; its socket and state stay. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
  /** Ends it and removes everything it made. */
  readonly dispose: () => Promise<void>
}

const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`

/** Takes away a folder of control groups nobody is in any more, those of ended containers below it first. */
const removeGroup = (folder: string): void => {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) removeGroup(join(folder, entry.name))
    rmdirSync(folder)
  } catch {
    // not made under this controller
  }
}

/** Takes away the empty control groups of this name that an engine leaves. */
export const removeCgroups = (name: string): void => {
  for (const controller of ['', ...readdirSync('/sys/fs/cgroup')])
    removeGroup(join('/sys/fs/cgroup', controller, name))
}

const flagsFor = (folder: string, cgroup: string): readonly string[] => [
  `--data-root=${folder}/data`,
  `--exec-root=${folder}/exec`,
  `--pidfile=${folder}/pid`,
  `--host=unix://${folder}/docker.sock`,
  `--config-file=${folder}/daemon.json`,
  `--cgroup-parent=/${cgroup}`,
  '--group=0',
  '--bridge=none',
  '--iptables=false',
  '--ip-forward=false',
  '--ip-masq=false',
  '--userland-proxy=false',
]

/**
 * Starts a dockerd with its own data root, socket, /run and mounts, without bridge, rules or routes: it touches nothing of the
 * machine's own Docker and ends with this process, however that ends.
 */
export const startEngine = async (): Promise<Engine> => {
  const folder = mkdtempSync('/tmp/k8s-doctor-lab-')
  const cgroup = folder.slice('/tmp/'.length)
  const address = `unix://${folder}/docker.sock`
  writeFileSync(join(folder, 'daemon.json'), `{"deprecated-key-path":"${folder}/key.json"}`)
  const log = openSync(join(folder, 'log'), 'w')
  const child = spawn(
    findProgram('setpriv') ?? 'setpriv',
    [
      '--pdeathsig=TERM',
      'unshare',
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs none /run && exec dockerd "$@"',
      'sh',
      ...flagsFor(folder, cgroup),
    ],
    { stdio: ['ignore', log, log], env: { PATH: path }, detached: true },
  )
  let over = false
  const gone = new Promise<void>((done) => {
    child.once('exit', () => {
      over = true
      done()
    })
  })
  const signal = (name: NodeJS.Signals): void => {
    if (!over) child.kill(name)
  }
  const docker = (...args: readonly string[]): Promise<Ended> =>
    runProcess(['docker', ...args], {
      env: { PATH: path, HOME: folder, DOCKER_HOST: address },
      stdin: 'ignore',
    })
  const stop = async (name: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    signal('SIGCONT')
    signal(name)
    await gone
  }
  const dispose = async (): Promise<void> => {
    await stop()
    removeCgroups(cgroup)
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await docker('version', '--format', '{{.Server.Version}}')
    if (answer.code === 0)
      return {
        folder,
        socket: join(folder, 'docker.sock'),
        dataRoot: join(folder, 'data'),
        address,
        version: answer.stdout.trim(),
        docker,
        freeze: () => signal('SIGSTOP'),
        thaw: () => signal('SIGCONT'),
        stop,
        dispose,
      }
    if (over) break
    await sleep(200)
  }
  const words = readFileSync(join(folder, 'log'), 'utf8').slice(-3000)
  await dispose()
  throw new Error(`dockerd did not start:\n${words}`)
}
