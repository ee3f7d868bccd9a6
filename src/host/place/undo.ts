import { dirname } from 'node:path'
import type { InstallRecord, Undone } from '../../model/install-record.ts'
import type { Keep } from '../keep.ts'
import { readRecords, writeRecord } from './journal.ts'
import type { Hand } from './hand.ts'
import { lookAt } from './previous.ts'
import { recover } from './recover.ts'

/** From the newest install back to the first whose predecessor was not ours. */
const chainFrom = (records: readonly InstallRecord[], path: string): readonly InstallRecord[] => {
  const chain: InstallRecord[] = []
  for (const record of records.filter((each) => each.path === path && each.state === 'committed')) {
    const later = chain.at(-1)?.previous
    if (later !== undefined && !(later.kind === 'file' && later.sha256 === record.sha256)) break
    chain.push(record)
  }
  return chain
}

/** Takes back a run of installs of one target: it is then what stood there before the oldest of them. */
const takeBack = async (
  keep: Keep,
  chain: readonly InstallRecord[],
  path: string,
  hand: Hand,
): Promise<Undone> => {
  const [newest] = chain
  const oldest = chain.at(-1)
  if (newest === undefined || oldest === undefined)
    return { kind: 'refused', path, why: 'not-installed' }
  const now = await lookAt(path)
  if (now.kind !== 'file' || now.sha256 !== newest.sha256)
    return { kind: 'refused', path, why: 'changed' }
  await hand.check(path, now)
  const back = await hand.prepareReturn(path, now.sha256, oldest.previous, keep)
  if (back === undefined) return { kind: 'refused', path, why: 'no-backup' }
  try {
    const through = chain.slice(1).map(({ id }) => id)
    await writeRecord(keep, { ...newest, state: 'undoing', through })
    await back.go()
  } catch (error) {
    await back.drop()
    await writeRecord(keep, newest).catch(() => undefined)
    throw error
  }
  for (const record of chain.toReversed()) await writeRecord(keep, { ...record, state: 'undone' })
  return { kind: 'undone', path, left: oldest.previous.kind }
}

/** Takes back one install; refuses where the target is not what it put there. */
export const undoRecord = async (
  keep: Keep,
  id: string,
  path: string,
  hand: Hand,
): Promise<Undone> => {
  await recover(keep, dirname(path))
  const record = (await readRecords(keep)).find((each) => each.id === id)
  if (record?.state !== 'committed') return { kind: 'refused', path, why: 'not-installed' }
  return takeBack(keep, [record], path, hand)
}

/** Takes back all installs of a target that followed one another. */
export const undoAll = async (keep: Keep, path: string, hand: Hand): Promise<Undone> => {
  await recover(keep, dirname(path))
  return takeBack(keep, chainFrom(await readRecords(keep), path), path, hand)
}
