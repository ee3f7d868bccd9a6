import { rmSync } from 'node:fs'
import { chmod, lchown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Scratch } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'
import { asking } from './asking.ts'
import { fill } from './fill.ts'
import type { Owner } from './fill.ts'
import { temporaryFolder } from './temporary.ts'

/** Links are given away themselves, never what they point at. */
const give = async (path: string, { uid, gid }: Owner): Promise<void> => {
  const below = await readdir(path, { recursive: true })
  await Promise.all(
    [path, ...below.map((name) => join(path, name))].map((each) => lchown(each, uid, gid)),
  )
}

const left = new Set<string>()

const removeLeft = (): void => {
  for (const root of left) rmSync(root, { recursive: true, force: true })
}

const unlock = async (root: string): Promise<void> => {
  await chmod(root, 0o700)
  const entries = await readdir(root, { withFileTypes: true })
  await Promise.all(
    entries.filter((entry) => entry.isDirectory()).map(({ name }) => unlock(join(root, name))),
  )
}

/** Folders without write permission (caches have them) are opened first; what still stays is the system's to clean. */
const remove = async (root: string): Promise<void> => {
  const options = { recursive: true, force: true, maxRetries: 3 }
  await rm(root, options)
    .catch(async () => {
      await unlock(root)
      await rm(root, options)
    })
    .catch(() => undefined)
  left.delete(root)
}

const make = async (
  root: string,
  wanted: Readonly<Record<string, Scratch>>,
  owner: Owner | undefined,
): Promise<Readonly<Record<string, string>>> => {
  const variables = await Promise.all(
    Object.entries(wanted).map(async ([name, scratch]) => {
      const folder = join(root, name.toLowerCase())
      await mkdir(folder, { mode: 0o700 })
      const { from, take = [] } = scratch
      if (from !== undefined)
        await asking('fill', from, () => fill(from, folder, take, owner), folder, take, owner)
      return [name, folder] as const
    }),
  )
  if (owner !== undefined) await give(root, owner)
  return Object.fromEntries(variables)
}

/** A disk that is full, a file that may not be read: nothing that is to be run in the folder can be trusted then. */
const orUnreadable = async <T>(path: string, making: Promise<T>): Promise<T> => {
  try {
    return await making
  } catch (error) {
    throw new Unreadable('denied', pathValue(path), { cause: error })
  }
}

/** Gives each variable a folder of its own for as long as `use` runs, then removes it; also when this process exits meanwhile. */
export const withScratch = async <T>(
  wanted: Readonly<Record<string, Scratch>>,
  owner: Owner | undefined,
  use: (variables: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> => {
  if (Object.keys(wanted).length === 0) return use({})
  const folder = temporaryFolder()
  const root = await orUnreadable(folder, mkdtemp(join(folder, 'k8s-doctor-')))
  if (!process.listeners('exit').includes(removeLeft)) process.on('exit', removeLeft)
  left.add(root)
  try {
    return await use(await orUnreadable(root, make(root, wanted, owner)))
  } finally {
    await remove(root)
  }
}
