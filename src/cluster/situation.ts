import type { Attempt, RungId } from '../model/attempt.ts'
import type { Pair, Request } from '../model/request.ts'
import type { Artefact, Candidate } from '../model/route.ts'
import type { StartPlan } from '../model/start.ts'
import type { Route } from '../route/route.ts'

/** Where one artefact of the start came from, and who else has proved it. */
export interface Supply {
  readonly artefact: Artefact
  /** Undefined where the preload holds it. */
  readonly used: Candidate | undefined
  readonly others: readonly Candidate[]
}

/** All that the choice of the next rung goes by. */
export interface Situation {
  readonly request: Request
  readonly pair: Pair
  /** Of the start that failed last. */
  readonly plan: StartPlan
  /** Every start so far, the last one last. */
  readonly attempts: readonly Attempt[]
  /** A profile of the course's name, or objects of docker's that bear it, are there now. */
  readonly exists: boolean
  /** None of that was there before this run's first start. */
  readonly ours: boolean
  /** Other clusters on this engine or in this home, whoever's. */
  readonly others: readonly string[]
  /** What the cluster can have at most. */
  readonly resources?: { readonly cpus: number; readonly memoryMiB: number }
  /** Pairs that would work here, the same ones in the same order each time. */
  readonly alternatives: readonly Pair[]
  /** Rungs that nobody agreed to: what deletes more than these is not offered either. */
  readonly refused: readonly RungId[]
  /** Rungs whose steps failed, or had nothing left to do. */
  readonly failed?: readonly RungId[]
  /** How each artefact of this start came, in the order of the route. */
  readonly sources: readonly Supply[]
  /** MINIKUBE_HOME, with its `.minikube`. */
  readonly home: string
}

const ofStart: ReadonlySet<Artefact['kind']> = new Set([
  'kicbase',
  'system-image',
  'storage-provisioner',
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

/** What a start was told with a flag. Pure. */
export const flagOf = ({ argv }: StartPlan, name: string): string | undefined =>
  argv.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
