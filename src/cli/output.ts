import { randomUUID } from 'node:crypto'
import { lstat, open, readlink, rename, rm, writeFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { UsageError } from './usage-error.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'the folder does not exist',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const refusal = (where: string, error: unknown): UsageError => {
  const code = codeOf(error)
  return new UsageError(`cannot write ${where}: ${reasons[code] ?? code}`)
}

/** Prints and waits until it is out. A reader that has seen enough is no error; throws `UsageError` where the text cannot be written. */
export const print = (text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> =>
  new Promise((done, fail) => {
    stream.write(text, (error) => {
      if (error === undefined || error === null || codeOf(error) === 'EPIPE') done()
      else fail(refusal('the output', error))
    })
  })

const mostLinks = 16

interface Owner {
  readonly uid: number
  readonly gid: number
}

interface Behind {
  readonly file: string
  readonly replace: boolean
  readonly mode: number
  /** Of the file that is there. */
  readonly owner: Owner | undefined
}

/** The file behind its links, which need not exist yet, and whether it can be replaced: a device or a pipe is written to, never renamed over. */
const behindLinks = async (file: string, links = 0): Promise<Behind> => {
  const stats = await lstat(file).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (stats?.isSymbolicLink() === true && links < mostLinks)
    return behindLinks(resolve(dirname(file), await readlink(file)), links + 1)
  return {
    file,
    replace: stats === undefined || stats.isFile(),
    mode: stats === undefined ? 0o644 : stats.mode & 0o777,
    owner: stats === undefined ? undefined : { uid: stats.uid, gid: stats.gid },
  }
}

/** Also gives back what the umask took away. */
const giveTo = async (handle: FileHandle, { uid, gid }: Owner, mode: number): Promise<void> => {
  const own = await handle.stat()
  if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid)
  await handle.chmod(mode)
}

const replaceWhole = async ({ file, mode, owner }: Behind, text: string): Promise<void> => {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`)
  try {
    const handle = await open(draft, 'wx', mode)
    try {
      if (owner !== undefined) await giveTo(handle, owner, mode)
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The new file whole or the old one untouched, its owner too if that matters. Throws `UsageError` with the reason. */
export const writeWhole = async (
  asked: string,
  text: string,
  { keepOwner = false }: { readonly keepOwner?: boolean } = {},
): Promise<void> => {
  try {
    const found = await behindLinks(asked)
    const behind = keepOwner ? found : { ...found, owner: undefined }
    await (behind.replace ? replaceWhole(behind, text) : writeFile(behind.file, text))
  } catch (error) {
    throw refusal(asked, error)
  }
}
