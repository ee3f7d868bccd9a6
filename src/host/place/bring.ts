import { join } from 'node:path'
import { InstallError } from '../../model/install.ts'
import type { Cached, Download, Installed, Placement } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import { dropBlob, getBlob } from '../download/blob.ts'
import type { Blob } from '../download/blob.ts'
import type { FetchOptions } from '../download/fetch.ts'
import { defaultLimits } from '../download/limits.ts'
import { sweep } from '../drafts.ts'
import type { InstallOptions } from '../install.ts'
import { onDisk } from '../install-errors.ts'
import type { Keep } from '../keep.ts'
import { makeFolder } from '../owned-files.ts'
import { checkRoom } from '../room.ts'
import { ownHand } from './hand.ts'
import type { Hand } from './hand.ts'
import { lookAt } from './previous.ts'
import { publish } from './publish.ts'
import { selfTest } from './self-test.ts'
import { stage } from './stage.ts'
import type { Staged } from './stage.ts'

export type Errand = Download | Cached

export const checkSignal = (signal: AbortSignal): void => {
  if (signal.aborted) throw new InstallError('interrupted', reason('interrupted'))
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

/** Where the new file is made and tried out. */
const benchFor = async (
  { bench }: Hand,
  { directory }: Placement,
  { owner }: Keep,
): Promise<string> => {
  if (bench === undefined) return directory
  await onDisk(bench, () => makeFolder(bench, owner, 0o700))
  await sweep(bench)
  return bench
}

/** Fetches, verifies, tries out and places one file; what stands at its target is looked at before anything is fetched. */
export const bring = async (
  download: Errand,
  placement: Placement,
  keep: Keep,
  options: InstallOptions,
  onEvent: InstallOptions['onEvent'],
): Promise<Pick<Installed, 'transaction' | 'bytes' | 'from'>> => {
  const { env, signal, limits = defaultLimits, now, hand = ownHand } = options
  const { directory, file } = placement
  const { tool, version, archive } = download
  const path = join(directory, file)
  await onDisk(directory, async () => hand.check(path, await lookAt(path)))
  const bench = await benchFor(hand, placement, keep)
  const there = { ...placement, directory: bench }
  const [blob, staged] = await stageBlob(download, there, keep, {
    env,
    limits,
    signal,
    onEvent,
    onTotal: (total, present) =>
      checkRoom([
        { folder: keep.blobs, bytes: total - present },
        ...[...new Set([bench, directory])].map((folder) => ({ folder, bytes: total })),
      ]),
  })
  try {
    if (download.tool !== 'file')
      await selfTest(staged.path, download, there, env, keep.owner !== undefined)
    checkSignal(signal)
    const { bytes, from } = blob
    const told = {
      tool,
      version,
      path,
      from,
      at: now(),
      ...(archive && { archive: archive.digest }),
    }
    const transaction = await onDisk(path, () => publish(staged, told, keep, hand))
    // Where it lies now is a cache already; a program's own copy makes changing back cheap.
    if (download.tool === 'file' && from.length > 0) await dropBlob(blob).catch(() => undefined)
    return { transaction, bytes, from }
  } finally {
    await staged.drop()
  }
}
