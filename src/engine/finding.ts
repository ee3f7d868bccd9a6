import type { AnyCheck, AnyFound } from '../model/check.ts'
import type { Finding } from '../model/report.ts'
import { recipeOf } from './by-hand.ts'
import { commandsOf, looksOf, problemOf, stepsOf } from './erased.ts'

/** What a check returned, with its full code, severity and the commands to copy. Pure. */
export const toFinding = (check: AnyCheck, found: AnyFound): Finding => {
  const declared = problemOf(check, found.code)
  const { severity, fix, start, proof } = declared
  const steps = stepsOf(declared, found.args)
  return {
    code: `${check.id}/${found.code}`,
    severity,
    args: found.args,
    covered: [],
    commands: commandsOf(declared, found.args) ?? recipeOf(steps),
    looks: looksOf(declared, found.args),
    ...(found.about === undefined ? {} : { about: found.about }),
    ...(start === undefined ? {} : { start }),
    ...(proof === undefined ? {} : { proof }),
    ...(fix === undefined || steps.length === 0 ? {} : { fix: fix.id }),
  }
}
