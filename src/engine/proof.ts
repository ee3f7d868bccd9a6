import type { CheckResult, Finding, Report } from '../model/report.ts'
import type { WriteHost } from '../model/write-host.ts'

export interface Verdict {
  /** `settling`: too early to say. `failed`: it does not look as if it passed by itself. */
  readonly state: 'proven' | 'settling' | 'failed'
  /** Codes of what stands in the way, or ids of checks that had nothing to look at. */
  readonly because: readonly string[]
}

const codesOf = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ proof }) => proof !== 'beside').map(({ code }) => code)

/** What keeps one check from proving its share; empty where it does. */
const against = ({ id, status, findings, blockedBy }: CheckResult): readonly string[] => {
  if (status === 'blocked') return [blockedBy ?? id]
  const codes = codesOf(findings)
  return status === 'passed' || codes.length > 0 ? codes : [id]
}

/** Whether the cluster is proved, as far as one look can tell. Pure. */
export const verdictOf = (checks: readonly CheckResult[]): Verdict => {
  const proving = checks.filter(({ proves }) => proves === true)
  const codes = [...new Set(proving.flatMap(against))]
  if (codes.length === 0) return { state: proving.length > 0 ? 'proven' : 'failed', because: [] }
  const settling = new Set(
    proving.flatMap(({ findings }) =>
      findings.filter(({ proof }) => proof === 'settling').map(({ code }) => code),
    ),
  )
  const waits = codes.every(
    (code) =>
      settling.has(code) || checks.some(({ id, status }) => id === code && status === 'unknown'),
  )
  return { state: waits ? 'settling' : 'failed', because: codes }
}

export interface ProveOptions {
  /** Milliseconds from the first look to the last word. */
  readonly deadlineMs: number
  readonly host: Pick<WriteHost, 'now' | 'sleep'>
  readonly signal: AbortSignal
  /** What is waited for, after each look. */
  readonly listen?: (verdict: Verdict, report: Report) => void
}

export interface Proof {
  readonly report: Report
  readonly verdict: Verdict
}

/** Between two looks. */
const pauseMs = 3000

/** How long the same trouble must last, at least: images are asked for again after 10 and 20 s, and both pass by themselves. */
const leastPatienceMs = 45_000

/** For a Pod to come up once the kubelet has waited and starts it again. */
const comingUpMs = 35_000

/** As long as the kubelet waits before it tries the Pod again, and until that try has shown. Pure. */
const patienceOf = (checks: readonly CheckResult[]): number =>
  Math.max(
    leastPatienceMs,
    ...checks.flatMap(({ findings }) =>
      findings.flatMap(({ args: { backOff } }) =>
        backOff?.tag === 'ms' ? [backOff.value + comingUpMs] : [],
      ),
    ),
  )

/**
 * Looks until the cluster is proved, until the same trouble has lasted, or until the deadline; the last look is the verdict. `look`
 * must ask the cluster anew each time.
 */
export const prove = async (
  look: () => Promise<Report>,
  { deadlineMs, host, signal, listen }: ProveOptions,
): Promise<Proof> => {
  const began = host.now()
  let trouble: { readonly since: number; readonly what: string } | undefined
  for (;;) {
    const report = await look()
    const verdict = verdictOf(report.checks)
    listen?.(verdict, report)
    const time = host.now()
    const what = verdict.because.join()
    if (verdict.state !== 'failed') trouble = undefined
    else if (trouble?.what !== what) trouble = { since: time, what }
    const lasts = trouble !== undefined && time - trouble.since >= patienceOf(report.checks)
    const over = time - began + pauseMs > deadlineMs
    if (verdict.state === 'proven' || lasts || over || signal.aborted) return { report, verdict }
    await host.sleep(pauseMs, signal)
  }
}
