import type { Privilege, Trouble } from '../model/repair.ts'
import type { RunFiles } from '../model/journal.ts'
import type { WriteHost } from '../model/write-host.ts'
import type { Interpreters } from './apply.ts'
import { bind } from './erased.ts'
import { parseEntries, remember } from './journal.ts'
import type { Journal, Prepared, Remembered } from './journal.ts'
import type { AnyInterpreter } from './steps/interpreter.ts'
import { troubleOf } from './trouble.ts'

export interface UndoOutcome {
  readonly prepared: Prepared
  readonly state: 'undone' | 'nothing' | 'irreversible' | 'changed' | 'failed' | 'handed-over'
  readonly trouble?: Trouble
}

export interface UndoOptions {
  readonly host: WriteHost
  readonly interpreters: Interpreters
  readonly journal: Journal
  readonly privilege: Privilege
  readonly signal: AbortSignal
}

const interpreterOf = (
  { step }: Prepared,
  interpreters: Interpreters,
): AnyInterpreter | undefined => Object.values(interpreters).find(({ kind }) => kind === step.kind)

/** The steps that may still be taken back, the last one first. What a run broke off in the middle of counts. Pure. */
export const undoable = (steps: readonly Remembered[]): readonly Remembered[] =>
  steps.filter(({ state }) => state !== 'undone').toReversed()

/** An atomic step that was not finished has changed nothing; any other may be half done and is taken back. */
const didNothing = async (
  { prepared, state }: Remembered,
  interpreter: AnyInterpreter,
  host: WriteHost,
): Promise<boolean> =>
  state !== 'done' &&
  interpreter.reversibility === 'atomic' &&
  !(await bind(interpreter, prepared.step).isDone(host))

const undoStep = async (
  remembered: Remembered,
  { host, interpreters, journal, privilege }: UndoOptions,
): Promise<UndoOutcome> => {
  const { prepared } = remembered
  const interpreter = interpreterOf(prepared, interpreters)
  if (interpreter === undefined || prepared.undo === null)
    return { prepared, state: 'irreversible' }
  try {
    if (await didNothing(remembered, interpreter, host)) {
      // Folders may have been made for it.
      await interpreter.revert(prepared.undo, host).catch((error: unknown) => {
        if (troubleOf(error).why === 'bug') throw error
      })
      await journal.note({ entry: 'undone', n: prepared.n })
      return { prepared, state: 'nothing' }
    }
    if (prepared.needsRoot && privilege === 'none') return { prepared, state: 'handed-over' }
    await interpreter.revert(prepared.undo, host)
    await journal.note({ entry: 'undone', n: prepared.n })
    return { prepared, state: 'undone' }
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble.why === 'bug') throw error
    return { prepared, state: trouble.why === 'refused' ? 'changed' : 'failed', trouble }
  }
}

/** Walks a run back, the last step first; what has changed since is left alone. */
export const undoRun = async (
  steps: readonly Remembered[],
  options: UndoOptions,
): Promise<readonly UndoOutcome[]> => {
  const outcomes: UndoOutcome[] = []
  for (const each of undoable(steps)) {
    if (options.signal.aborted) break
    outcomes.push(await undoStep(each, options))
  }
  return outcomes
}

const unmet: ReadonlySet<UndoOutcome['state']> = new Set(['changed', 'failed', 'handed-over'])

/** Exit code of `undo`: 4 where something that has a way back was not taken back. What has none stays, as the plan said. Pure. */
export const undoExitCode = (outcomes: readonly Pick<UndoOutcome, 'state'>[]): number =>
  outcomes.some(({ state }) => unmet.has(state)) ? 4 : 0

/** What a run did, from its journal; undefined where there is no such run. */
export const readRun = async (
  files: Pick<RunFiles, 'read'>,
  id: string,
): Promise<readonly Remembered[] | undefined> => {
  const lines = await files.read(id)
  return lines === undefined ? undefined : remember(parseEntries(lines))
}
