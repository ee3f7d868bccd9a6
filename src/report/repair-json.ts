import { byHand } from '../engine/by-hand.ts'
import type { Language } from '../messages/language.ts'
import type { Round } from '../model/repair.ts'
import type { Report } from '../model/report.ts'
import type { Step } from '../model/step.ts'
import { commandLines } from './common.ts'
import { formatText } from './format.ts'
import { redactRecord, redactWord } from './redact-deep.ts'
import type { Redactor } from './redact.ts'
import { commandsFor } from './repair.ts'
import type { JsonReport } from './schema.ts'

export interface JsonContext {
  readonly language: Language
  readonly redactor: Redactor
  readonly root: boolean
}

/** A step with what a person would type. Pure. */
export const stepOf = (
  step: Step,
  context: JsonContext,
): { kind: string; [key: string]: unknown } => ({
  ...redactRecord(step, context.redactor),
  kind: step.kind,
  commands: byHand(step).map((each) => commandLines({ commands: [each] }, context)[0] ?? ''),
})

/** The steps of a round, each with what became of it. Pure. */
export const stepsOf = (
  { fixes, steps }: Round,
  context: JsonContext,
): NonNullable<JsonReport['rounds']>[number]['steps'] => {
  const { language, redactor, root } = context
  return steps.map((outcome) => {
    const { planned, state, diff, trouble, rolledBack } = outcome
    const { step, because, risk, needsRoot, reversibility, cost } = planned
    const all = fixes.map(({ fix }) => fix)
    return {
      ...stepOf(step, context),
      title: formatText(language.stepTitle(step), language.name, redactor),
      state,
      fixes: all.filter((_, index) => planned.fixes.includes(index)).map(({ fix }) => fix),
      because: [...because],
      risk,
      needsRoot,
      reversibility,
      ...(cost.download === undefined ? {} : { download: cost.download }),
      ...(cost.stops === undefined ? {} : { stops: cost.stops }),
      deletes: [...cost.deletes],
      commands: [...commandLines({ commands: commandsFor(outcome, all) }, { redactor, root })],
      ...(diff === undefined ? {} : { diff: redactWord(diff, redactor) }),
      ...(trouble === undefined
        ? {}
        : { trouble: { why: trouble.why, detail: redactor.text(trouble.detail) } }),
      ...(rolledBack === undefined ? {} : { rolledBack }),
    }
  })
}

/** What `--fix` did. Pure. */
export const repairOf = (
  { repair }: Report,
  context: JsonContext,
): Pick<JsonReport, 'fixes' | 'rounds' | 'run' | 'offPath' | 'wants'> => {
  if (repair === undefined) return {}
  const { language } = context
  return {
    fixes: repair.rounds.flatMap(({ fixes, steps }, round) =>
      fixes.map(({ fix, result }, index) => ({
        fix: fix.fix,
        title: language.fixTitle(fix.fix),
        round: round + 1,
        result,
        because: [...fix.because],
        ...(fix.choice === undefined ? {} : { choice: fix.choice }),
        verifies: fix.verifies,
        steps: steps
          .filter(({ planned }) => planned.fixes.includes(index))
          .map(({ planned, state }) => ({ kind: planned.step.kind, state })),
      })),
    ),
    rounds: repair.rounds.map((round) => ({ steps: stepsOf(round, context) })),
    ...(repair.run === undefined ? {} : { run: repair.run }),
    ...(repair.offPath === undefined
      ? {}
      : { offPath: repair.offPath.map((folder) => redactWord(folder, context.redactor)) }),
    ...(repair.wants === undefined ? {} : { wants: repair.wants }),
  }
}
