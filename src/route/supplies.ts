import type { Artefact, Candidate } from '../model/route.ts'
import type { Route } from '../model/chosen-route.ts'

/** Where one artefact of the start came from, and who else has proved it. */
export interface Supply {
  readonly artefact: Artefact
  /** Undefined where the preload holds it. */
  readonly used: Candidate | undefined
  readonly others: readonly Candidate[]
}

const ofStart: ReadonlySet<Artefact['kind']> = new Set([
  'kicbase',
  'system-image',
  'storage-provisioner',
  'network-image',
  'node-binary',
  'preload',
])

/** How a route brings what the start itself needs; what is here already comes from nowhere. Pure. */
export const suppliesOf = ({ legs }: Route): readonly Supply[] =>
  legs.flatMap(({ artefact, chosen, rejected }): readonly Supply[] => {
    if (!ofStart.has(artefact.kind) || chosen === undefined || chosen.because === 'here') return []
    const others = rejected.flatMap(({ candidate, because }) =>
      because.kind === 'not-needed' ? [candidate] : [],
    )
    return [{ artefact, used: 'candidate' in chosen ? chosen.candidate : undefined, others }]
  })
