import { StepError } from '../model/write-host.ts'

/** The system's code of an error, `ENOSPC` for instance. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

type Known = readonly [StepError['why'], string]

const denied: Known = ['no-permission', 'may not be changed by this user']
const full: Known = ['no-space', 'cannot be written: the disk is full']

/** Source: errno(3), and the pages of open(2), rename(2), write(2). */
const known: Readonly<Record<string, Known>> = {
  EACCES: denied,
  EPERM: ['no-permission', 'may not be changed: it belongs to somebody else or is protected'],
  EROFS: ['no-permission', 'is on a file system that is mounted read-only'],
  ENOSPC: full,
  EDQUOT: ['no-space', "cannot be written: the user's quota is used up"],
  EMFILE: ['failed', 'cannot be opened: too many files are open'],
  EISDIR: ['refused', 'is a folder'],
  ENOTDIR: ['refused', 'does not lie in a folder'],
  ENOTEMPTY: ['refused', 'is a folder that is not empty'],
  EEXIST: ['refused', 'is there already'],
  ELOOP: ['refused', 'is a symbolic link'],
  ENOENT: ['failed', 'is not there'],
  EXDEV: ['refused', 'lies on another file system'],
  ETXTBSY: ['failed', 'is being run'],
  EIO: ['failed', 'cannot be written: the disk reports an error'],
}

/** One sentence about what could not be done to a path. */
export const toStepError = (path: string, error: unknown): StepError => {
  if (error instanceof StepError) return error
  const code = codeOf(error)
  const [why, says] = known[code] ?? ['failed', `cannot be changed (${code || String(error)})`]
  return new StepError(why, `${path} ${says}`, { cause: error })
}
