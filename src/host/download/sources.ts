import { installReasons, reason, sayReason } from '../../model/install-reason.ts'
import type { InstallReason } from '../../model/install-reason.ts'
import type { InstallError, InstallEvent } from '../../model/install.ts'
import type { Limits } from './limits.ts'
import type { SourceFault } from './source-fault.ts'

/** What is known of one address during one download. */
export interface Source {
  readonly url: string
  /** Who is asked; a mirror may keep the file at one of several places. */
  readonly origin: string
  /** In a row, without progress. */
  failures: number
  /** Not to be asked again before then; on the clock of `performance.now()`. */
  notBefore: number
  /** Given up for this run. */
  out: boolean
  /** Says another length than the one that is being followed. */
  aside: boolean
  /** Had a part in a file that was wrong. */
  suspect: boolean
  /** Bytes per second when it was last seen. */
  rate: number
  received: number
  why: InstallReason
}

export interface Sources {
  /** Whom to ask: those above suspicion; else one suspect, alone, so that it can be proven. */
  readonly candidates: () => readonly Source[]
  /** Only one may be asked and nothing of another one's may be kept. */
  readonly alone: () => Source | undefined
  /** `progress`: bytes it had delivered since it was asked. */
  readonly fail: (source: Source, fault: SourceFault, progress: number) => void
  /** Wrong bytes came from these: one alone is given up, of several each is suspect. */
  readonly blame: (urls: readonly string[], why: InstallReason) => void
  /** Those who claimed another length get their chance; false where there is nobody. */
  readonly recall: () => boolean
  readonly tried: () => InstallError['tried']
}

/** Less than this is no reason to begin counting failures anew. */
const progressBytes = 64 * 1024

/** From half to all of it, so that a class does not come back all at once. */
const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2)

const told = ({ url, why, received }: Source): InstallError['tried'][number] => ({
  url,
  why: sayReason(installReasons, why),
  reason: why,
  received,
})

const originOf = (url: string): string => {
  if (!URL.canParse(url)) return url
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

export const createSources = (
  urls: readonly string[],
  limits: Limits,
  onEvent: (event: InstallEvent) => void,
): Sources => {
  const all = [...new Set(urls)].map((url): Source => ({
    url,
    origin: originOf(url),
    failures: 0,
    notBefore: 0,
    out: false,
    aside: false,
    suspect: false,
    rate: 0,
    received: 0,
    why: reason('not-needed'),
  }))
  const usable = (): readonly Source[] => all.filter(({ out, aside }) => !out && !aside)
  const alone = (): Source | undefined => {
    const left = usable()
    return left.every(({ suspect }) => suspect) ? left[0] : undefined
  }
  const report = (source: Source, why: InstallReason): void => {
    source.why = why
    onEvent({ kind: 'source-failed', ...told(source) })
  }
  const wait = ({ failures }: Source, asked: number | undefined): number =>
    asked ?? jittered(limits.backOffMs[failures - 1] ?? limits.backOffMs.at(-1) ?? 0)
  /** A host that does not answer does so at no other of its places. */
  const shareFate = (source: Source, fault: SourceFault): void => {
    for (const other of all) {
      if (other.origin !== source.origin || other.out || other === source) continue
      other.failures = source.failures
      other.notBefore = source.notBefore
      other.out = source.out
      if (source.out) other.why = fault.reason
    }
  }
  const isHopeless = ({ failures }: Source, { lasting, retryAfterMs = 0 }: SourceFault): boolean =>
    lasting || failures >= limits.attempts || retryAfterMs > limits.mostRetryAfterMs
  return {
    candidates: () => {
      const one = alone()
      return one === undefined ? usable().filter(({ suspect }) => !suspect) : [one]
    },
    alone,
    fail: (source, fault, progress) => {
      source.failures = progress >= progressBytes ? 1 : source.failures + 1
      if (fault.disagrees && !fault.lasting) source.aside = true
      else source.out = isHopeless(source, fault)
      source.notBefore = performance.now() + wait(source, fault.retryAfterMs)
      if (!fault.lasting && !fault.disagrees) shareFate(source, fault)
      report(source, fault.reason)
    },
    blame: (urls, why) => {
      const blamed = all.filter(({ url }) => urls.includes(url))
      const certain = urls.length === 1
      for (const source of blamed) {
        source.out ||= certain
        source.suspect = true
        if (certain) report(source, why)
      }
    },
    recall: () => {
      const aside = all.filter((source) => source.aside && !source.out)
      for (const source of aside) source.aside = false
      return aside.length > 0
    },
    tried: () => all.map(told),
  }
}
