import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { InstallRecord } from '../../model/install-record.ts'
import type { Keep } from '../keep.ts'
import { makeFolder, writeWhole } from '../owned-files.ts'
import { readRegular } from '../regular.ts'

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const previous = v.variant('kind', [
  v.object({ kind: v.literal('absent') }),
  v.object({
    kind: v.literal('file'),
    sha256: digest,
    mode: v.number(),
    uid: v.number(),
    gid: v.number(),
  }),
  v.object({ kind: v.literal('link'), target: v.string() }),
])

const record = v.object({
  schema: v.literal('k8s-doctor/install/1'),
  id: v.string(),
  state: v.picklist(['prepared', 'committed', 'undoing', 'undone', 'aborted']),
  tool: v.string(),
  version: v.string(),
  path: v.string(),
  sha256: digest,
  archive: v.exactOptional(
    v.object({ algorithm: v.picklist(['sha256', 'sha512']), hex: v.string() }),
  ),
  bytes: v.number(),
  from: v.array(v.string()),
  previous,
  at: v.number(),
  through: v.exactOptional(v.array(v.string())),
})

const fileOf = ({ journal }: Keep, id: string): string => join(journal, `${id}.json`)

/** Written and on the disk before anything that it announces is done. */
export const writeRecord = async (keep: Keep, entry: InstallRecord): Promise<void> => {
  await makeFolder(keep.journal, keep.owner, 0o700)
  await writeWhole(fileOf(keep, entry.id), `${JSON.stringify(entry, null, 2)}\n`, keep.owner)
}

const read = async (path: string): Promise<readonly InstallRecord[]> => {
  try {
    return [v.parse(record, JSON.parse((await readRegular(path)).toString('utf8')))]
  } catch {
    // Somebody else's, or of another version of ours: not ours to touch.
    return []
  }
}

/** All records, the newest first. */
export const readRecords = async (keep: Keep): Promise<readonly InstallRecord[]> => {
  const names = await readdir(keep.journal).catch((): string[] => [])
  const found = await Promise.all(
    names
      .filter((name) => name.startsWith('tx-') && name.endsWith('.json'))
      .map((name) => read(join(keep.journal, name))),
  )
  return found.flat().toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))
}
