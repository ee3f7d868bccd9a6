import type { Choice } from '../model/choice.ts'
import type { Risk } from '../model/fix.ts'
import type { Consent } from '../model/repair.ts'
import type { CheckResult, PlannedFix } from '../model/report.ts'

/** What there is to go by when nobody has been asked yet. */
export interface Setting {
  /** `--yes`: everything listed is agreed to. */
  readonly yes: boolean
  /** `--allow-pair`: other versions than the course's are agreed to. */
  readonly allowPair: boolean
  /** Somebody can be asked. */
  readonly terminal: boolean
  /** A machine that is thrown away afterwards: the variable CI is set. */
  readonly ci: boolean
  /** No container runs and no cluster is well. */
  readonly nothingToLose: boolean
}

/** A fix may be done, must be asked for, or must not be done. */
const rulings = ['go', 'ask', 'refused'] as const
type Ruling = (typeof rulings)[number]

type Asked = Pick<PlannedFix, 'risk' | 'choice'>

const ofRisk = (risk: Risk, { yes, terminal, ci, nothingToLose }: Setting): Ruling => {
  if (yes || risk === 'safe') return 'go'
  if (terminal) return 'ask'
  return ci && (risk === 'system' || nothingToLose) ? 'go' : 'refused'
}

/** The versions are the course's own affair: whoever can be asked is, and --yes alone does not speak for its instructor. */
const ofPair = (pair: Choice['pair'], { yes, allowPair, terminal }: Setting): Ruling => {
  if (pair === undefined || allowPair) return 'go'
  if (terminal && !yes) return 'ask'
  return pair.listed ? 'go' : 'refused'
}

/** The stricter of what its risk and its choice allow. Pure. */
export const ruling = ({ risk, choice }: Asked, setting: Setting): Ruling => {
  const both = new Set([ofRisk(risk, setting), ofPair(choice?.pair, setting)])
  return rulings.findLast((each) => both.has(each)) ?? 'refused'
}

/** Whether stopping containers and deleting clusters would take nothing from anybody; not knowing counts as no. Pure. */
export const hasNothingToLose = (
  results: readonly CheckResult[],
  running: number | undefined,
): boolean => {
  const cluster = results.find(({ role }) => role === 'running')
  const none = cluster?.status === 'failed' || cluster?.reason === 'no-cluster'
  return running === 0 && none
}

/** Positions of the fixes with one ruling. Pure. */
export const ruled = (
  fixes: readonly PlannedFix[],
  wanted: Ruling,
  setting: Setting,
): readonly number[] =>
  fixes.flatMap((fix, index) => (ruling(fix, setting) === wanted ? [index] : []))

const flagsOf = (yes: boolean, pair: boolean): Consent | undefined => {
  if (!pair) return yes ? '--yes' : undefined
  return yes ? '--yes --allow-pair' : '--allow-pair'
}

/** The flag that agrees to all that was refused; undefined where nothing was. Pure. */
export const consentFor = (fixes: readonly Asked[], setting: Setting): Consent | undefined => {
  const yes = fixes.some(({ risk }) => ofRisk(risk, setting) === 'refused')
  const pair = fixes.some(({ choice }) => ofPair(choice?.pair, setting) === 'refused')
  return flagsOf(yes, pair)
}

/** What agrees to everything that either of them agrees to. Pure. */
export const bothConsents = (
  a: Consent | undefined,
  b: Consent | undefined,
): Consent | undefined => {
  const words = new Set([a, b].flatMap((flags) => flags?.split(' ') ?? []))
  return flagsOf(words.has('--yes'), words.has('--allow-pair'))
}
