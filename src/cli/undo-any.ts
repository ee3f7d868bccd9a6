import { listInstalls } from '../host/install.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { requireOwnFolders } from './require-answers.ts'
import { undo as undoInstall } from './undo.ts'
import { listRuns, undo as undoRun } from './undo-run.ts'
import { UsageError } from './usage-error.ts'

const isInstall = (name: string): boolean => name.startsWith('tx-')

/** The last run of `--fix` that has something left to take back, else the newest install. */
const undoLast = async (globals: GlobalOptions, context: RunContext): Promise<number> => {
  try {
    return await undoRun(undefined, context)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return undoInstall(undefined, dryRunOf(globals), globals, context)
  }
}

const dryRunOf = ({ dryRun }: GlobalOptions) => (dryRun === true ? { dryRun } : {})

/** `undo [WHAT]`: a run of `--fix` by its time, an install by its transaction; `--list` names both. Throws `UsageError` where there is no such thing. */
export const undo = async (
  what: string | undefined,
  globals: GlobalOptions,
  context: RunContext,
): Promise<number> => {
  await requireOwnFolders()
  if (globals.list === true) {
    const alone = (await listInstalls(process.env)).length === 0
    if (globals.json !== true) await listRuns(context, alone)
    return undoInstall(undefined, { list: true }, globals, context)
  }
  if (what === undefined) return undoLast(globals, context)
  return isInstall(what)
    ? undoInstall(what, dryRunOf(globals), globals, context)
    : undoRun(what, context)
}
