import { InstallError } from '../model/install.ts'
import { reason } from '../model/install-reason.ts'
import type { InstallFailure } from '../model/install.ts'

/** The system's own code of an error: `ENOENT`, `EACCES`, …; empty where there is none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const failures: Readonly<Record<string, InstallFailure>> = {
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'no-space',
  EROFS: 'not-writable',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  ENOTDIR: 'not-writable',
  EISDIR: 'not-writable',
  ELOOP: 'not-writable',
  ETXTBSY: 'busy',
  EBUSY: 'busy',
}

const isKnown = (code: string): boolean => code in failures

/** What the system refused, in our words; an error of another kind is thrown on as it is. */
export const fromSystem = (error: unknown, place: string): InstallError => {
  if (error instanceof InstallError) return error
  const code = codeOf(error)
  const failure = failures[code]
  if (failure === undefined) throw error
  return new InstallError(failure, reason('system', place, code))
}

/** Runs file work of an install; what the system refuses becomes an `InstallError` that names the place. */
export const onDisk = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw isKnown(codeOf(error)) ? fromSystem(error, place) : error
  }
}
