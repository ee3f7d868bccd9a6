import { readFile, stat } from 'node:fs/promises'
import { devNull } from 'node:os'
import { Unreadable } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'

/**
 * Before something is opened to be read: a pipe would be waited for and its writer let go, a device may have no end, a socket is not
 * read. Of the devices only the one that is always empty is. Throws `Unreadable`.
 */
export const refuseSpecial = async (path: string): Promise<void> => {
  const stats = await stat(path)
  if (stats.isFile() || stats.isDirectory() || (stats.isCharacterDevice() && path === devNull))
    return
  throw new Unreadable('unparsable', pathValue(path))
}

/** What a file holds; throws where there is something else. */
export const readRegular = async (path: string): Promise<Buffer> => {
  await refuseSpecial(path)
  return readFile(path)
}
