import * as v from 'valibot'
import { StepError } from '../../model/write-host.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { entryAt, entrySchema, restore, sameEntry } from './entry.ts'
import { settings } from './stale.ts'

const undoSchema = v.object({ path: v.string(), before: entrySchema })

/** Removes one file, or one link and not what it points to. */
export const removeFile = defineInterpreter<StepOf<'remove-file'>>({
  kind: 'remove-file',
  reversibility: 'atomic',
  stale: settings,
  isDone: async ({ path }, host) => (await host.stat(path)) === undefined,
  prepare: async ({ path }, host) => ({ path, before: await entryAt(host, path) }),
  perform: async ({ path }, host) => {
    const stat = await host.stat(path)
    if (stat?.kind === 'directory') throw new StepError('refused', `${path} is a folder`)
    if (stat !== undefined) await host.remove(path)
  },
  revert: async (undo, host) => {
    const { path, before } = readUndo(undoSchema, undo)
    const now = await entryAt(host, path)
    if (sameEntry(now, before)) return
    if (now.kind !== 'absent') throw new StepError('refused', `${path} is there again, changed`)
    await restore(host, path, before)
  },
})
