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
  /** Bytes per second when it was last seen. */
  rate: number
  received: number
  why: InstallReason
}

export interface Sources {
  /** Those not given up. */
  readonly left: () => readonly Source[]
  /** `progress`: bytes it had delivered since it was asked. */
  readonly fail: (source: Source, fault: SourceFault, progress: number) => void
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
    rate: 0,
    received: 0,
    why: reason('not-needed'),
  }))
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
    left: () => all.filter(({ out }) => !out),
    fail: (source, fault, progress) => {
      source.failures = progress >= progressBytes ? 1 : source.failures + 1
      source.out = isHopeless(source, fault)
      source.notBefore = performance.now() + wait(source, fault.retryAfterMs)
      if (!fault.lasting) shareFate(source, fault)
      report(source, fault.reason)
    },
    tried: () => all.map(told),
  }
}
