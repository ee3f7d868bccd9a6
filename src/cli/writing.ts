import { interrupted } from '../engine/readiness.ts'
import { recoverCache } from '../engine/steps/kept-cache.ts'
import { troubleOf } from '../engine/trouble.ts'
import { createLocalHost } from '../host/local.ts'
import { acquireLock } from '../host/lock.ts'
import { createRunFiles } from '../host/journal.ts'
import { createWriteHost } from '../host/write.ts'
import type { Language } from '../messages/language.ts'
import type { RunFiles } from '../model/journal.ts'
import type { WriteHost } from '../model/write-host.ts'
import { untilSignal } from './interrupt.ts'
import { requireOwnFolders } from './require-answers.ts'
import { tell } from './output.ts'

export interface Writing {
  readonly host: WriteHost
  readonly files: RunFiles
  readonly signal: AbortSignal
  readonly interrupted: () => boolean
  /** Answers a signal from now on; no more when what it returns is called. */
  readonly answering: (answer: string) => () => void
}

/** What an earlier run has left behind keeps nobody from going on. */
const tellTrouble =
  (words: Language) =>
  (error: unknown): void => {
    const { why, detail } = troubleOf(error)
    if (why === 'bug') throw error
    tell(words.repair.notBack(detail))
  }

const noLock = { release: (): void => undefined }

/** Everything that writes goes through here: one at a time for one person and home, with a journal. The first signal lets the step in hand come to its end, a second one ends at once. */
export const whileWriting = async <T>(
  words: Language,
  options: { readonly lock: boolean; readonly dryRun?: boolean },
  work: (writing: Writing) => Promise<T>,
): Promise<T | typeof interrupted> => {
  const stop = untilSignal()
  const read = createLocalHost(process.env)
  const who = await read.identity()
  // A dry run writes nothing, and what it reads it reads elsewhere.
  if (options.dryRun !== true) await requireOwnFolders(who.subject.home)
  const acquire = async () => {
    try {
      return await acquireLock(`fix:${who.subject.uid}:${who.subject.home}`, {
        signal: stop,
        onWaiting: (holder) => tell(words.repair.waiting(holder)),
      })
    } catch (error) {
      if (stop.aborted) return undefined
      throw error
    }
  }
  const lock = options.lock ? await acquire() : noLock
  if (lock === undefined) return interrupted
  const host = createWriteHost(process.env, read)
  try {
    if (options.lock) await recoverCache(host).catch(tellTrouble(words))
    return await work({
      host,
      files: createRunFiles(who, process.env, read.now),
      signal: stop,
      interrupted: () => stop.aborted,
      answering: (answer) => {
        const onSignal = (): void => tell(answer)
        stop.addEventListener('abort', onSignal)
        return () => stop.removeEventListener('abort', onSignal)
      },
    })
  } finally {
    lock.release()
  }
}
