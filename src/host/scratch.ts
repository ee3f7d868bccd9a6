import { chown, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Scratch } from '../model/host.ts'

const fill = async (folder: string, { from, take = [] }: Scratch): Promise<void> => {
  if (from === undefined) return
  for (const name of take) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await cp(join(from, name), join(folder, name), { recursive: true }).catch(() => undefined)
  }
}

const give = async (
  path: string,
  owner: { readonly uid: number; readonly gid: number },
): Promise<void> => {
  const below = await readdir(path, { recursive: true })
  await Promise.all(
    [path, ...below.map((name) => join(path, name))].map((each) =>
      chown(each, owner.uid, owner.gid),
    ),
  )
}

/** Gives each variable a folder of its own for as long as `use` runs, then removes it. */
export const withScratch = async <T>(
  wanted: Readonly<Record<string, Scratch>>,
  owner: { readonly uid: number; readonly gid: number } | undefined,
  use: (variables: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> => {
  const root = await mkdtemp(join(tmpdir(), 'k8s-doctor-'))
  try {
    const variables = await Promise.all(
      Object.entries(wanted).map(async ([name, scratch]) => {
        const folder = join(root, name.toLowerCase())
        await mkdir(folder, { mode: 0o700 })
        await fill(folder, scratch)
        return [name, folder] as const
      }),
    )
    if (owner !== undefined) await give(root, owner)
    return await use(Object.fromEntries(variables))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
