import { lstat, readlink, rename, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Previous } from '../../model/install-record.ts'
import { InstallError } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import { codeOf } from '../install-errors.ts'
import type { Keep } from '../keep.ts'
import { copyInto, createFile, digestAt, makeFolder, syncFolder } from '../owned-files.ts'
import { draftName } from '../drafts.ts'

/** What stands at a path now; a link is looked at itself. */
export const lookAt = async (path: string): Promise<Previous> => {
  const stats = await lstat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (stats === undefined) return { kind: 'absent' }
  if (stats.isSymbolicLink()) return { kind: 'link', target: await readlink(path) }
  const sha256 = stats.isFile() ? await digestAt(path) : undefined
  if (sha256 === undefined) throw new InstallError('not-writable', reason('no-plain-file', path))
  const { mode, uid, gid } = stats
  return { kind: 'file', sha256, mode: mode & 0o7777, uid, gid }
}

/** Keeps the bytes of a file that is about to be replaced, under their digest. */
export const backUp = async (path: string, previous: Previous, keep: Keep): Promise<void> => {
  if (previous.kind !== 'file') return
  await makeFolder(keep.backups, keep.owner, 0o700)
  const place = join(keep.backups, previous.sha256)
  if ((await digestAt(place)) === previous.sha256) return
  const draft = join(keep.backups, draftName(previous.sha256))
  const file = await createFile(draft, keep.owner, 0o600)
  try {
    if ((await copyInto(path, file)) !== previous.sha256)
      throw new InstallError('busy', reason('being-changed', path))
    await file.sync()
    await rename(draft, place)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await file.close()
  }
  await syncFolder(keep.backups)
}

/** A copy of the backup beside the target, with the mode and the owner of old; undefined where the backup has gone bad. */
const stageBackup = async (
  path: string,
  previous: Extract<Previous, { kind: 'file' }>,
  source: string,
): Promise<string | undefined> => {
  const draft = join(dirname(path), draftName('undo'))
  const file = await createFile(draft, undefined, 0o600)
  try {
    if ((await copyInto(source, file)) !== previous.sha256) {
      await rm(draft, { force: true })
      return undefined
    }
    if (process.getuid?.() === 0) await file.chown(previous.uid, previous.gid)
    await file.chmod(previous.mode)
    await file.sync()
    return draft
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** Where the bytes of a file that was replaced are kept; one of ours may be in the cache still. */
export const keptAt = async (
  { sha256 }: Extract<Previous, { kind: 'file' }>,
  { backups, blobs }: Keep,
): Promise<string | undefined> => {
  for (const folder of [backups, blobs])
    if ((await digestAt(join(folder, sha256))) === sha256) return join(folder, sha256)
  return undefined
}

/** The way back, prepared: taken, or left. */
export interface Return {
  readonly go: () => Promise<void>
  readonly drop: () => Promise<void>
}

/** Prepares the way back; the second step is one rename, or one removal. Undefined where the old bytes are not kept any more. */
export const prepareReturn = async (
  path: string,
  previous: Previous,
  keep: Keep,
): Promise<Return | undefined> => {
  const changing = (change: () => Promise<void>) => async (): Promise<void> => {
    await change()
    await syncFolder(dirname(path))
  }
  if (previous.kind === 'absent')
    return { go: changing(() => rm(path, { force: true })), drop: async () => undefined }
  let draft: string | undefined
  if (previous.kind === 'link') {
    draft = join(dirname(path), draftName('undo'))
    await symlink(previous.target, draft)
  } else {
    const kept = await keptAt(previous, keep)
    if (kept !== undefined) draft = await stageBackup(path, previous, kept)
  }
  if (draft === undefined) return undefined
  const staged = draft
  return { go: changing(() => rename(staged, path)), drop: () => rm(staged, { force: true }) }
}
