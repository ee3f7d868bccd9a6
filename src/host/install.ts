import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { InstallError, wantedDigest } from '../model/install.ts'
import type {
  Cached,
  Download,
  Installed,
  InstallEvent,
  Payload,
  Placement,
} from '../model/install.ts'
import { reason } from '../model/install-reason.ts'
import type { InstallRecord, Undone } from '../model/install-record.ts'
import { dropBlob, getBlob } from './download/blob.ts'
import type { Blob } from './download/blob.ts'
import type { FetchOptions } from './download/fetch.ts'
import { defaultLimits } from './download/limits.ts'
import type { Limits } from './download/limits.ts'
import { onDisk } from './install-errors.ts'
import { keepFor, keeps } from './keep.ts'
import type { Keep } from './keep.ts'
import { acquireLock } from './lock.ts'
import type { Lock } from './lock.ts'
import { digestAt, makeFolder } from './owned-files.ts'
import { readRecords } from './place/journal.ts'
import { publish } from './place/publish.ts'
import { recover } from './place/recover.ts'
import { selfTest } from './place/self-test.ts'
import { stage } from './place/stage.ts'
import type { Staged } from './place/stage.ts'
import { undoAll, undoRecord } from './place/undo.ts'
import { checkRoom } from './room.ts'

export interface InstallOptions {
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly onEvent: (event: InstallEvent) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly limits?: Limits
}

type Errand = Download | Cached

type UndoOptions = Pick<InstallOptions, 'env' | 'signal' | 'onEvent'>

const checkSignal = (signal: AbortSignal): void => {
  if (signal.aborted) throw new InstallError('interrupted', reason('interrupted'))
}

const withLock = async <T>(
  directory: string,
  { signal, onEvent }: UndoOptions,
  work: (lock: Lock) => Promise<T>,
): Promise<T> => {
  checkSignal(signal)
  const lock = await acquireLock(`${process.getuid?.() ?? 0}:${directory}`, {
    signal,
    onWaiting: (holder) => onEvent({ kind: 'waiting', holder }),
  }).catch((error: unknown) => {
    checkSignal(signal)
    throw error
  })
  try {
    return await work(lock)
  } finally {
    lock.release()
  }
}

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

/** Those who wait see what we do. */
const telling =
  (lock: Lock, { tool, version }: Errand, onEvent: InstallOptions['onEvent']) =>
  (event: InstallEvent): void => {
    if (event.kind === 'progress') {
      const of = event.total === undefined ? '' : ` of ${mebibytes(event.total)}`
      lock.tell(`downloads ${tool} ${version}: ${mebibytes(event.received)}${of} MiB`)
    }
    onEvent(event)
  }

/** The blob beside its target, verified; a blob that has gone bad in the cache is fetched anew, once. */
const stageBlob = async (
  download: Errand,
  placement: Placement,
  keep: Keep,
  options: FetchOptions,
): Promise<readonly [Blob, Staged]> => {
  for (let tries = 0; tries < 2; tries += 1) {
    const blob = await getBlob(download, keep, options)
    checkSignal(options.signal)
    const staged = await onDisk(placement.directory, () =>
      stage(blob.path, download, placement, keep.owner),
    )
    if (staged !== undefined) return [blob, staged]
    await dropBlob(blob)
  }
  throw new InstallError('not-writable', reason('not-kept', keep.blobs))
}

const place = async (
  download: Errand,
  placement: Placement,
  keep: Keep,
  options: InstallOptions,
  onEvent: InstallOptions['onEvent'],
): Promise<Pick<Installed, 'transaction' | 'bytes' | 'from'>> => {
  const { env, signal, limits = defaultLimits, now } = options
  const { directory, file } = placement
  const { tool, version, archive } = download
  const path = join(directory, file)
  const [blob, staged] = await stageBlob(download, placement, keep, {
    env,
    limits,
    signal,
    onEvent,
    onTotal: (total, present) =>
      checkRoom([
        { folder: keep.blobs, bytes: total - present },
        { folder: directory, bytes: total },
      ]),
  })
  try {
    if (download.tool !== 'file')
      await selfTest(staged.path, download, placement, env, keep.owner !== undefined)
    checkSignal(signal)
    const { bytes, from } = blob
    const told = {
      tool,
      version,
      path,
      sha256: staged.sha256,
      bytes: staged.bytes,
      from,
      at: now(),
      ...(archive && { archive: archive.digest }),
    }
    const transaction = await onDisk(path, () => publish(staged.path, told, keep))
    // Where it lies now is a cache already; a program's own copy makes changing back cheap.
    if (download.tool === 'file' && from.length > 0) await dropBlob(blob).catch(() => undefined)
    return { transaction, bytes, from }
  } catch (error) {
    await staged.drop()
    throw error
  }
}

const check = (download: Errand, { file }: Placement): void => {
  wantedDigest(download)
  if (basename(file) !== file || file.startsWith('.'))
    throw new TypeError(`not the name of a program: ${file}`)
}

/**
 * The install of ours that put there what is wanted and still stands there; empty where somebody else did. Undefined where something
 * else stands there, or what came out of the wanted archive is not known.
 */
const standing = async (
  keep: Keep,
  path: string,
  { sha256, archive }: Pick<Payload, 'sha256' | 'archive'>,
): Promise<string | undefined> => {
  const found = await digestAt(path)
  const ours = (await readRecords(keep)).filter(
    (record) => record.path === path && record.sha256 === found && record.state === 'committed',
  )
  if (archive !== undefined)
    return ours.find((record) => record.archive?.hex === archive.digest.hex)?.id
  return found === sha256 ? (ours[0]?.id ?? '') : undefined
}

/**
 * Puts the one file with the download's digest at its place: fetched from whichever source works, verified, a program proven to run
 * there, then renamed into place. At every instant the target is what it was or the new file, also after a kill. Throws `InstallError`.
 */
export const install = async (
  download: Errand,
  placement: Placement,
  options: InstallOptions,
): Promise<Installed> => {
  const began = performance.now()
  check(download, placement)
  const { env, onEvent } = options
  const wanted = resolve(placement.directory)
  const keep = await keepFor(wanted, env)
  await onDisk(wanted, () => makeFolder(wanted, keep.owner, 0o755))
  const directory = await onDisk(wanted, () => realpath(wanted))
  const path = join(directory, placement.file)
  const took = (): number => Math.round(performance.now() - began)
  return withLock(directory, options, async (lock) => {
    await onDisk(keep.journal, () => recover(keep, directory))
    const transaction = await onDisk(path, () => standing(keep, path, download))
    if (transaction !== undefined)
      return { path, transaction, bytes: 0, ms: took(), from: [], already: true }
    const there = { ...placement, directory }
    const done = await place(download, there, keep, options, telling(lock, download, onEvent))
    onEvent({ kind: 'placed', path })
    return { ...done, path, ms: took(), already: false }
  })
}

const everyKeep = async (env: NodeJS.ProcessEnv): Promise<readonly Keep[]> => {
  const { own, subject } = await keeps(env)
  return subject === undefined ? [own] : [subject, own]
}

/** What was installed here and what became of it, the newest first. */
export const listInstalls = async (env: NodeJS.ProcessEnv): Promise<readonly InstallRecord[]> =>
  (await Promise.all((await everyKeep(env)).map(readRecords)))
    .flat()
    .toSorted((a, b) => b.at - a.at)

const takingBack = async (
  isIt: (record: InstallRecord) => boolean,
  options: UndoOptions,
  work: (keep: Keep, record: InstallRecord) => Promise<Undone>,
): Promise<Undone | undefined> => {
  for (const keep of await everyKeep(options.env)) {
    const record = (await readRecords(keep)).find(isIt)
    if (record === undefined) continue
    return withLock(dirname(record.path), options, () =>
      onDisk(record.path, () => work(keep, record)),
    )
  }
  return undefined
}

/** Gives back, byte for byte and with its mode, what stood there before one install; refuses where the target has changed since. */
export const undoInstall = async (transaction: string, options: UndoOptions): Promise<Undone> =>
  (await takingBack(
    ({ id }) => id === transaction,
    options,
    (keep, { id, path }) => undoRecord(keep, id, path),
  )) ?? { kind: 'refused', path: '', why: 'unknown' }

/** Takes back all our installs of one target: what stood there before the first of them is there again. */
export const uninstall = async (path: string, options: UndoOptions): Promise<Undone> =>
  (await takingBack(
    (record) => record.path === path && record.state !== 'undone' && record.state !== 'aborted',
    options,
    (keep) => undoAll(keep, path),
  )) ?? { kind: 'refused', path, why: 'unknown' }
