import { randomUUID } from 'node:crypto'
import { constants, openSync } from 'node:fs'
import { lstat, open, readlink, rename, rm, writeFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { Socket } from 'node:net'
import { basename, dirname, join, resolve } from 'node:path'
import { codeOf, refusal } from './output.ts'
import { requireAnswers } from './require-answers.ts'

const mostLinks = 16

interface Owner {
  readonly uid: number
  readonly gid: number
}

interface Behind {
  readonly file: string
  readonly replace: boolean
  readonly pipe: boolean
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
    pipe: stats?.isFIFO() === true,
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

const pipeMs = 10_000

/** Without a reader this fails at once, and it waits no longer than some seconds for one that takes nothing. */
const writePipe = async (file: string, text: string): Promise<void> => {
  const fd = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK)
  const socket = new Socket({ fd, readable: false, writable: true })
  let timer: NodeJS.Timeout | undefined
  try {
    await new Promise<void>((done, fail) => {
      timer = setTimeout(() => fail(Object.assign(new Error(), { code: 'ETIMEDOUT' })), pipeMs)
      socket.once('error', fail)
      socket.end(text, done)
    })
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

/** The new file whole or the old one untouched, its owner too if that matters. Throws `UsageError` with the reason. */
export const writeWhole = async (
  asked: string,
  text: string,
  { keepOwner = false }: { readonly keepOwner?: boolean } = {},
): Promise<void> => {
  await requireAnswers(asked)
  try {
    const found = await behindLinks(asked)
    const behind = keepOwner ? found : { ...found, owner: undefined }
    if (behind.replace) await replaceWhole(behind, text)
    else await (behind.pipe ? writePipe(behind.file, text) : writeFile(behind.file, text))
  } catch (error) {
    throw refusal(asked, error)
  }
}
