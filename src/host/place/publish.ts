import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { InstallRecord } from '../../model/install-record.ts'
import type { Keep } from '../keep.ts'
import type { Hand } from './hand.ts'
import { readRecords, writeRecord } from './journal.ts'
import { backUp, lookAt } from './previous.ts'
import type { Staged } from './stage.ts'

type Told = Omit<
  InstallRecord,
  'schema' | 'id' | 'state' | 'previous' | 'through' | 'sha256' | 'bytes'
>

/** Backups kept of each target. */
const keptBackups = 2

const backed = ({ previous }: InstallRecord): readonly string[] =>
  previous.kind === 'file' ? [previous.sha256] : []

/** Our own older files can be fetched again; what stood there before us cannot, and stays. */
const prune = async (keep: Keep, path: string): Promise<void> => {
  const records = await readRecords(keep)
  const ours = new Set(records.map(({ sha256 }) => sha256))
  const here = records.filter((record) => record.path === path)
  const recent = here.filter(({ state }) => state === 'committed').slice(0, keptBackups)
  const needed = new Set(
    [...recent, ...records.filter((each) => each.path !== path)].flatMap(backed),
  )
  for (const sha256 of here.flatMap(backed))
    if (!needed.has(sha256) && ours.has(sha256))
      await rm(join(keep.backups, sha256), { force: true })
}

/** Backs up, announces, renames, records: at every instant the target is the old file or the new one. */
export const publish = async (
  staged: Staged,
  told: Told,
  keep: Keep,
  hand: Hand,
): Promise<string> => {
  const { path } = told
  const previous = await lookAt(path)
  await hand.check(path, previous)
  await backUp(path, previous, keep)
  const prepared: InstallRecord = {
    ...told,
    sha256: staged.sha256,
    bytes: staged.bytes,
    schema: 'k8s-doctor/install/1',
    id: `tx-${told.at}-${process.pid}-${randomBytes(4).toString('hex')}`,
    state: 'prepared',
    previous,
  }
  await writeRecord(keep, prepared)
  await hand.publish(staged, path, previous)
  // The program is in place; what cannot be written down now, the next run finds out by the target's digest.
  await writeRecord(keep, { ...prepared, state: 'committed' })
    .then(() => prune(keep, path))
    .catch(() => undefined)
  return prepared.id
}
