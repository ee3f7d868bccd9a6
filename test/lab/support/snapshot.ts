import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { runProcess } from '../../support/cli.ts'
import type { Engine } from './engine.ts'

const largest = 4 * 1024 * 1024

const line = (file: string): string => {
  const stats = lstatSync(file)
  const content = stats.isSymbolicLink()
    ? readlinkSync(file)
    : stats.isFile() && stats.size <= largest
      ? createHash('sha256').update(readFileSync(file)).digest('hex')
      : ''
  const { mode, uid, gid, size, nlink, mtimeMs, ctimeMs } = stats
  return [mode.toString(8), uid, gid, size, nlink, mtimeMs, ctimeMs, content].join(' ')
}

/** Every file below a folder, itself included, with everything but the time it was last read. */
export const filesBelow = (
  folder: string,
  skip: (path: string) => boolean = () => false,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      folder,
      ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    ]
      .filter((path) => !skip(path))
      .map((path) => [path, line(path)]),
  )

/** What of `docker info` changes by itself. */
const restless = /^(SystemTime|NFd|NGoroutines|NEventsListener)$/

const info = (text: string): unknown =>
  JSON.parse(text, (key: string, value: unknown) => (restless.test(key) ? undefined : value))

/** Everything an engine has, as its client lists it. */
export const holdings = async ({ docker }: Engine): Promise<unknown> => {
  const lists = await Promise.all([
    docker('ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Names}} {{.State}} {{.CreatedAt}}'),
    docker(
      'images',
      '--all',
      '--no-trunc',
      '--format',
      '{{.ID}} {{.Repository}}:{{.Tag}} {{.CreatedAt}} {{.Size}}',
    ),
    docker('volume', 'ls'),
    docker('network', 'ls', '--no-trunc'),
  ])
  const { stdout } = await docker('info', '--format', '{{json .}}')
  return { lists: lists.map(({ stdout: text }) => text), info: info(stdout) }
}

const kernelState = [
  'cat /proc/mounts',
  'cat /proc/sys/net/ipv4/ip_forward /proc/sys/fs/inotify/* /proc/sys/vm/swappiness',
  'ip -o link; ip -o -4 addr; ip route; ip rule',
  'iptables-save | grep -v "^#" | sed "s/\\[[0-9:]*\\]//"',
  'lsmod 2>/dev/null | cut -d" " -f1 | sort',
]

/** Mounts, sysctls, links, addresses, routes and firewall rules of this machine. */
export const machineState = async (): Promise<readonly string[]> => {
  const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` }
  const answers = await Promise.all(
    kernelState.map((command) => runProcess(['/bin/sh', '-c', command], { env, stdin: 'ignore' })),
  )
  return answers.map(({ stdout }) => stdout)
}
