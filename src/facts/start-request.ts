import { minikubeRelease } from '../catalog/minikube.ts'
import { defineFact } from '../model/fact.ts'
import type { Request } from '../model/request.ts'
import { attempt } from '../model/unreadable.ts'
import { isFatal, judgePair } from './compat.ts'
import { pairMachine } from './pair-fit.ts'
import { effectivePair } from './pair.ts'
import { kubectlVersion, minikubeVersion } from './tool-version.ts'

/**
 * The request as the start will meet it: an installed minikube that the catalog does not list is not replaced, so it is its own
 * release that fetches things, not the course's.
 */
export const startRequest = defineFact({
  id: 'start-request',
  read: async ({ request, get }): Promise<Request> => {
    const [told, machine] = await Promise.all([
      attempt(get(minikubeVersion)),
      get(pairMachine),
      // Asked at the same time, since each tool may take its time to answer.
      attempt(get(kubectlVersion)),
    ])
    const installed = told.ok && told.value?.kind === 'known' ? told.value.version : undefined
    if (installed === undefined || minikubeRelease(installed) !== undefined) return request
    const pair = { ...effectivePair(request), minikube: installed }
    if (judgePair(pair, machine).some(isFatal)) return request
    const { kept, overrides } = request
    return {
      ...request,
      ...(kept === undefined ? {} : { kept: { ...kept, pair } }),
      overrides: { ...overrides, pair },
    }
  },
})
