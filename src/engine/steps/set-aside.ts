import * as v from 'valibot'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { settings } from './stale.ts'

const undoSchema = v.object({ path: v.string(), kept: v.string() })

/** Beside it; what was set aside before is never written over. */
const freeName = async (host: WriteHost, path: string): Promise<string> => {
  const names = [`${path}.broken`, ...[2, 3, 4, 5].map((number) => `${path}.broken-${number}`)]
  for (const name of names) if ((await host.stat(name)) === undefined) return name
  throw new StepError('refused', `${names.join(', ')} are all there already`)
}

/** Renames a file that nobody can read, so that a new one can be written. */
export const setAside = defineInterpreter<StepOf<'set-aside'>>({
  kind: 'set-aside',
  reversibility: 'atomic',
  stale: settings,
  isDone: async ({ path }, host) => (await host.stat(path)) === undefined,
  prepare: async ({ path }, host) => ({ path, kept: await freeName(host, path) }),
  perform: async ({ path }, host) => {
    if ((await host.stat(path))?.kind === 'directory')
      throw new StepError('refused', `${path} is a folder`)
    await host.rename(path, await freeName(host, path))
  },
  revert: async (undo, host) => {
    const { path, kept } = readUndo(undoSchema, undo)
    const [now, aside] = await Promise.all([host.stat(path), host.stat(kept)])
    // Never moved, or back already.
    if (aside === undefined && now !== undefined) return
    if (aside === undefined) throw new StepError('refused', `${kept} is not there any more`)
    if (now !== undefined) throw new StepError('refused', `${path} has been written anew since`)
    await host.rename(kept, path)
  },
})
