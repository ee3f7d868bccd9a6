import * as v from 'valibot'
import { fromBase64, sameBytes, toBase64 } from '../../model/bytes.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'

const owned = { uid: v.number(), gid: v.number() }

/** What stands at a path, whole, so that it can be put back. */
export const entrySchema = v.variant('kind', [
  v.object({ kind: v.literal('absent') }),
  v.object({ kind: v.literal('file'), base64: v.string(), mode: v.number(), ...owned }),
  v.object({ kind: v.literal('link'), target: v.string(), ...owned }),
])
export type Entry = v.InferOutput<typeof entrySchema>

/** More than any settings file has; what is larger the journal does not keep. */
const mostBytes = 1024 * 1024

export const contentOf = (entry: Entry): Uint8Array | undefined =>
  entry.kind === 'file' ? fromBase64(entry.base64) : undefined

/** Refuses what cannot be kept: folders, sockets, large files. */
export const entryAt = async (host: WriteHost, path: string): Promise<Entry> => {
  const stat = await host.stat(path)
  if (stat === undefined) return { kind: 'absent' }
  const { kind, size, mode, uid, gid } = stat
  if (kind === 'symlink') {
    const target = await host.readlink(path)
    if (target !== undefined) return { kind: 'link', target, uid, gid }
  }
  if (kind !== 'file') throw new StepError('refused', `${path} is no plain file`)
  if (size > mostBytes)
    throw new StepError('refused', `${path} is too large to be kept for an undo`)
  const bytes = await host.readHere(path, { max: mostBytes })
  if (bytes === undefined) throw new StepError('failed', `${path} has just gone`)
  return { kind: 'file', base64: toBase64(bytes), mode, uid, gid }
}

/** A plain file or nothing: what may be written over. */
export const fileAt = async (
  host: WriteHost,
  path: string,
): Promise<Exclude<Entry, { kind: 'link' }>> => {
  const entry = await entryAt(host, path)
  if (entry.kind === 'link')
    throw new StepError(
      'refused',
      `${path} is a symbolic link to ${entry.target}, which is not followed`,
    )
  return entry
}

export const sameEntry = (a: Entry, b: Entry): boolean => {
  if (a.kind === 'file' && b.kind === 'file')
    return a.base64 === b.base64 && a.mode === b.mode && a.uid === b.uid && a.gid === b.gid
  if (a.kind === 'link' && b.kind === 'link') return a.target === b.target
  return a.kind === b.kind
}

export const sameContent = (entry: Entry, bytes: Uint8Array): boolean => {
  const content = contentOf(entry)
  return content !== undefined && sameBytes(content, bytes)
}

/** Puts back what stood there, with its mode and owner. */
export const restore = async (host: WriteHost, path: string, entry: Entry): Promise<void> => {
  if (entry.kind === 'absent') {
    if ((await host.stat(path)) !== undefined) await host.remove(path)
    return
  }
  const owner = { uid: entry.uid, gid: entry.gid }
  if (entry.kind === 'file') {
    await host.writeAtomic(path, fromBase64(entry.base64), { mode: entry.mode, owner })
    return
  }
  await host.symlink(entry.target, path)
  const made = await host.stat(path)
  if (made?.uid !== owner.uid || made.gid !== owner.gid) await host.chown(path, owner)
}

export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 1))

/** The folders above a path that are not there, from the top. */
export const missingFolders = async (host: WriteHost, path: string): Promise<readonly string[]> => {
  const missing: string[] = []
  let folder = folderOf(path)
  while (folder !== '/' && (await host.stat(folder)) === undefined) {
    missing.unshift(folder)
    folder = folderOf(folder)
  }
  return missing
}

export const makeFolders = async (host: WriteHost, path: string): Promise<void> => {
  const [first] = await missingFolders(host, path)
  if (first !== undefined) await host.mkdir(folderOf(path))
}

/** Unfinished files of a run that was killed; in a folder that was made by us they can be nobody else's. */
const isDraft = (name: string): boolean => /^\.(.+\.k8s-doctor-[\da-f]{8}$|k8sd-\d)/.test(name)

/** Takes away the folders that were made, as far as nothing else is in them by now. */
export const removeFolders = async (host: WriteHost, made: readonly string[]): Promise<void> => {
  for (const folder of made.toReversed()) {
    const names = await host.readdir(folder)
    if (names === undefined || !names.every(isDraft)) continue
    for (const name of names) await host.remove(`${folder}/${name}`)
    await host.remove(folder)
  }
}
