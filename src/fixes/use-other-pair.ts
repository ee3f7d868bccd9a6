import { defineFix } from '../model/fix.ts'
import type { Fix } from '../model/fix.ts'
import type { Term, Version } from '../model/value.ts'

type Nearest = {
  readonly nearestMinikube: Version | undefined
  readonly nearestKubernetes: Version | undefined
  readonly nearestFrom: Term | undefined
}

/** Goes on with the nearest pair that works here; where there is none there is nothing to choose. */
export const useOtherPair = (verifies: 'tools/pair' | 'host/cgroup'): Fix<Nearest> =>
  defineFix({
    id: 'use-other-pair',
    title: 'go on with versions that work here',
    risk: 'safe',
    needsRoot: false,
    plan: () => [],
    choose: ({ nearestMinikube, nearestKubernetes, nearestFrom }) =>
      nearestMinikube === undefined || nearestKubernetes === undefined
        ? undefined
        : {
            pair: {
              minikube: nearestMinikube.value,
              kubernetes: nearestKubernetes.value,
              listed: nearestFrom?.value === 'profile',
            },
          },
    verifies,
  })
