import { stat } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { InstallWords } from './install-words.ts'
import { asFolder, serveFolder } from './serve-folder.ts'
import { UsageError } from './usage-error.ts'

/** Mirrors as the core takes them, and the addresses as the user knows them. */
export interface NamedMirrors {
  readonly bases: readonly string[]
  /** A folder's files under the folder's own name. */
  readonly shown: (url: string) => string
  /** Host or folder. */
  readonly nameOf: (url: string) => string
  readonly close: () => void
}

/** Addresses as they are; folders are served on the loopback until they are closed. Throws `UsageError` where there is no such folder. */
export const openMirrors = async (
  named: readonly string[],
  words: InstallWords,
): Promise<NamedMirrors> => {
  const folders = named.map(asFolder)
  for (const folder of folders)
    if (folder !== undefined && (await stat(folder).catch(() => undefined))?.isDirectory() !== true)
      throw new UsageError(words.noFolder(folder))
  const served = await Promise.all(
    folders.map(async (folder) => (folder === undefined ? undefined : serveFolder(folder))),
  )
  const folderOf = (url: string) => served.find((each) => url.startsWith(`${each?.base}/`))
  return {
    bases: named.map((mirror, index) => served[index]?.base ?? mirror),
    shown: (url) => {
      const known = folderOf(url)
      if (known === undefined) return url
      return `${pathToFileURL(known.folder).href}${url.slice(known.base.length)}`
    },
    nameOf: (url) => folderOf(url)?.folder ?? new URL(url).host,
    close: () => {
      for (const each of served) each?.close()
    },
  }
}
