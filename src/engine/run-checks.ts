import { areaOf } from '../model/check.ts'
import type { AnyCheck, AnyFound, Skipped, Unsure } from '../model/check.ts'
import type { CheckResult, Undetermined } from '../model/report.ts'
import type { Request } from '../model/request.ts'
import { attempt, Unreadable } from '../model/unreadable.ts'
import { downloadsOf, fineOf, inspect, isOptional } from './erased.ts'
import type { Listener } from './events.ts'
import { toFinding } from './finding.ts'
import type { Store } from './store.ts'

export interface RunOptions {
  readonly store: Store
  readonly request: Request
  readonly selected: (check: AnyCheck) => boolean
  readonly now: () => number
  readonly listen?: Listener
}

type Verdict = Pick<CheckResult, 'status'> & Partial<CheckResult>

const undetermined = ({ why, what }: Unreadable): Undetermined => ({ why, what })

const factOf = (need: AnyCheck['needs'][string]) => (isOptional(need) ? need.optional : need)

const readNeeds = async (
  { needs }: AnyCheck,
  { get }: Store,
): Promise<Readonly<Record<string, unknown>>> => {
  const values = await Promise.all(
    Object.entries(needs).map(
      async ([name, need]) =>
        [name, isOptional(need) ? await attempt(get(need.optional)) : await get(need)] as const,
    ),
  )
  return Object.fromEntries(values)
}

const isSkipped = (inspection: readonly (AnyFound | Unsure)[] | Skipped): inspection is Skipped =>
  'skipped' in inspection

const judge = async (check: AnyCheck, { store, request }: RunOptions): Promise<Verdict> => {
  const facts = await readNeeds(check, store)
  const inspection = inspect(check, facts, request)
  if (isSkipped(inspection)) return { status: 'skipped', reason: inspection.skipped }
  const findings = inspection.flatMap((item) => ('unsure' in item ? [] : [toFinding(check, item)]))
  const unsure = inspection.flatMap((item) => ('unsure' in item ? [undetermined(item.unsure)] : []))
  const failed = findings.some(({ severity }) => severity === 'error')
  const status = failed ? 'failed' : unsure.length > 0 ? 'unknown' : 'passed'
  const fine = status === 'passed' ? fineOf(check, facts, request) : undefined
  const downloads = status === 'passed' ? downloadsOf(check, facts, request) : undefined
  return {
    status,
    findings,
    undetermined: unsure,
    ...(fine === undefined ? {} : { fine }),
    ...(downloads === undefined ? {} : { downloads }),
  }
}

/** The code or check that makes this one pointless, found through any number of blocked ones. */
const blocker = (check: AnyCheck, before: readonly CheckResult[]): string | undefined => {
  for (const [index, result] of before.entries()) {
    if (result.status === 'blocked') return result.blockedBy
    const earlier = check.after?.[index]
    const stopping = result.findings.find(
      ({ code }) => earlier?.problems[code.slice(result.id.length + 1)]?.stops === true,
    )
    if (stopping !== undefined) return stopping.code
  }
  return undefined
}

const verdictOf = async (
  check: AnyCheck,
  before: readonly CheckResult[],
  options: RunOptions,
): Promise<Verdict> => {
  if (!options.selected(check)) return { status: 'skipped', reason: 'not-selected' }
  const reason = check.skip?.(options.request)
  if (reason !== undefined) return { status: 'skipped', reason }
  const blockedBy = blocker(check, before)
  if (blockedBy !== undefined) return { status: 'blocked', blockedBy }
  try {
    return await judge(check, options)
  } catch (error) {
    if (error instanceof Unreadable)
      return { status: 'unknown', undetermined: [undetermined(error)] }
    return {
      status: 'crashed',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}

/** Programs that can take their time are asked side by side, not each when its check's turn comes. */
const beginEarly = (
  checks: readonly AnyCheck[],
  { store, request, selected }: RunOptions,
): void => {
  const needed = checks
    .filter((check) => selected(check) && check.skip?.(request) === undefined)
    .flatMap(({ needs }) => Object.values(needs).map(factOf))
  // What comes of it is told to who asks for it.
  for (const fact of needed)
    if (fact.early === true) void attempt(store.get(fact)).catch(() => undefined)
}

/** Runs every check at once, each as soon as the checks it comes after have spoken. Never throws: a check that does is `crashed`. */
export const runChecks = async (
  checks: readonly AnyCheck[],
  options: RunOptions,
): Promise<readonly CheckResult[]> => {
  const running = new Map<AnyCheck, Promise<CheckResult>>()
  const run = async (check: AnyCheck): Promise<CheckResult> => {
    const before = await Promise.all((check.after ?? []).map(once))
    const began = options.now()
    const verdict = await verdictOf(check, before, options)
    const asked = verdict.status !== 'blocked' && verdict.status !== 'skipped'
    const result: CheckResult = {
      id: check.id,
      ...(check.role === undefined ? {} : { role: check.role }),
      ...(check.proves === undefined ? {} : { proves: check.proves }),
      area: areaOf(check.id),
      ms: options.now() - began,
      findings: [],
      undetermined: [],
      evidence: asked ? options.store.evidence(Object.values(check.needs).map(factOf)) : [],
      ...verdict,
    }
    options.listen?.({ kind: 'checked', result })
    return result
  }
  const once = (check: AnyCheck): Promise<CheckResult> => {
    const known = running.get(check)
    if (known !== undefined) return known
    const result = run(check)
    running.set(check, result)
    return result
  }
  beginEarly(checks, options)
  return Promise.all(checks.map(once))
}
