import { defineFact } from '../model/fact.ts'
import type { Probes } from '../model/route.ts'

/** What each source said about each artefact. */
export const probeTable = defineFact({
  id: 'probe-table',
  waitsFor: 'registries',
  read: async (): Promise<Probes> => ({ artefacts: [], here: [], probes: [] }),
})
