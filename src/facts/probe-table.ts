import { defineFact } from '../model/fact.ts'
import type { Probes } from '../model/route.ts'

interface RateLimit {
  readonly limit: number
  readonly remaining: number
  /** Seconds the limit is counted over. */
  readonly seconds: number
}

/** What each source said about each artefact. */
export const probeTable = defineFact({
  id: 'probe-table',
  waitsFor: 'registries',
  read: async (): Promise<Probes> => ({ artefacts: [], here: [], probes: [] }),
})

/** What is left of each registry's allowance, by host. */
export const rateLimits = defineFact({
  id: 'rate-limits',
  waitsFor: 'registries',
  read: async (): Promise<Readonly<Record<string, RateLimit>>> => ({}),
})
