import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, ownMark } from './alive.ts'

const prefix = '.k8sd-'
let count = 0

/** A name, beside the file that is to be, that tells whose draft it is. */
export const draftName = (file: string): string => {
  count += 1
  return `${prefix}${ownMark()}-${count}-${file}`
}

/** Removes the drafts of processes that are no more, as far as it may. */
export const sweep = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch((): string[] => [])
  await Promise.all(
    names
      .filter((name) => name.startsWith(prefix) && /^\d+-\d+-/.test(name.slice(prefix.length)))
      .filter((name) => !isAlive(name.slice(prefix.length)))
      .map((name) => rm(join(folder, name), { force: true }).catch(() => undefined)),
  )
}
