import { readFileSync, readlinkSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

interface Mount {
  readonly point: string
  readonly kind: string
}

interface Judged {
  readonly point: string
  readonly foreign: boolean
}

/**
 * Kinds of file systems whose answers come from this kernel alone. Every other (NFS, SSHFS and all of FUSE, SMB, WSL's 9p, an automounter)
 * may wait for somebody who is gone, for ever. Source: https://www.kernel.org/doc/html/latest/filesystems/index.html.
 */
const own =
  /^(ext[234]|xfs|btrfs|zfs|f2fs|bcachefs|jfs|reiserfs|overlay|aufs|tmpfs|ramfs|rootfs|devtmpfs|devpts|proc|sysfs|cgroup2?|squashfs|erofs|iso9660|udf|vfat|exfat|ntfs3?|hugetlbfs|mqueue|securityfs|debugfs|tracefs|bpf|pstore|efivarfs|configfs|fusectl|nsfs|binfmt_misc|selinuxfs|rpc_pipefs)$/

/** `\040` stands for a blank. Source: proc_pid_mountinfo(5). */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  )

/** The lines of /proc/self/mountinfo; where several lie on one point the last is seen. Pure. */
export const parseMounts = (text: string): readonly Mount[] => {
  const mounts = new Map<string, Mount>()
  for (const line of text.split('\n')) {
    const point = line.split(' ')[4]
    const kind = / - (\S+) /.exec(line)?.[1]
    if (point !== undefined && kind !== undefined)
      mounts.set(unescaped(point), { point: unescaped(point), kind })
  }
  return [...mounts.values()].toSorted((a, b) => b.point.length - a.point.length)
}

const isBelow = (path: string, point: string): boolean =>
  path === point || path.startsWith(point === '/' ? point : `${point}/`)

/** The mount a path without links lies on. Pure. */
const mountOf = <T extends { readonly point: string }>(
  mounts: readonly T[],
  path: string,
): T | undefined => mounts.find(({ point }) => isBelow(path, point))

let table: readonly Judged[] | undefined

/** What we were started from answers, or we would not be here. */
const programs = (): readonly string[] => [process.execPath, fileURLToPath(import.meta.url)]

/** All mounts, where one of them may wait for somebody; the table costs nothing to read. Elsewhere than on Linux nobody tells. */
const mounts = (): readonly Judged[] => {
  if (table !== undefined) return table
  let all: readonly Mount[] = []
  try {
    all = parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'))
  } catch {
    // no Linux, or no /proc
  }
  const trusted = new Set(programs().map((path) => mountOf(all, path)?.point))
  const judged = all.map(({ point, kind }) => ({
    point,
    foreign: !own.test(kind) && !trusted.has(point) && !isBelow(point, '/proc'),
  }))
  table = judged.some(({ foreign }) => foreign) ? judged : []
  return table
}

const mostLinks = 40

const linkAt = (path: string): string | undefined => {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

/**
 * The first mount on a path's way, links followed, that may wait for somebody outside this kernel; undefined where there is none. It
 * touches nothing on such a mount itself.
 */
export const foreignMount = (path: string): string | undefined => {
  const known = mounts()
  if (known.length === 0) return undefined
  let at = '/'
  let links = 0
  const ahead = resolve(path).split('/')
  for (let name = ahead.shift(); name !== undefined; name = ahead.shift()) {
    if (name === '' || name === '.') continue
    const next = name === '..' ? dirname(at) : join(at, name)
    const mount = mountOf(known, next)
    if (mount?.foreign === true) return mount.point
    const link = name === '..' ? undefined : linkAt(next)
    if (link === undefined) {
      at = next
      continue
    }
    links += 1
    if (links > mostLinks) return undefined
    if (link.startsWith('/')) at = '/'
    ahead.unshift(...link.split('/'))
  }
  return undefined
}
