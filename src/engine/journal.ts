import * as v from 'valibot'
import type { RunFile } from '../model/journal.ts'
import { json } from './json.ts'

const entry = v.variant('entry', [
  v.object({ entry: v.literal('begun'), at: v.number(), version: v.string() }),
  /** What is about to be done, and what takes it back: on the disk before anything happens. */
  v.object({
    entry: v.literal('prepared'),
    at: v.number(),
    n: v.number(),
    step: v.looseObject({ kind: v.string() }),
    because: v.array(v.string()),
    needsRoot: v.boolean(),
    /** null: there is no way back. */
    undo: v.nullable(v.record(v.string(), json)),
  }),
  v.object({ entry: v.literal('done'), at: v.number(), n: v.number() }),
  v.object({
    entry: v.literal('failed'),
    at: v.number(),
    n: v.number(),
    why: v.string(),
    detail: v.string(),
  }),
  /** Taken back: by the run itself, or by `undo`. */
  v.object({ entry: v.literal('undone'), at: v.number(), n: v.number() }),
  v.object({ entry: v.literal('ended'), at: v.number() }),
])

export type Entry = v.InferOutput<typeof entry>
type WithoutTime<E> = E extends Entry ? Omit<E, 'at'> : never

export interface Journal {
  readonly id: string
  /** Numbers the steps of the whole run. */
  readonly next: () => number
  /** On the disk when it returns. */
  readonly note: (entry: WithoutTime<Entry>) => Promise<void>
  /** Something stands in it. */
  readonly begun: () => boolean
}

/** Writes entries to a run's file; the first one says which version wrote it. */
export const createJournal = (
  file: RunFile,
  {
    now,
    version,
    begun = false,
  }: { readonly now: () => number; readonly version: string; readonly begun?: boolean },
): Journal => {
  let count = 0
  let isBegun = begun
  const append = (each: WithoutTime<Entry>): Promise<void> =>
    file.append(JSON.stringify({ ...each, at: now() }))
  return {
    id: file.id,
    next: () => {
      count += 1
      return count
    },
    begun: () => isBegun,
    note: async (each) => {
      if (!isBegun) await append({ entry: 'begun', version })
      isBegun = true
      await append(each)
    },
  }
}

/** The entries of a run; a line that makes no sense is left out. Pure. */
export const parseEntries = (lines: readonly string[]): readonly Entry[] =>
  lines.flatMap((line) => {
    try {
      const parsed = v.safeParse(entry, JSON.parse(line))
      return parsed.success ? [parsed.output] : []
    } catch {
      return []
    }
  })

export type Prepared = Extract<Entry, { readonly entry: 'prepared' }>

export interface Remembered {
  readonly prepared: Prepared
  /** `open`: the run ended in the middle of it. */
  readonly state: 'open' | 'done' | 'failed' | 'undone'
}

/** Every step a run began, in its order, with what became of it. Pure. */
export const remember = (entries: readonly Entry[]): readonly Remembered[] =>
  entries.flatMap((each) => {
    if (each.entry !== 'prepared') return []
    const last = entries.findLast((other) => 'n' in other && other.n === each.n)
    const state = last === undefined || last.entry === 'prepared' ? 'open' : last.entry
    return state === 'begun' || state === 'ended' ? [] : [{ prepared: each, state }]
  })
