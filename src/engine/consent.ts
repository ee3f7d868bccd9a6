import type { Risk } from '../model/fix.ts'
import type { CheckResult, PlannedFix } from '../model/report.ts'

/** What there is to go by when nobody has been asked yet. */
export interface Setting {
  /** `--yes`: everything listed is agreed to. */
  readonly yes: boolean
  /** Somebody can be asked. */
  readonly terminal: boolean
  /** A machine that is thrown away afterwards: the variable CI is set. */
  readonly ci: boolean
  /** No container runs and no cluster is well. */
  readonly nothingToLose: boolean
}

/** Whether a risk may be taken, must be asked for, or must not be taken. Pure. */
export const ruling = (
  risk: Risk,
  { yes, terminal, ci, nothingToLose }: Setting,
): 'go' | 'ask' | 'refused' => {
  if (yes || risk === 'safe') return 'go'
  if (terminal) return 'ask'
  return ci && (risk === 'system' || nothingToLose) ? 'go' : 'refused'
}

/** Whether stopping containers and deleting clusters would take nothing from anybody; not knowing counts as no. Pure. */
export const hasNothingToLose = (
  results: readonly CheckResult[],
  running: number | undefined,
): boolean => {
  const cluster = results.find(({ id }) => id === 'cluster/running')
  const none = cluster?.status === 'failed' || cluster?.reason === 'no-cluster'
  return running === 0 && none
}

/** Positions of the fixes with one ruling. Pure. */
export const ruled = (
  fixes: readonly PlannedFix[],
  wanted: ReturnType<typeof ruling>,
  setting: Setting,
): readonly number[] =>
  fixes.flatMap(({ risk }, index) => (ruling(risk, setting) === wanted ? [index] : []))
