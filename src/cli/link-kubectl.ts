import { randomUUID } from 'node:crypto'
import { lstat, mkdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { InstallWords } from './install-words.ts'
import { UsageError } from './usage-error.ts'

/** What `install kubectl --link` makes: minikube under the name kubectl takes the cluster's own version. Source: minikube handbook, kubectl. */
export interface LinkPlan {
  readonly path: string
  /** Relative where minikube lies in the same folder. */
  readonly target: string
}

/** Where a link leads; undefined where there is none, null where a real file stands. */
const linkAt = async (path: string): Promise<string | null | undefined> => {
  const stats = await lstat(path).catch(() => undefined)
  if (stats === undefined) return undefined
  return stats.isSymbolicLink() ? readlink(path) : null
}

/** `minikube` is the file that wins on PATH. Throws `UsageError` where there is none, or a program would be lost. */
export const planLink = async (
  folder: string,
  minikube: string | undefined,
  words: InstallWords,
): Promise<LinkPlan> => {
  const path = join(folder, 'kubectl')
  if (minikube === undefined) throw new UsageError(words.linkNeedsMinikube)
  if ((await linkAt(path)) === null) throw new UsageError(words.linkInTheWay(path))
  const here = (await realpath(dirname(minikube))) === (await realpath(folder).catch(() => folder))
  return { path, target: here ? basename(minikube) : minikube }
}

/** At every instant the old link or the new one. */
export const makeLink = async ({ path, target }: LinkPlan): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const draft = join(dirname(path), `.kubectl.${randomUUID()}`)
  try {
    await symlink(target, draft)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Removes a kubectl that is a link to minikube; its path, or undefined where there is none. */
export const removeLink = async (folder: string): Promise<string | undefined> => {
  const path = join(folder, 'kubectl')
  const target = await linkAt(path)
  if (typeof target !== 'string' || basename(target) !== 'minikube') return undefined
  await rm(path)
  return path
}
