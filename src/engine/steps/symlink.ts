import * as v from 'valibot'
import { StepError } from '../../model/write-host.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import {
  entryAt,
  entrySchema,
  makeFolders,
  missingFolders,
  removeFolders,
  restore,
  sameEntry,
} from './entry.ts'
import { settings, tools } from './stale.ts'

const undoSchema = v.object({
  path: v.string(),
  target: v.string(),
  before: entrySchema,
  made: v.array(v.string()),
})

/** Makes a symbolic link, or turns one; a file in its place stays. */
export const symlink = defineInterpreter<StepOf<'symlink'>>({
  kind: 'symlink',
  reversibility: 'atomic',
  stale: [...settings, ...tools],
  isDone: async ({ path, target }, host) => (await host.readlink(path)) === target,
  prepare: async ({ path, target }, host) => {
    const before = await entryAt(host, path)
    if (before.kind === 'file')
      throw new StepError('refused', `${path} is there already and no symbolic link`)
    return { path, target, before, made: await missingFolders(host, path) }
  },
  perform: async ({ path, target }, host) => {
    await makeFolders(host, path)
    await host.symlink(target, path)
  },
  revert: async (undo, host) => {
    const { path, target, before, made } = readUndo(undoSchema, undo)
    const now = await entryAt(host, path)
    if (!sameEntry(now, before)) {
      if (now.kind !== 'link' || now.target !== target)
        throw new StepError('refused', `${path} has been changed since`)
      await restore(host, path, before)
    }
    await removeFolders(host, made)
  },
})
