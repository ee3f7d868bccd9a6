import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { wantedDigest } from '../model/install.ts'
import type { Installed, InstallEvent, Payload, Placement } from '../model/install.ts'
import type { InstallRecord, Undone } from '../model/install-record.ts'
import type { Limits } from './download/limits.ts'
import { onDisk } from './install-errors.ts'
import { keepFor, keeps } from './keep.ts'
import type { Keep } from './keep.ts'
import { acquireLock } from './lock.ts'
import type { Lock } from './lock.ts'
import { digestAt } from './owned-files.ts'
import { bring, checkSignal } from './place/bring.ts'
import type { Errand } from './place/bring.ts'
import { isForRoot, ownHand } from './place/hand.ts'
import type { Hand } from './place/hand.ts'
import { readRecords } from './place/journal.ts'
import { recover } from './place/recover.ts'
import { undoAll, undoRecord } from './place/undo.ts'

export interface InstallOptions {
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly onEvent: (event: InstallEvent) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly limits?: Limits
  /** Who changes the target's folder; the process itself unless told. */
  readonly hand?: Hand
}

type UndoOptions = Pick<InstallOptions, 'env' | 'signal' | 'onEvent' | 'hand'>

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
  const { env, onEvent, hand = ownHand } = options
  const wanted = resolve(placement.directory)
  const keep = await keepFor(wanted, env)
  await onDisk(wanted, () => hand.makeFolder(wanted, keep.owner))
  const directory = await onDisk(wanted, () => realpath(wanted))
  const path = join(directory, placement.file)
  const took = (): number => Math.round(performance.now() - began)
  return withLock(directory, options, async (lock) => {
    await onDisk(keep.journal, () => recover(keep, directory))
    const transaction = await onDisk(path, () => standing(keep, path, download))
    if (transaction !== undefined)
      return { path, transaction, bytes: 0, ms: took(), from: [], already: true }
    const there = { ...placement, directory }
    const done = await bring(download, there, keep, options, telling(lock, download, onEvent))
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

/** To root, a user's records speak for that user's own folders; elsewhere for the programs alone that root places for somebody. */
const speaksFor = async (
  { owner }: Keep,
  { path }: InstallRecord,
  env: NodeJS.ProcessEnv,
): Promise<boolean> =>
  owner === undefined || isForRoot(path) || (await keepFor(dirname(path), env)).owner !== undefined

const takingBack = async (
  isIt: (record: InstallRecord) => boolean,
  options: UndoOptions,
  work: (keep: Keep, record: InstallRecord, hand: Hand) => Promise<Undone>,
): Promise<Undone | undefined> => {
  const { env, hand = ownHand } = options
  for (const keep of await everyKeep(env)) {
    const record = (await readRecords(keep)).find(isIt)
    if (record === undefined || !(await speaksFor(keep, record, env))) continue
    return withLock(dirname(record.path), options, () =>
      onDisk(record.path, () => work(keep, record, hand)),
    )
  }
  return undefined
}

/** Gives back, byte for byte and with its mode, what stood there before one install; refuses where the target has changed since. */
export const undoInstall = async (transaction: string, options: UndoOptions): Promise<Undone> =>
  (await takingBack(
    ({ id }) => id === transaction,
    options,
    (keep, { id, path }, hand) => undoRecord(keep, id, path, hand),
  )) ?? { kind: 'refused', path: '', why: 'unknown' }

/** Takes back all our installs of one target: what stood there before the first of them is there again. */
export const uninstall = async (path: string, options: UndoOptions): Promise<Undone> =>
  (await takingBack(
    (record) => record.path === path && record.state !== 'undone' && record.state !== 'aborted',
    options,
    (keep, _, hand) => undoAll(keep, path, hand),
  )) ?? { kind: 'refused', path, why: 'unknown' }
