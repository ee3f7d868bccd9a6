import { canApply } from '../cluster/start-plan.ts'
import type { Cure } from '../cluster/start-plan.ts'
import type { AnyCheck } from '../model/check.ts'
import type { CheckResult, Finding, PlannedFix } from '../model/report.ts'
import { choiceOf, cureOf, needsRootOf, problemOf, riskOf, stepsOf } from './erased.ts'

const keyOf = (check: AnyCheck, finding: Finding): string => finding.code.slice(check.id.length + 1)

const declaredBy = (checks: readonly AnyCheck[], result: CheckResult): AnyCheck => {
  const check = checks.find(({ id }) => id === result.id)
  if (check === undefined) throw new TypeError(`no check ${result.id}`)
  return check
}

export interface Covered {
  readonly results: readonly CheckResult[]
  readonly cures: readonly Cure[]
}

/**
 * Marks what the start can be told to live with: such an error counts as a warning, and a check with no other error has
 * passed. A cure with a flag this minikube does not take covers nothing. Pure.
 */
export const cover = (
  checks: readonly AnyCheck[],
  results: readonly CheckResult[],
  minikube: string,
): Covered => {
  const cures: Cure[] = []
  const covered = results.map((result): CheckResult => {
    const check = declaredBy(checks, result)
    const findings = result.findings.map((finding): Finding => {
      const patch = cureOf(problemOf(check, keyOf(check, finding)), finding.args)
      if (patch === undefined || !canApply(minikube, patch)) return finding
      cures.push({ because: finding.code, patch })
      return {
        ...finding,
        severity: finding.severity === 'error' ? 'warning' : finding.severity,
        covered: [...(patch.flags ?? []).map(({ name }) => name), ...Object.keys(patch.env ?? {})],
      }
    })
    const stillFailed = findings.some(({ severity }) => severity === 'error')
    const calmed = result.undetermined.length > 0 ? 'unknown' : 'passed'
    return {
      ...result,
      findings,
      status: result.status === 'failed' && !stillFailed ? calmed : result.status,
    }
  })
  return { results: covered, cures }
}

/** The same repair of the same thing. Pure. */
export const sameFix = (a: PlannedFix, b: PlannedFix): boolean =>
  a.fix === b.fix && JSON.stringify([a.steps, a.choice]) === JSON.stringify([b.steps, b.choice])

const merge = (fixes: readonly PlannedFix[]): readonly PlannedFix[] => {
  const merged: PlannedFix[] = []
  for (const next of fixes) {
    const at = merged.findIndex((known) => sameFix(known, next))
    const known = merged[at]
    if (known === undefined) merged.push(next)
    else merged[at] = { ...known, because: [...new Set([...known.because, ...next.because])] }
  }
  return merged
}

const runningOf = ({ args: { running } }: Finding): Pick<PlannedFix, 'running'> =>
  running?.tag === 'count' ? { running: running.value } : {}

/** What would be repaired, in the order of the checks, equal fixes told once. Covered findings need no repair. Pure. */
export const planFixes = (
  checks: readonly AnyCheck[],
  results: readonly CheckResult[],
): readonly PlannedFix[] =>
  merge(
    results.flatMap((result) => {
      const check = declaredBy(checks, result)
      return result.findings.flatMap((finding): readonly PlannedFix[] => {
        const declared = problemOf(check, keyOf(check, finding))
        // What is no problem is covered by flags and prepared by steps, both.
        const settled = finding.covered.length > 0 && finding.severity !== 'info'
        if (declared.fix === undefined || settled) return []
        const { id, title, verifies } = declared.fix
        const risk = riskOf(declared.fix, finding.args)
        const needsRoot = needsRootOf(declared.fix, finding.args)
        const steps = stepsOf(declared, finding.args)
        const choice = choiceOf(declared, finding.args)
        return steps.length === 0 && choice === undefined
          ? []
          : [
              {
                fix: id,
                title,
                risk,
                needsRoot,
                because: [finding.code],
                verifies,
                steps,
                ...(choice === undefined ? {} : { choice }),
                commands: finding.commands,
                ...runningOf(finding),
              },
            ]
      })
    }),
  )
