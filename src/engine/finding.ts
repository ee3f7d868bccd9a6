import type { AnyCheck, AnyFound } from '../model/check.ts'
import type { Finding } from '../model/report.ts'
import type { ByHand } from '../model/step.ts'
import { byHand } from './by-hand.ts'
import { commandsOf, problemOf, stepsOf } from './erased.ts'

const commands = (check: AnyCheck, found: AnyFound): readonly ByHand[] => {
  const declared = problemOf(check, found.code)
  const own = commandsOf(declared, found.args)
  if (own !== undefined) return own
  return stepsOf(declared, found.args).flatMap(byHand)
}

/** What a check returned, with its full code, severity and the commands to copy. Pure. */
export const toFinding = (check: AnyCheck, found: AnyFound): Finding => {
  const { severity, fix } = problemOf(check, found.code)
  return {
    code: `${check.id}/${found.code}`,
    severity,
    args: found.args,
    covered: [],
    commands: commands(check, found),
    ...(found.about === undefined ? {} : { about: found.about }),
    ...(fix === undefined ? {} : { fix: fix.id }),
  }
}
