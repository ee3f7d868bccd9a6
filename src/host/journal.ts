import { constants } from 'node:fs'
import { lchown, lstat, mkdir, open, readdir } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import type { RunFile, RunFiles } from '../model/journal.ts'
import type { Identity } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { StepError } from '../model/write-host.ts'
import { readRegular } from './regular.ts'

type Env = Readonly<Record<string, string | undefined>>

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const whys: Readonly<Record<string, StepError['why']>> = {
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
}

const orStepError = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    if (code === '') throw error
    throw new StepError(whys[code] ?? 'failed', `cannot write ${path}: ${code}`, { cause: error })
  }
}

/** Where the subject's programs keep their state; sudo's own XDG_STATE_HOME would be root's. */
export const stateFolder = ({ subject, sudo }: Identity, env: Env): string => {
  const set = env['XDG_STATE_HOME'] ?? ''
  const local = process.platform === 'win32' ? (env['LOCALAPPDATA'] ?? '') : ''
  if (!sudo && isAbsolute(set)) return join(set, 'k8s-doctor')
  return isAbsolute(local)
    ? join(local, 'k8s-doctor')
    : join(subject.home, '.local/state/k8s-doctor')
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  )

type Owner = { readonly uid: number; readonly gid: number } | undefined

const give = async (path: string, owner: Owner): Promise<void> => {
  if (owner !== undefined) await lchown(path, owner.uid, owner.gid)
}

/** What is made on the way is the subject's. */
const makeFolders = async (path: string, owner: Owner): Promise<void> => {
  if (await exists(path)) return
  await makeFolders(dirname(path), owner)
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  await give(path, owner)
}

const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const folder = await open(path, constants.O_RDONLY)
  await folder.sync().finally(() => folder.close())
}

const appendLine = async (file: string, line: string, owner: Owner): Promise<void> => {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR } = constants
  // O_NOFOLLOW is 0 where there is no such thing.
  const handle = await open(file, O_RDWR | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0), 0o600)
  try {
    const { size } = await handle.stat()
    const last = Buffer.alloc(1)
    // A line that a crash cut off must not swallow this one.
    const cut =
      size > 0 && (await handle.read(last, 0, 1, size - 1)).bytesRead === 1 && last[0] !== 10
    await handle.writeFile(`${cut ? '\n' : ''}${line}\n`)
    await handle.sync()
    if (size === 0 && owner !== undefined) await handle.chown(owner.uid, owner.gid)
  } finally {
    await handle.close()
  }
}

const journal = 'journal.jsonl'

/** `2026-11-20T21-14-05`: sorts by time, and is a file name everywhere. */
const nameOf = (now: number): string =>
  new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')

const isName = (name: string): boolean => /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(?:-\d+)?$/.test(name)

/** Journals below the state folder, one folder a run. */
export const createRunFiles = (who: Identity, env: Env, now: () => number): RunFiles => {
  const runs = join(stateFolder(who, env), 'runs')
  const owner = who.sudo ? { uid: who.subject.uid, gid: who.subject.gid } : undefined
  /** Two runs may begin within one second. */
  const claim = async (wanted: string, attempt = 1): Promise<string> => {
    const id = attempt === 1 ? wanted : `${wanted}-${attempt}`
    try {
      await mkdir(join(runs, id), { mode: 0o700 })
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return claim(wanted, attempt + 1)
      throw error
    }
    await give(join(runs, id), owner)
    await syncFolder(runs)
    return id
  }
  const fileOf = (id: string): string => join(runs, id, journal)
  return {
    create: () => {
      let id = nameOf(now())
      let made: Promise<void> | undefined
      const make = async (): Promise<void> => {
        await makeFolders(runs, owner)
        id = await claim(id)
      }
      const file: RunFile = {
        get id() {
          return id
        },
        append: (line) =>
          orStepError(runs, async () => {
            made ??= make()
            await made
            await appendLine(fileOf(id), line, owner)
            await syncFolder(join(runs, id))
          }),
      }
      return file
    },
    open: (id) => ({
      id,
      append: (line) => orStepError(fileOf(id), () => appendLine(fileOf(id), line, owner)),
    }),
    list: async () => (await readdir(runs).catch((): string[] => [])).filter(isName).toSorted(),
    read: async (id) => {
      if (!isName(id)) return undefined
      try {
        return (await readRegular(fileOf(id)))
          .toString('utf8')
          .split('\n')
          .filter((line) => line !== '')
      } catch (error) {
        if (codeOf(error) === 'ENOENT' || error instanceof Unreadable) return undefined
        throw error
      }
    },
  }
}
