import { constants, existsSync } from 'node:fs'
import type { Stats } from 'node:fs'
import { lstat, open, readlink, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { StepError } from '../model/write-host.ts'

/**
 * A folder that stays the same one whatever others rename meanwhile: on Linux it is held open, and `at` names what is in it
 * through that handle. Elsewhere the names are only looked at beforehand.
 */
export interface Place {
  /** The path of something in the folder, by its name there. */
  readonly at: (name: string) => string
  /** The folder itself. */
  readonly self: string
  readonly close: () => Promise<void>
}

const held = process.platform === 'linux' && existsSync('/proc/self/fd')
/** Names a thing without opening it: enough to look below a folder that may not be read. Source: open(2). */
const O_PATH = 0o10_000_000
const deepest = 40

/** A path below that still names the open file. */
const pathOf = (handle: FileHandle): string => `/proc/self/fd/${handle.fd}`

const plain = (folder: string): Place => ({
  self: folder,
  at: (name) => (folder === '/' ? `/${name}` : `${folder}/${name}`),
  close: async () => undefined,
})

const opened = async (folder: string): Promise<Place> => {
  if (!held) return plain(folder)
  const { O_DIRECTORY, O_NOFOLLOW } = constants
  const handle = await open(folder, O_DIRECTORY | O_NOFOLLOW | O_PATH)
  return {
    self: `${pathOf(handle)}/.`,
    at: (name) => `${pathOf(handle)}/${name}`,
    close: () => handle.close(),
  }
}

const namesOf = (path: string): readonly string[] => {
  const names = path.split('/').filter((name) => name !== '' && name !== '.')
  return names
}

/**
 * Goes down name by name. A link is followed where root made it, or where it leads to what belongs to the link's own owner;
 * any other could lead a privileged writer out of the place its path names. Source: systemd src/basic/chase.c, CHASE_SAFE.
 */
const descend = async (
  from: Place,
  names: readonly string[],
  whole: string,
  depth: number,
): Promise<Place> => {
  let place = from
  for (const name of names) {
    const next = await step(place, name, whole, depth).catch(async (error: unknown) => {
      await place.close()
      throw error
    })
    await place.close()
    place = next
  }
  return place
}

const step = async (place: Place, name: string, whole: string, depth: number): Promise<Place> => {
  const entry = place.at(name)
  const link = await lstat(entry)
  if (!link.isSymbolicLink()) return opened(entry)
  if (depth >= deepest) throw new StepError('refused', `${whole} leads through links in a circle`)
  const target = await readlink(entry)
  const start = await opened(target.startsWith('/') ? '/' : place.self)
  const found = await descend(start, namesOf(target), whole, depth + 1)
  const { uid } = await stat(found.self)
  if (link.uid === 0 || link.uid === uid) return found
  await found.close()
  throw new StepError(
    'refused',
    `${whole} leads through a symbolic link of another user (${name}), which is not followed`,
  )
}

const split = (path: string): readonly [folder: string, name: string] => {
  const names = path.split('/')
  if (
    !path.startsWith('/') ||
    path.includes('\0') ||
    names.includes('..') ||
    namesOf(path).length === 0
  )
    throw new StepError('refused', `${path} is no absolute path of a file`)
  const bare = path.replace(/\/+$/, '')
  return [bare.slice(0, bare.lastIndexOf('/')), bare.slice(bare.lastIndexOf('/') + 1)]
}

/** Works on one entry by the folder it lies in and its name there. Throws what the system throws, and `StepError` for a link on the way. */
export const inPlace = async <T>(
  path: string,
  work: (place: Place, name: string) => Promise<T>,
): Promise<T> => {
  const [folder, name] = process.platform === 'win32' ? windowsSplit(path) : split(path)
  const place =
    process.platform === 'win32'
      ? plain(folder)
      : await descend(await opened('/'), namesOf(folder), path, 0)
  try {
    return await work(place, name)
  } finally {
    await place.close()
  }
}

const windowsSplit = (path: string): readonly [folder: string, name: string] => {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
  return [path.slice(0, at), path.slice(at + 1)]
}

/** Works on the very thing a name stands for now, never on what a link points to. */
export const onEntry = async (
  place: Place,
  name: string,
  work: (path: string, stats: Stats) => Promise<void>,
): Promise<void> => {
  const entry = place.at(name)
  const stats = await lstat(entry)
  if (!held || stats.isSymbolicLink()) return work(entry, stats)
  const handle = await open(entry, O_PATH | constants.O_NOFOLLOW)
  try {
    await work(pathOf(handle), await handle.stat())
  } finally {
    await handle.close()
  }
}
