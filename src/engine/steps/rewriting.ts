import * as v from 'valibot'
import { fromBase64, fromUtf8, toBase64 } from '../../model/bytes.ts'
import { unifiedDiff } from '../../model/diff.ts'
import type { Json, Step } from '../../model/step.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { defineInterpreter, readUndo } from './define.ts'
import {
  contentOf,
  entryAt,
  entrySchema,
  fileAt,
  makeFolders,
  missingFolders,
  removeFolders,
  restore,
  sameContent,
  sameEntry,
} from './entry.ts'
import type { Entry } from './entry.ts'
import type { Interpreter } from './interpreter.ts'
import { json } from '../json.ts'

type FileStep = Step & { readonly path: string; readonly mode?: number }

export interface Rewriting<S extends FileStep> {
  readonly kind: S['kind']
  readonly stale: readonly string[]
  /** The new content, from the step and what is there. Throws `StepError` where it cannot be told. Pure. */
  readonly rewrite: (step: S, old: Uint8Array | undefined) => Uint8Array
  /** What a reader is shown of the file, where its lines hold more than the step's own part. Pure. */
  readonly shows?: (step: S, text: string) => string
  /** How the step's own part is taken out of a file that others have changed since. */
  readonly own?: {
    readonly note: (step: S, old: Uint8Array | undefined) => Json
    /** Undefined where the part is no longer as it was left. Pure. */
    readonly takeOut: (note: Json, now: Uint8Array) => Uint8Array | undefined
  }
}

const undoSchema = v.object({
  path: v.string(),
  before: entrySchema,
  after: v.string(),
  made: v.array(v.string()),
  note: v.optional(json),
})

/** An undo of a file: as it was, as it was left, and which folders were made for it. */
export const keep = async (
  host: WriteHost,
  path: string,
  before: Entry,
  after: Uint8Array,
): Promise<{ path: string; before: Entry; after: string; made: readonly string[] }> => ({
  path,
  before,
  after: toBase64(after),
  made: await missingFolders(host, path),
})

const shown = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : (fromUtf8(bytes) ?? new TextDecoder('latin1').decode(bytes))

/** The interpreter of a step that gives one file another content. */
export const defineRewriting = <S extends FileStep>({
  kind,
  stale,
  rewrite,
  shows = (_, text) => text,
  own,
}: Rewriting<S>): Interpreter<S> => {
  const next = async (
    step: S,
    host: WriteHost,
  ): Promise<{ readonly before: Entry; readonly after: Uint8Array }> => {
    const before = await fileAt(host, step.path)
    return { before, after: rewrite(step, contentOf(before)) }
  }
  const isDone: Interpreter<S>['isDone'] = async (step, host) => {
    const { before, after } = await next(step, host)
    if (before.kind === 'absent') return after.length === 0 && kind !== 'write-file'
    return (
      sameContent(before, after) &&
      (step.mode === undefined || before.kind !== 'file' || before.mode === step.mode)
    )
  }
  return defineInterpreter<S>({
    kind,
    reversibility: 'atomic',
    stale,
    isDone,
    prepare: async (step, host) => {
      const { before, after } = await next(step, host)
      const kept = await keep(host, step.path, before, after)
      return own === undefined ? kept : { ...kept, note: own.note(step, contentOf(before)) }
    },
    perform: async (step, host) => {
      const { after } = await next(step, host)
      await makeFolders(host, step.path)
      await host.writeAtomic(step.path, after, step.mode === undefined ? {} : { mode: step.mode })
    },
    revert: async (undo, host) => {
      const { path, before, after, made, note } = readUndo(undoSchema, undo)
      const now = await entryAt(host, path)
      if (!sameEntry(now, before)) {
        const content = contentOf(now)
        if (content === undefined || !sameContent(now, fromBase64(after))) {
          const without =
            content === undefined || note === undefined ? undefined : own?.takeOut(note, content)
          if (without === undefined)
            throw new StepError('refused', `${path} has been changed since`)
          await host.writeAtomic(path, without)
          return
        }
        await restore(host, path, before)
      }
      await removeFolders(host, made)
    },
    diff: async (step, host) => {
      const { before, after } = await next(step, host)
      const side = (bytes: Uint8Array | undefined): string | undefined => {
        const text = shown(bytes)
        return text === undefined ? undefined : shows(step, text)
      }
      return unifiedDiff(step.path, side(contentOf(before)), side(after))
    },
  })
}
