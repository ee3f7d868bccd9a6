import { fit } from '../report/fit.ts'
import { UsageError } from './usage-error.ts'

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'the folder does not exist',
  EISDIR: 'it is a folder',
  ENXIO: 'nothing reads from it',
  ETIMEDOUT: 'what reads from it takes nothing',
  ELOOP: 'its symbolic links lead in a circle',
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** What cannot be written, and why. */
export const refusal = (where: string, error: unknown): UsageError => {
  const code = codeOf(error)
  return new UsageError(`cannot write ${where}: ${reasons[code] ?? code}`)
}

/** Says something beside the output, without waiting until it is out. */
export const tell = (text: string): void => {
  process.stderr.write(`${fit(text)}\n`)
}

/** Prints, fit for a terminal, a file or a log, and waits until it is out. A reader that has seen enough is no error; throws `UsageError` where the text cannot be written. */
export const print = (text: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> =>
  new Promise((done, fail) => {
    stream.write(fit(text), (error) => {
      if (error === undefined || error === null || codeOf(error) === 'EPIPE') done()
      else fail(refusal('the output', error))
    })
  })
