import type { Person, ReadHost, Stat } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import { command, host as hostValue, path as pathValue } from '../model/value.ts'
import type { FileEntry, Machine } from './machine.ts'
import { answersOf } from './replay-gets.ts'

interface Node {
  readonly text?: string
  readonly base64?: string
  readonly link?: string
  readonly sha256?: string
  readonly writable?: boolean
  readonly unreadable?: Why
  readonly hidden?: Why
  readonly stat: Stat
  readonly names: readonly string[]
}

type Detailed = Exclude<FileEntry, string>

const detailed = (entry: FileEntry): Detailed =>
  typeof entry === 'string' ? { text: entry } : entry

const contentOf = ({ text, json }: Detailed): string | undefined =>
  json === undefined ? text : JSON.stringify(json)

const kindOf = (entry: Detailed, children: readonly string[]): Stat['kind'] => {
  if (entry.kind !== undefined) return entry.kind
  if (entry.link !== undefined) return 'symlink'
  return entry.dir !== undefined || children.length > 0 ? 'directory' : 'file'
}

/** Of each folder the names directly below it, told by the paths of entries. */
const namesBelow = (paths: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, Set<string>>()
  for (const path of paths) {
    const parts = path.split('/')
    for (const [index, name] of parts.entries()) {
      if (index === 0 || name === '') continue
      const folder = parts.slice(0, index).join('/') || '/'
      names.set(folder, (names.get(folder) ?? new Set()).add(name))
    }
  }
  return new Map([...names].map(([folder, below]) => [folder, [...below]]))
}

const toNode = (
  path: string,
  entry: Detailed | undefined,
  children: readonly string[],
  { home, uid, gid }: Person,
): Node | undefined => {
  if (entry === undefined && children.length === 0) return undefined
  const known = entry ?? {}
  const text = contentOf(known)
  const kind = kindOf(known, children)
  const owner = path === home || path.startsWith(`${home}/`) ? { uid, gid } : { uid: 0, gid: 0 }
  return {
    ...known,
    ...(text === undefined ? {} : { text }),
    names: [...new Set([...(known.dir ?? []), ...children])].toSorted(),
    stat: {
      kind,
      size: known.size ?? Buffer.byteLength(text ?? ''),
      mode: known.mode ?? (kind === 'directory' ? 0o755 : 0o644),
      uid: known.uid ?? owner.uid,
      gid: known.gid ?? owner.gid,
    },
  }
}

/** Throws where asking did. */
const known = (path: string, node: Node | undefined): Node | undefined => {
  if (node?.hidden !== undefined) throw new Unreadable(node.hidden, pathValue(path))
  return node
}

const maxLinks = 16

const createFiles = ({ files, fileSystems, identity }: Machine) => {
  // A path that could not be asked about need not be there.
  const paths = Object.keys(files).filter(
    (path) => detailed(files[path] ?? '').hidden === undefined,
  )
  const below = namesBelow(paths)
  const entryAt = (path: string): Detailed | undefined => {
    const entry = files[path]
    return entry === undefined ? undefined : detailed(entry)
  }
  const linkIn = (path: string): string | undefined => {
    const parts = path.split('/')
    for (let end = 2; end <= parts.length; end += 1) {
      const prefix = parts.slice(0, end).join('/')
      const { link, real } = entryAt(prefix) ?? {}
      const target = link ?? real
      if (target === undefined) continue
      const absolute = target.startsWith('/')
        ? target
        : `${parts.slice(0, end - 1).join('/')}/${target}`
      return normalize([absolute, ...parts.slice(end)].join('/'))
    }
    return undefined
  }
  const resolve = (path: string): string => {
    let current = normalize(path)
    for (let links = 0; links < maxLinks; links += 1) {
      const next = linkIn(current)
      if (next === undefined) return current
      current = next
    }
    throw new Unreadable('unparsable', pathValue(path))
  }
  const parentResolved = (path: string): string => {
    const cut = normalize(path)
    const slash = cut.lastIndexOf('/')
    return slash <= 0 ? cut : `${resolve(cut.slice(0, slash))}${cut.slice(slash)}`
  }
  const nodeAt = (real: string): Node | undefined =>
    toNode(real, entryAt(real), below.get(real) ?? [], identity.subject)
  const follow = (path: string): Node | undefined => nodeAt(resolve(path))
  /** As `follow`, but of a link itself. */
  const stay = (path: string): Node | undefined => nodeAt(parentResolved(path))
  const mountOf = (path: string): string | undefined =>
    Object.keys(fileSystems)
      .filter((mount) => path === mount || path.startsWith(mount === '/' ? '/' : `${mount}/`))
      .toSorted((a, b) => b.length - a.length)[0]
  /** What can be opened as one of these kinds; throws where opening it did, or where it is of another kind. */
  const opened = (path: string, ...kinds: readonly Stat['kind'][]): Node | undefined => {
    const node = known(path, follow(path))
    if (node === undefined) return undefined
    // Of what is neither, a device that is always empty alone is read: its text says so.
    const fits =
      kinds.includes(node.stat.kind) ||
      (kinds.includes('file') && node.stat.kind === 'other' && node.text !== undefined)
    if (!fits && kinds.includes('directory')) return undefined
    const why = node.unreadable ?? (fits ? undefined : 'unparsable')
    if (why !== undefined) throw new Unreadable(why, pathValue(path))
    return node
  }
  const mayWrite = ({ stat, writable }: Node): boolean => {
    const { uid, gid } = identity.subject
    if (writable !== undefined) return writable
    if (uid <= 0) return true
    if (uid === stat.uid) return (stat.mode & 0o200) !== 0
    return gid === stat.gid ? (stat.mode & 0o020) !== 0 : (stat.mode & 0o002) !== 0
  }
  return { resolve, follow, stay, opened, mountOf, mayWrite }
}

const normalize = (path: string): string => {
  const kept: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') kept.pop()
    else kept.push(part)
  }
  return path.startsWith('/') ? `/${kept.join('/')}` : kept.join('/')
}

const bytesOf = ({ text, base64 }: Node): Buffer =>
  base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64')

const textOf = (node: Node, maxBytes: number | undefined): string => {
  const bytes = node.text === undefined ? bytesOf(node) : Buffer.from(node.text)
  return bytes.subarray(0, maxBytes).toString('utf8')
}

/** A host that answers from a machine file. */
export const createReplayHost = (machine: Machine): ReadHost => {
  const files = createFiles(machine)
  const answerTo = answersOf(machine)
  return {
    os: machine.os,
    env: machine.env,
    readText: async (path, { maxBytes } = {}) => {
      const node = files.opened(path, 'file')
      return node === undefined ? undefined : textOf(node, maxBytes)
    },
    readBytes: async (path, { max }) => {
      const node = files.opened(path, 'file')
      return node === undefined ? undefined : bytesOf(node).subarray(0, max)
    },
    stat: async (path) => known(path, files.stay(path))?.stat,
    readdir: async (path) => files.opened(path, 'directory')?.names,
    realpath: async (path) =>
      known(path, files.follow(path)) === undefined ? undefined : files.resolve(path),
    readlink: async (path) => known(path, files.stay(path))?.link,
    statfs: async (path) => {
      const real = files.resolve(path)
      known(path, files.follow(path))
      const mount = files.mountOf(real)
      return mount === undefined ? undefined : (machine.fileSystems[mount] ?? undefined)
    },
    sha256: async (path) => files.opened(path, 'file')?.sha256,
    writable: async (path) => {
      try {
        const node = files.follow(path)
        return node === undefined ? undefined : files.mayWrite(node)
      } catch (error) {
        // Links in a circle.
        if (error instanceof Unreadable) return false
        throw error
      }
    },
    run: async (argv) => {
      const entry = machine.runs[argv.join(' ')]
      if (entry === undefined) throw new Unreadable('missing-program', command(argv))
      if (entry.unreadable !== undefined) throw new Unreadable(entry.unreadable, command(argv))
      const { stdout = '', stderr = '', json } = entry
      const { timedOut = false, truncated = false, killed = false } = entry
      return {
        exitCode: timedOut || killed ? undefined : (entry.exitCode ?? 0),
        stdout: json === undefined ? stdout : JSON.stringify(json),
        stderr,
        timedOut,
        truncated,
      }
    },
    get: async (url, { method = 'GET' }) =>
      answerTo(`${method} ${url}`) ?? {
        ok: false,
        fault: 'unreachable',
        detail: 'not recorded',
        ms: 0,
      },
    lookup: async (name) => {
      const found = machine.lookups[name]
      if (typeof found === 'string') throw new Unreadable(found, hostValue(name))
      if (found === undefined) throw new Unreadable('unreachable', hostValue(name))
      return found
    },
    connect: async (host, port) =>
      machine.connections[`${host}:${port}`] ?? { ok: false, fault: 'unreachable', ms: 0 },
    peerCertificate: async (host, { port = 443 }) =>
      machine.certificates?.[`${host}:${port}`] ?? { ok: false, fault: 'unreachable', ms: 0 },
    identity: async () => machine.identity,
    inventory: async () => machine.inventory,
    now: () => Date.parse(machine.now),
  }
}
