import { readdir, rename, rm, stat, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, ownMark } from '../alive.ts'
import { createFile, openFile, syncFolder } from '../owned-files.ts'
import type { Owner } from '../fill.ts'

/** A download under way, private to this process. */
export interface Part {
  readonly file: FileHandle
  /** It is the whole file: becomes a blob. */
  readonly finish: () => Promise<void>
  /** It is not: what it holds is left to the next run. */
  readonly leave: () => Promise<void>
  readonly drop: () => Promise<void>
}

/** A finished file that nobody changes. */
const sealed = 0o444

const sizeOf = async (path: string): Promise<number> =>
  (await stat(path).catch(() => undefined))?.size ?? -1

/** What interrupted runs have left, the longest first. */
const orphans = async (folder: string, digest: string): Promise<readonly string[]> => {
  const names = (await readdir(folder)).filter((name) => {
    if (!name.startsWith(`${digest}.part`)) return false
    const mark = name.slice(`${digest}.part-`.length)
    return mark === '' || !isAlive(mark)
  })
  const sized = await Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      size: await sizeOf(join(folder, name)),
    })),
  )
  return sized.toSorted((a, b) => b.size - a.size).map(({ path }) => path)
}

let count = 0

/** Renaming decides who of several gets an orphan. */
const adopt = async (paths: readonly string[], own: string): Promise<FileHandle | undefined> => {
  const [longest, ...others] = paths
  if (longest === undefined) return undefined
  try {
    await rename(longest, own)
  } catch {
    return adopt(others, own)
  }
  await Promise.all(others.map((path) => rm(path, { force: true })))
  return openFile(own)
}

/** Goes on with what an interrupted run has left of the file with this digest, or begins anew. */
export const claimPart = async (
  folder: string,
  digest: string,
  owner: Owner | undefined,
): Promise<Part> => {
  count += 1
  const own = join(folder, `${digest}.part-${ownMark()}-${count}`)
  const orphan = join(folder, `${digest}.part`)
  const file =
    (await adopt(await orphans(folder, digest), own)) ?? (await createFile(own, owner, 0o600))
  return {
    file,
    finish: async () => {
      await file.sync()
      await rename(own, join(folder, digest))
      await file.chmod(sealed)
      await file.close()
      await syncFolder(folder)
    },
    leave: async () => {
      const { size } = await file.stat()
      await file.close()
      if (size > 0 && size > (await sizeOf(orphan))) await rename(own, orphan)
      else await unlink(own)
    },
    drop: async () => {
      await file.close()
      await unlink(own)
    },
  }
}
