import { answers } from '../host/asking.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { UsageError } from './usage-error.ts'

/** Before something is read or written there by this process, which could not be ended while it waits. Throws `UsageError`. */
export const requireAnswers = async (...paths: readonly (string | undefined)[]): Promise<void> => {
  for (const path of paths) {
    if (path === undefined || path === '' || path === '-') continue
    if (!(await attempt(answers(path))).ok)
      throw new UsageError(`${path} is on a file system that does not answer`)
  }
}

/** A folder that is there already or can be made. Throws `UsageError` where something else is. */
export const requireFolder = async (
  { realpath, stat }: Pick<ReadHost, 'realpath' | 'stat'>,
  path: string,
): Promise<void> => {
  await requireAnswers(path)
  const real = await attempt(realpath(path))
  const found = await attempt(stat(real.ok ? (real.value ?? path) : path))
  if (found.ok && found.value !== undefined && found.value.kind !== 'directory')
    throw new UsageError(`${path} is not a folder`)
}

/** The same for what k8s-doctor keeps for itself. */
export const requireOwnFolders = (home = process.env['HOME']): Promise<void> =>
  requireAnswers(home, process.env['XDG_STATE_HOME'], process.env['XDG_CACHE_HOME'])
