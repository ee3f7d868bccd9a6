import { basename, dirname, join } from 'node:path'
import type { FileSystemStat, ReadHost, Stat } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import type { Files } from './files.ts'
import type { FileEntry } from './machine.ts'

type Entry = Exclude<FileEntry, string>

interface FileRecord {
  readonly files: ReadonlyMap<string, Entry>
  readonly fileSystems: ReadonlyMap<string, FileSystemStat | null>
  readonly questions: Files
}

const longer = (a: string | undefined, b: string): string =>
  a !== undefined && a.length > b.length ? a : b

/** Hands an answer on once it is kept. */
const answered = async <T>(
  ask: Promise<T | undefined>,
  keep: (answer: T) => Promise<void>,
  refuse: (why: Why) => Promise<void>,
): Promise<T | undefined> => {
  try {
    const answer = await ask
    if (answer !== undefined) await keep(answer)
    return answer
  } catch (error) {
    if (error instanceof Unreadable) await refuse(error.why)
    throw error
  }
}
/** The questions about files, each passed on and its answer kept under the path without links, however it was asked for. */
export const recordFiles = (host: ReadHost): FileRecord => {
  const files = new Map<string, Entry>()
  const fileSystems = new Map<string, FileSystemStat | null>()

  const add = (path: string, more: Entry): void => {
    files.set(path, { ...files.get(path), ...more })
  }
  const known = new Map<string, Promise<string>>()
  /** Where a path leads; what cannot be followed leads nowhere but to itself. Asked once: of a deep path that is absent every folder is. */
  const leadsTo = (path: string): Promise<string> => {
    const before = known.get(path) ?? follow(path)
    known.set(path, before)
    return before
  }
  const follow = async (path: string): Promise<string> => {
    try {
      const real = await host.realpath(path)
      if (real !== undefined && real !== path) add(path, { real })
      if (real !== undefined || dirname(path) === path) return real ?? path
      return join(await leadsTo(dirname(path)), basename(path))
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return path
    }
  }
  /** Where the last part of a path stands, a link itself included. */
  const standsAt = async (path: string): Promise<string> =>
    dirname(path) === path ? path : join(await leadsTo(dirname(path)), basename(path))

  const statOf = (path: string): Promise<Stat | undefined> => host.stat(path).catch(() => undefined)

  /** A link in a circle leads to itself; everything else that cannot be followed is hidden. */
  const refusedPath = async (path: string, why: Why): Promise<void> => {
    const place = await standsAt(path)
    const stat = await statOf(path)
    add(place, stat?.kind === 'symlink' ? { ...stat, real: place } : { hidden: why })
  }
  const refusedContent = async (path: string, why: Why, folder: boolean): Promise<void> => {
    const real = await host.realpath(path).catch(() => undefined)
    if (real === undefined) return refusedPath(path, why)
    const stat = await statOf(await leadsTo(path))
    // Its kind tells that already, and only to those who ask for the wrong thing.
    const wrongKind = why === 'unparsable' && stat?.kind !== (folder ? 'directory' : 'file')
    add(real, { ...stat, ...(wrongKind ? {} : { unreadable: why }) })
  }

  const content = <T>(
    path: string,
    ask: Promise<T | undefined>,
    toEntry: (answer: T, known: Entry) => Entry,
    folder = false,
  ): Promise<T | undefined> =>
    answered(
      ask,
      async (answer) => {
        const real = await leadsTo(path)
        add(real, { ...(await statOf(real)), ...toEntry(answer, files.get(real) ?? {}) })
      },
      (why) => refusedContent(path, why, folder),
    )
  const place = <T>(path: string, ask: Promise<T | undefined>, toEntry: (answer: T) => Entry) =>
    answered(
      ask,
      async (answer) => add(await standsAt(path), toEntry(answer)),
      (why) => refusedPath(path, why),
    )

  const questions: Files = {
    readText: (path, options) =>
      content(path, host.readText(path, options), (text, known) => ({
        text: longer(known.text, text),
      })),
    readBytes: (path, options) =>
      content(path, host.readBytes(path, options), (bytes, known) => ({
        base64: longer(known.base64, Buffer.from(bytes).toString('base64')),
      })),
    readdir: (path) => content(path, host.readdir(path), (dir) => ({ dir }), true),
    sha256: (path) => content(path, host.sha256(path), (sha256) => ({ sha256 })),
    writable: (path) => content(path, host.writable(path), (writable) => ({ writable })),
    stat: (path) => place(path, host.stat(path), (stat) => stat),
    readlink: (path) => place(path, host.readlink(path), (link) => ({ link })),
    realpath: (path) =>
      answered(
        host.realpath(path),
        async () => add(await leadsTo(path), {}),
        (why) => refusedPath(path, why),
      ),
    statfs: async (path) => {
      const found = await answered(
        host.statfs(path),
        async () => undefined,
        (why) => refusedPath(path, why),
      )
      fileSystems.set(await leadsTo(path), found ?? null)
      return found
    },
  }
  return { files, fileSystems, questions }
}
