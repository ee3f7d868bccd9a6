import { interrupted } from '../engine/readiness.ts'
import { createJournal } from '../engine/journal.ts'
import type { Prepared, Remembered } from '../engine/journal.ts'
import { interpreters } from '../engine/steps/index.ts'
import { readRun, undoable, undoExitCode, undoRun } from '../engine/undo.ts'
import type { UndoOutcome } from '../engine/undo.ts'
import { language } from '../messages/languages.ts'
import type { Language } from '../messages/language.ts'
import { troubleIn } from '../messages/trouble.ts'
import type { RunFiles } from '../model/journal.ts'
import { titleIn } from '../engine/erased.ts'
import { formatText } from '../report/format.ts'
import { terminalRedactor } from '../report/redact.ts'
import { secretsIn } from '../report/secrets-in.ts'
import { canAsk } from './consent.ts'
import { print } from './output.ts'
import { createPrivilege } from './privilege.ts'
import type { RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'
import { whileWriting } from './writing.ts'

interface Run {
  readonly id: string
  readonly steps: readonly Remembered[]
}

const readRuns = async (files: RunFiles): Promise<readonly Run[]> => {
  const ids = await files.list()
  const runs = await Promise.all(
    ids.map(async (id) => ({ id, steps: (await readRun(files, id)) ?? [] })),
  )
  return runs.filter(({ steps }) => steps.length > 0)
}

const withState = ({ steps }: Run, state: Remembered['state']): number =>
  steps.filter((step) => step.state === state).length

const hasWayBack = ({ prepared }: Remembered): boolean => prepared.undo !== null

/** The one that is meant: by its name or the beginning of it, else the last that has something left to take back. */
const choose = (runs: readonly Run[], asked: string | undefined, words: Language): Run => {
  if (asked === undefined) {
    const left = runs.filter(({ steps }) => undoable(steps).length > 0)
    const last = left.findLast(({ steps }) => undoable(steps).some(hasWayBack)) ?? left.at(-1)
    if (last === undefined) throw new UsageError(words.repair.noRuns)
    return last
  }
  const [run, ...others] = runs.filter(({ id }) => id === asked || id.startsWith(asked))
  const exact = runs.find(({ id }) => id === asked)
  if (exact !== undefined) return exact
  if (run === undefined || others.length > 0) throw new UsageError(words.repair.noRun(asked))
  return run
}

/** In the words of the plan; its kind alone where another version wrote it down and left out what its words need. */
const titleOf = ({ step }: Prepared, { stepTitle, name }: Language): string => {
  try {
    return formatText(titleIn(stepTitle, step), name, terminalRedactor(secretsIn(process.env)))
  } catch {
    return step.kind
  }
}

const lineOf = ({ prepared, state, trouble }: UndoOutcome, words: Language): string =>
  [
    `  ${words.repair.undoStates[state]}`,
    titleOf(prepared, words),
    trouble === undefined ? '' : troubleIn(trouble, words),
  ]
    .filter((part) => part !== '')
    .join('  ')

/** `undo --list`: every run that changed something; that there is none only where nothing else is listed. */
export const listRuns = async (context: RunContext, alone: boolean): Promise<number> => {
  const words = await language(context.language)
  return whileWriting(words, { lock: false }, async ({ files }) => {
    const runs = await readRuns(files)
    const lines = runs.map((run) =>
      words.repair.listed(
        run.id,
        run.steps.length,
        withState(run, 'undone'),
        withState(run, 'open'),
      ),
    )
    const told = lines.length === 0 && alone ? [words.repair.noRuns] : lines
    if (told.length > 0) await print(`${told.join('\n')}\n`)
    return 0
  })
}

/** `undo [RUN]`: takes back what a run of `--fix` did, the last step first. Throws `UsageError` where there is no such run. */
export const undo = async (asked: string | undefined, context: RunContext): Promise<number> => {
  const words = await language(context.language)
  return whileWriting(
    words,
    { lock: true },
    async ({ host, files, signal, answering, interrupted: stopped }) => {
      const run = choose(await readRuns(files), asked, words)
      const open = undoable(run.steps)
      if (open.length === 0) {
        await print(`${words.repair.allUndone(run.id)}\n`)
        return 0
      }
      const needsRoot = open.some(({ prepared }) => prepared.needsRoot && prepared.undo !== null)
      const privilege = needsRoot ? await createPrivilege(host, canAsk())() : 'none'
      const begun = { now: host.now, version: context.version, begun: true }
      const journal = createJournal(files.open(run.id), begun)
      const answered = answering(words.repair.finishing)
      const edges = { host, interpreters, signal, journal, privilege }
      const outcomes = await undoRun(run.steps, edges).finally(answered)
      const lines = outcomes.map((outcome) => lineOf(outcome, words))
      const handOver = outcomes.some(({ state }) => state === 'handed-over')
        ? [words.repair.handOver, `    sudo k8s-doctor undo ${run.id}`]
        : []
      await print(`${[run.id, ...lines, ...handOver].join('\n')}\n`)
      if (stopped()) return interrupted
      return undoExitCode(outcomes)
    },
  )
}
