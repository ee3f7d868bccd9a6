import { defineFact } from '../model/fact.ts'
import type { Pair } from '../model/request.ts'
import { attempt } from '../model/unreadable.ts'
import { suppliesOf } from '../route/supplies.ts'
import type { Supply } from '../route/supplies.ts'
import { capacity } from './capacity.ts'
import { otherPairs } from './compat.ts'
import { dockerObjects } from './docker-objects.ts'
import { pairMachine } from './pair-fit.ts'
import { profiles } from './profiles.ts'
import { routeFact } from './route.ts'

/** What the machine says to the choice of the next rung. */
export interface LadderGrounds {
  /** A profile of the course's name, or objects of docker's that bear it, are there. */
  readonly exists: boolean
  /** Other clusters on this engine or in this home, whoever's. */
  readonly others: readonly string[]
  /** What the cluster can have at most. */
  readonly resources?: { readonly cpus: number; readonly memoryMiB: number }
  /** Pairs that may be tried here instead of the profile's own, the same ones in the same order each time. */
  readonly alternatives: readonly Pair[]
  /** How each artefact of this start comes, in the order of the route. */
  readonly sources: readonly Supply[]
  /** MINIKUBE_HOME, with its `.minikube`. */
  readonly home: string
}

const mebibyte = 1024 * 1024

/**
 * What stands of the course's cluster and of others, what a node can have, which pairs and sources there are besides. What cannot
 * be read is left out: the rungs that need it are then none.
 */
export const ladderGrounds = defineFact({
  id: 'ladder-grounds',
  waitsFor: 'registries',
  read: async ({ request, get }): Promise<LadderGrounds> => {
    const { cluster, pair, alternatives } = request.profile
    const [{ home, valid, broken }, objects, room, route, machine] = await Promise.all([
      get(profiles),
      attempt(get(dockerObjects)),
      attempt(get(capacity)),
      request.offline ? undefined : attempt(get(routeFact)),
      attempt(get(pairMachine)),
    ])
    const made = objects.ok ? [...objects.value.containers, ...objects.value.volumes] : []
    const names = new Set([
      ...[...valid, ...broken].map(({ name }) => name),
      ...made.map(({ profile }) => profile),
    ])
    return {
      exists: names.has(cluster),
      others: [...names].filter((name) => name !== cluster).toSorted(),
      ...(room.ok
        ? {
            resources: {
              cpus: Math.floor(room.value.cpus.value),
              memoryMiB: Math.floor(room.value.memory.value / mebibyte),
            },
          }
        : {}),
      alternatives: machine.ok ? otherPairs(pair, machine.value, alternatives) : [],
      sources: route?.ok === true ? suppliesOf(route.value) : [],
      home,
    }
  },
})
