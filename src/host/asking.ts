import { foreignMount } from './mounts.ts'
import type { Questions } from './reader-process.ts'

/**
 * A question about a file. On a file system that may wait for somebody outside this kernel another process asks, which can be given up:
 * Node waits at its end for every question of its own, and no question can be taken back. Throws `Unreadable` where nobody answers.
 */
export const asking = async <T>(
  question: keyof Questions,
  path: string,
  direct: () => Promise<T>,
  ...more: readonly unknown[]
): Promise<T> => {
  const mount = foreignMount(path)
  if (mount === undefined) return direct()
  const { askReader } = await import('./reader.ts')
  return askReader<T>(mount, question, [path, ...more])
}

/** Throws `Unreadable` where a path lies on a file system that does not answer. */
export const answers = async (path: string): Promise<void> => {
  await asking('stat', path, () => Promise.resolve(undefined))
}
