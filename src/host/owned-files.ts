import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Digest } from '../model/install.ts'
import { draftName } from './drafts.ts'
import { codeOf } from './install-errors.ts'
import type { Owner } from './fill.ts'

const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR } = constants
const windows = process.platform === 'win32'

const give = async (handle: FileHandle, owner: Owner | undefined): Promise<void> => {
  if (owner !== undefined) await handle.chown(owner.uid, owner.gid)
}

const withFolder = async (
  path: string,
  use: (handle: FileHandle) => Promise<void>,
): Promise<void> => {
  if (windows) return
  const handle = await open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
  try {
    await use(handle)
  } finally {
    await handle.close()
  }
}

/** Makes a folder and those above it that are missing; only those made belong to the owner afterwards. */
export const makeFolder = async (
  path: string,
  owner: Owner | undefined,
  mode: number,
): Promise<void> => {
  const first = await mkdir(path, { recursive: true, mode })
  if (first === undefined || owner === undefined) return
  const below = relative(first, path).split(sep)
  const made = below.map((_, index) => join(first, ...below.slice(0, index + 1)))
  for (const each of new Set([first, ...made]))
    await withFolder(each, (folder) => give(folder, owner))
}

/** What was renamed or removed in the folder stays so after a loss of power. */
export const syncFolder = (path: string): Promise<void> =>
  withFolder(path, async (folder) => {
    await folder.sync().catch((error: unknown) => {
      // Some file systems know no such thing.
      if (codeOf(error) !== 'EINVAL') throw error
    })
  })

/** A file that was not there before, to read and write. */
export const createFile = async (
  path: string,
  owner: Owner | undefined,
  mode: number,
): Promise<FileHandle> => {
  const file = await open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode)
  await give(file, owner)
  return file
}

/** A file of ours that is there, to read and write. */
export const openFile = (path: string): Promise<FileHandle> => open(path, O_RDWR | O_NOFOLLOW)

const blockBytes = 1024 * 1024

/** Copies a file, no link, in large pieces; the hex digest of what was copied. */
export const copyInto = async (from: string, to: FileHandle): Promise<string> => {
  const hash = createHash('sha256')
  const source = await open(from, O_RDONLY | O_NOFOLLOW)
  try {
    const buffer = Buffer.alloc(blockBytes)
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytesRead))
      for (let done = 0; done < bytesRead;)
        done += (await to.write(buffer, done, bytesRead - done)).bytesWritten
    }
  } finally {
    await source.close()
  }
}

/** Hex digest of what an open file holds now. */
export const digestOf = async (
  file: FileHandle,
  algorithm: Digest['algorithm'] = 'sha256',
): Promise<string> => {
  const hash = createHash(algorithm)
  const buffer = Buffer.alloc(blockBytes)
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}

/** Hex digest of the file a path leads to; undefined where there is no file. */
export const digestAt = async (path: string): Promise<string | undefined> => {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isFile() !== true) return undefined
  const file = await open(path, O_RDONLY)
  try {
    return await digestOf(file)
  } finally {
    await file.close()
  }
}

/** Writes a small file so that it is there whole or not at all, also after a loss of power. */
export const writeWhole = async (
  path: string,
  text: string,
  owner: Owner | undefined,
): Promise<void> => {
  const draft = join(dirname(path), draftName(basename(path)))
  const file = await createFile(draft, owner, 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(dirname(path))
}
