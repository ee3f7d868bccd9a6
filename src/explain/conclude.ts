import type { LogCode } from './codes.ts'
import type { Entry } from './collect.ts'
import type { Dismissed, Explanation, LogFinding } from './explanation.ts'
import { byImportance, isLesson, placeOf } from './order.ts'
import type { Setting } from './setting.ts'
import { noDriverLeft } from './reasons.ts'

/** What was read, when the log is at its end. */
export interface Reading {
  readonly entries: readonly Entry[]
  /** root was told off in words only, because --force was given. */
  readonly forced: boolean
  /** What an earlier start in the log got over. */
  readonly overcome: readonly LogCode[]
  readonly noise: Pick<Dismissed, 'drivers' | 'updateCheck' | 'dockerContext' | 'advice'>
  readonly recognised: boolean
  readonly succeeded: boolean
  readonly lines: number
  readonly setting: Setting
}

/** What one finding says better than another that comes with it. */
const saidBetterBy: Readonly<Record<string, readonly LogCode[]>> = {
  'docker/daemon/not-running': ['docker/daemon/bad-config'],
  'log/pull-timeout': ['network/dns/forged'],
}

/** Codes of one area stand for one another's guesses. */
const areaOf = (code: string): string =>
  /^log\/(?:docker|wsl|cgroup)/.test(code) ? 'docker' : code.replace(/\/.*$/, '')

const finish = ({ code, severity, about, args, lines, more, source }: Entry): LogFinding => ({
  code,
  severity,
  ...(about === undefined ? {} : { about }),
  args,
  lines,
  more,
  source,
})

/** Tells causes from what follows from them, and puts the most fundamental first. Pure. */
export const conclude = (reading: Reading): Explanation => {
  const { entries, forced, overcome, noise, succeeded, lines, setting } = reading
  const excused = ({ code }: Entry): boolean => forced && code === 'user/root/login'
  const errors = entries.filter((entry) => entry.severity === 'error' && !excused(entry))
  // Warnings around a start that came to its end did no harm.
  const harmless = succeeded && errors.length === 0
  const causes = errors.filter(({ symptom }) => !symptom)
  const follows = ({ symptom, guess, transient, code }: Entry): boolean =>
    (transient && succeeded) ||
    causes.some(
      (cause) =>
        (guess && cause.code !== code && areaOf(cause.code) === areaOf(code)) ||
        (symptom && placeOf(cause.code) <= placeOf(code)) ||
        saidBetterBy[code]?.includes(cause.code) === true,
    )
  // What kubectl shows of a lesson afterwards is no part of the start.
  const didNoHarm = ({ code }: Entry): boolean => harmless && !isLesson(code)
  const kept = entries.filter((entry) => !excused(entry) && !follows(entry) && !didNoHarm(entry))
  const symptoms = entries.filter(follows).map(({ code }) => code.replace(/^minikube\//, ''))
  return {
    findings: kept.toSorted(byImportance).map(finish),
    dismissed: {
      ...noise,
      noDriverLeft: symptoms.filter((name) => noDriverLeft.has(name)),
      symptoms: symptoms.filter((name) => !noDriverLeft.has(name)),
      overcome: [...new Set([...overcome, ...entries.filter(didNoHarm).map(({ code }) => code)])],
      forced: entries.some(excused),
    },
    recognised: reading.recognised || entries.length > 0,
    succeeded,
    lines,
    setting,
  }
}
