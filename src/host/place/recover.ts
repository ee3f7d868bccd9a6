import { dirname } from 'node:path'
import type { InstallRecord } from '../../model/install-record.ts'
import type { Keep } from '../keep.ts'
import { digestAt } from '../owned-files.ts'
import { readRecords, writeRecord } from './journal.ts'
import { sweep } from '../drafts.ts'

/** What the target's digest says an interrupted install, or undo, has come to. */
const settled = (
  record: InstallRecord,
  digest: string | undefined,
): InstallRecord['state'] | undefined => {
  const isOurs = digest === record.sha256
  if (record.state === 'prepared') return isOurs ? 'committed' : 'aborted'
  if (record.state === 'undoing') return isOurs ? 'committed' : 'undone'
  return undefined
}

/** Brings the journal of one folder to the truth after an interruption, and clears what it left there. */
export const recover = async (keep: Keep, directory: string): Promise<void> => {
  for (const folder of [directory, keep.journal, keep.backups]) await sweep(folder)
  const records = (await readRecords(keep)).filter(({ path }) => dirname(path) === directory)
  for (const record of records) {
    if (record.state !== 'prepared' && record.state !== 'undoing') continue
    const state = settled(record, await digestAt(record.path))
    if (state === undefined) continue
    if (state === 'undone')
      for (const older of records.filter(({ id }) => record.through?.includes(id) === true))
        await writeRecord(keep, { ...older, state: 'undone' })
    await writeRecord(keep, { ...record, state })
  }
}
