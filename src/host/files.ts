import {
  access,
  constants,
  lstat,
  open,
  readdir,
  readlink,
  realpath,
  statfs,
} from 'node:fs/promises'
import type { ReadHost, Stat } from '../model/host.ts'
import { exhaustedCode } from '../model/exhausted.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'
import { bounded } from './descriptors.ts'
import { refuseSpecial } from './regular.ts'

/** The questions about files. */
export type Files = Pick<
  ReadHost,
  | 'readText'
  | 'readBytes'
  | 'stat'
  | 'readdir'
  | 'realpath'
  | 'readlink'
  | 'statfs'
  | 'sha256'
  | 'writable'
>

const defaultMaxText = 4 * 1024 * 1024
const absent = new Set(['ENOENT', 'ENOTDIR'])
const refused = new Set(['EACCES', 'EPERM'])

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const whyOf = (code: string, error: unknown): Why => {
  if (exhaustedCode(error) !== undefined) return 'exhausted'
  return refused.has(code) ? 'denied' : 'unparsable'
}

/** Absent is undefined; what else goes wrong is `Unreadable`. */
const reading = async <T>(path: string, read: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await bounded(read)
  } catch (error) {
    const code = codeOf(error)
    if (absent.has(code)) return undefined
    if (code === '') throw error
    throw new Unreadable(whyOf(code, error), pathValue(path), { cause: error })
  }
}

/** Files of /proc and /sys report size 0, so this reads until the end or `max`. */
const readUpTo = async (path: string, max: number): Promise<Buffer> => {
  await refuseSpecial(path)
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const buffer = Buffer.allocUnsafe(Math.min(max, 64 * 1024))
    const chunks: Buffer[] = []
    let size = 0
    while (size < max) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(max - size, buffer.length))
      if (bytesRead === 0) break
      chunks.push(Buffer.from(buffer.subarray(0, bytesRead)))
      size += bytesRead
    }
    return Buffer.concat(chunks)
  } finally {
    await file.close()
  }
}

const kindOf = (stats: Awaited<ReturnType<typeof lstat>>): Stat['kind'] => {
  if (stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'directory'
  if (stats.isSymbolicLink()) return 'symlink'
  return stats.isSocket() ? 'socket' : 'other'
}

/** What is no link has no target. */
const targetOf = async (path: string): Promise<string | undefined> => {
  try {
    return await readlink(path)
  } catch (error) {
    if (codeOf(error) === 'EINVAL') return undefined
    throw error
  }
}

/** This machine's files, each asked in this process. */
export const directFiles: Files = {
  readText: (path, { maxBytes = defaultMaxText } = {}) =>
    reading(path, async () => (await readUpTo(path, maxBytes)).toString('utf8')),
  readBytes: (path, { max }) => reading(path, () => readUpTo(path, max)),
  stat: (path) =>
    reading(path, async () => {
      const stats = await lstat(path)
      return {
        kind: kindOf(stats),
        size: stats.size,
        mode: stats.mode & 0o7777,
        uid: stats.uid,
        gid: stats.gid,
      }
    }),
  readdir: (path) => reading(path, async () => (await readdir(path)).toSorted()),
  realpath: (path) => reading(path, () => realpath(path)),
  readlink: (path) => reading(path, () => targetOf(path)),
  statfs: (path) =>
    reading(path, async () => {
      const { bsize, bavail, blocks, ffree, files } = await statfs(path)
      return {
        freeBytes: bavail * bsize,
        totalBytes: blocks * bsize,
        freeInodes: ffree,
        totalInodes: files,
      }
    }),
  sha256: (path) => reading(path, async () => (await import('./hash.ts')).sha256Of(path)),
  writable: async (path) => {
    try {
      await access(path, constants.W_OK)
      return true
    } catch (error) {
      return absent.has(codeOf(error)) ? undefined : false
    }
  },
}
