import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import type { Stats } from 'node:fs'
import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rmdir,
  stat,
  symlink,
  unlink,
} from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { StepError } from '../model/write-host.ts'
import type { Owner, WriteHost } from '../model/write-host.ts'
import { inPlace, onEntry } from './place.ts'
import type { Place } from './place.ts'
import { codeOf, toStepError } from './write-error.ts'

/** What changes files. */
export type FileWriter = Pick<
  WriteHost,
  'writeAtomic' | 'remove' | 'rename' | 'mkdir' | 'symlink' | 'chown' | 'chmod'
>

const unix = process.platform !== 'win32'
const isRoot = process.getuid?.() === 0

const statOf = async (path: string): Promise<Stats | undefined> => {
  try {
    return await lstat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** What root makes belongs to whom its folder belongs: in somebody's home to that person, in /etc to root. */
const heir = async (place: Place): Promise<Owner | undefined> => {
  if (!isRoot) return undefined
  const { uid, gid } = await stat(place.self)
  return { uid, gid }
}

/** Names of unfinished files beside a path; a run that was killed leaves one. */
const unfinished = (name: string): string => `.${name}.k8s-doctor-`

const sweep = async (place: Place, name: string): Promise<void> => {
  const names = await readdir(place.self).catch((): string[] => [])
  const left = names.filter((other) => other.startsWith(unfinished(name)))
  await Promise.all(left.map((other) => unlink(place.at(other)).catch(() => undefined)))
}

/** What the folder holds is on the disk; not every system can say so of a folder. */
const flush = async (place: Place): Promise<void> => {
  const handle = await open(place.self, constants.O_RDONLY).catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

const give = async (handle: FileHandle, mode: number, owner: Owner | undefined): Promise<void> => {
  if (owner !== undefined) {
    const { uid, gid } = await handle.stat()
    // chown(2) clears the set-id bits, so the mode comes afterwards.
    if (uid !== owner.uid || gid !== owner.gid) await handle.chown(owner.uid, owner.gid)
  }
  await handle.chmod(mode)
}

/** Makes the new thing under another name, then puts it in place; whatever goes wrong leaves nothing behind. */
const swap = async (
  place: Place,
  name: string,
  make: (path: string) => Promise<void>,
): Promise<void> => {
  await sweep(place, name)
  const fresh = place.at(`${unfinished(name)}${randomUUID().slice(0, 8)}`)
  try {
    await make(fresh)
    await rename(fresh, place.at(name))
  } catch (error) {
    await unlink(fresh).catch(() => undefined)
    throw error
  }
  await flush(place)
}

const writeAtomic: FileWriter['writeAtomic'] = (path, content, options = {}) =>
  inPlace(path, async (place, name) => {
    const old = await statOf(place.at(name))
    if (old !== undefined && !old.isFile())
      throw new StepError('refused', `${path} is ${kindOf(old)}, no plain file`)
    const kept = old === undefined ? await heir(place) : { uid: old.uid, gid: old.gid }
    const owner = unix ? (options.owner ?? kept) : undefined
    const mode = options.mode ?? (old === undefined ? 0o644 : old.mode & 0o7777)
    const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants
    await swap(place, name, async (fresh) => {
      const handle = await open(fresh, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600)
      try {
        await handle.writeFile(content)
        if (unix) await give(handle, mode, owner)
        await handle.sync()
      } finally {
        await handle.close()
      }
    })
  })

const kindOf = (stats: Stats): string => {
  if (stats.isSymbolicLink()) return 'a symbolic link'
  return stats.isDirectory() ? 'a folder' : 'a special file'
}

const remove: FileWriter['remove'] = (path) =>
  inPlace(path, async (place, name) => {
    const old = await lstat(place.at(name))
    await (old.isDirectory() ? rmdir(place.at(name)) : unlink(place.at(name)))
    await flush(place)
  })

/** What gets its name now keeps its content also after a loss of power, whoever wrote it. */
const settle = async (path: string): Promise<void> => {
  if ((await lstat(path)).isFile()) {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
    await handle.sync().finally(() => handle.close())
  }
}

const move: FileWriter['rename'] = (from, to) =>
  inPlace(from, (source, oldName) =>
    inPlace(to, async (target, newName) => {
      await settle(source.at(oldName))
      await rename(source.at(oldName), target.at(newName))
      await Promise.all([flush(source), flush(target)])
    }),
  )

/** The folders from the top that are not there yet, `path` itself the last. */
const makeOne = async (
  path: string,
  { mode = 0o755, owner }: { readonly mode?: number; readonly owner?: Owner },
): Promise<void> =>
  inPlace(path, async (place, name) => {
    const old = await statOf(place.at(name))
    if (old?.isDirectory() === true) return
    // A link to a folder is one where the way through it is safe.
    if (old?.isSymbolicLink() === true) return inPlace(`${path}/.x`, async () => undefined)
    await mkdir(place.at(name), { mode })
    const heirs = owner ?? (await heir(place))
    if (unix)
      await onEntry(place, name, async (entry) => {
        if (heirs !== undefined) await chown(entry, heirs.uid, heirs.gid)
        await chmod(entry, mode)
      })
    await flush(place)
  })

const makeAll: FileWriter['mkdir'] = async (path, options = {}) => {
  const names = path.split('/').filter((name) => name !== '')
  for (let depth = 1; depth <= names.length; depth += 1)
    await makeOne(`/${names.slice(0, depth).join('/')}`, options)
}

const link: FileWriter['symlink'] = (target, path) =>
  inPlace(path, async (place, name) => {
    const old = await statOf(place.at(name))
    if (old !== undefined && !old.isSymbolicLink())
      throw new StepError('refused', `${path} is there already and no symbolic link`)
    const owner =
      (old === undefined ? undefined : { uid: old.uid, gid: old.gid }) ?? (await heir(place))
    await swap(place, name, async (fresh) => {
      await symlink(target, fresh)
      if (owner !== undefined && isRoot) await lchown(fresh, owner.uid, owner.gid)
    })
  })

/** A second name may be anywhere: who can make one in a folder of their own would be given a file of somebody else. */
const giveEntry: FileWriter['chown'] = (path, { uid, gid }) =>
  inPlace(path, (place, name) =>
    onEntry(place, name, async (entry, stats) => {
      if (stats.isFile() && stats.nlink > 1 && uid !== 0)
        throw new StepError('refused', `${path} has a second name elsewhere (a hard link)`)
      await (stats.isSymbolicLink() ? lchown(entry, uid, gid) : chown(entry, uid, gid))
    }),
  )

const modeEntry: FileWriter['chmod'] = (path, mode) =>
  inPlace(path, (place, name) =>
    onEntry(place, name, async (entry, stats) => {
      if (stats.isSymbolicLink()) throw new StepError('refused', `${path} is a symbolic link`)
      await chmod(entry, mode)
    }),
  )

const told =
  <A extends readonly unknown[]>(work: (path: string, ...rest: A) => Promise<void>) =>
  async (path: string, ...rest: A): Promise<void> => {
    try {
      await work(path, ...rest)
    } catch (error) {
      throw toStepError(path, error)
    }
  }

/** Changes this machine's files with the rights of this process. */
export const localWriter: FileWriter = {
  writeAtomic: told(writeAtomic),
  remove: told(remove),
  rename: told(move),
  mkdir: told(makeAll),
  symlink: (target, path) => told((where: string) => link(target, where))(path),
  chown: told(giveEntry),
  chmod: told(modeEntry),
}

/** The first `max` bytes of the file itself, of no link: what root reads for somebody must be that person's. */
export const readHere: WriteHost['readHere'] = async (path, { max }) => {
  try {
    return await inPlace(path, async (place, name) => {
      const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants
      const handle = await open(place.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(max), 0, max, 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await handle.close()
      }
    })
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw toStepError(path, error)
  }
}
