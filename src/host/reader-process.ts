import { Unreadable } from '../model/unreadable.ts'
import { programAt } from './executable.ts'
import { directFiles } from './files.ts'
import { fill } from './fill.ts'
import { sha256Of } from './hash.ts'

const send = (message: unknown): void => {
  process.send?.(message)
}

/** What can be asked here, of a file system that may never answer. */
const questions = {
  ...directFiles,
  programAt,
  fill,
  /** A long reading tells that it goes on. */
  sha256: (path: string) => sha256Of(path, () => send({})),
}

export type Questions = typeof questions

const answer = async (message: unknown): Promise<void> => {
  if (!Array.isArray(message)) return
  const [id, name, args]: readonly unknown[] = message
  const question: unknown = Reflect.get(questions, String(name))
  if (typeof question !== 'function' || !Array.isArray(args)) return
  try {
    const value: unknown = await Reflect.apply(question, undefined, args)
    send({ id, value })
  } catch (error) {
    send(
      error instanceof Unreadable
        ? { id, why: error.why, what: error.what }
        : { id, error: String(error) },
    )
  }
}

process.on('message', (message) => void answer(message))
// An open question would keep this process after its end, too.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
