import { defineFact } from '../model/fact.ts'
import { artefacts } from './artefacts.ts'
import { reachability } from './probes.ts'

/** Nobody can be reached, and nobody has to be: everything the start needs is here. Looked at only where nobody answered. */
export const spared = defineFact({
  id: 'spared',
  waitsFor: 'network',
  read: async ({ get }): Promise<boolean> => {
    const { hosts, mirrors } = await get(reachability)
    if ([...hosts, ...mirrors].some(({ verdict }) => verdict === 'true')) return false
    const { artefacts: all, here, made, unlisted } = await get(artefacts)
    if (unlisted.length > 0 && !made) return false
    const present = new Set(here)
    return all.every(({ id, optional }) => optional || present.has(id))
  },
})
