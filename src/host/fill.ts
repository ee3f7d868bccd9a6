import { cp, lstat, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface Owner {
  readonly uid: number
  readonly gid: number
}

const readableByAll = 0o004

/** Acting for somebody else, root copies only what that person could have read. */
const mayCopy = async (path: string, owner: Owner | undefined): Promise<boolean> => {
  if (owner === undefined) return true
  const stats = await lstat(path)
  return stats.isSymbolicLink() || stats.uid === owner.uid || (stats.mode & readableByAll) !== 0
}

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

/** Copies files and folders of `from`, by their names in it, to a folder; what is absent is passed over. */
export const fill = async (
  from: string,
  folder: string,
  take: readonly string[],
  owner: Owner | undefined,
): Promise<void> => {
  for (const name of take) {
    const source = join(from, name)
    if (!(await exists(source))) continue
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await cp(source, join(folder, name), {
      recursive: true,
      filter: (each) => mayCopy(each, owner),
    })
  }
}
