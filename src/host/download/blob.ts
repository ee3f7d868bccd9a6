import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InstallError, wantedDigest } from '../../model/install.ts'
import type { Payload } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import { onDisk } from '../install-errors.ts'
import type { Keep } from '../keep.ts'
import { makeFolder } from '../owned-files.ts'
import { fetchInto } from './fetch.ts'
import type { FetchOptions } from './fetch.ts'
import { claimPart } from './part.ts'

/** A complete file in the cache; whoever uses it hashes it again. */
export interface Blob {
  readonly path: string
  readonly bytes: number
  /** Addresses it came from; empty where it was there. */
  readonly from: readonly string[]
}

const sizeOf = async (path: string): Promise<number | undefined> =>
  (await stat(path).catch(() => undefined))?.size

/** A file that turned out not to be what its name says. */
export const dropBlob = ({ path }: Blob): Promise<void> => rm(path, { force: true })

/** The file with the download's digest: from the cache, else fetched, verified and put there. */
export const getBlob = async (
  download: Payload,
  { blobs, owner }: Keep,
  options: FetchOptions,
): Promise<Blob> => {
  const { urls } = download
  const { algorithm, hex } = wantedDigest(download)
  const path = join(blobs, hex)
  const present = await sizeOf(path)
  if (present !== undefined) return { path, bytes: present, from: [] }
  if (urls.length === 0) throw new InstallError('no-source', reason('no-source'))
  return onDisk(blobs, async () => {
    await makeFolder(blobs, owner, 0o700)
    const part = await claimPart(blobs, hex, owner)
    try {
      const from = await fetchInto(part.file, download, options)
      const bytes = (await part.file.stat()).size
      await part.finish()
      options.onEvent({ kind: 'verified', [algorithm]: hex })
      return { path, bytes, from }
    } catch (error) {
      // A full disk is not kept full.
      const full = error instanceof InstallError && error.failure === 'no-space'
      await (full ? part.drop() : part.leave()).catch(() => undefined)
      throw error
    }
  })
}
