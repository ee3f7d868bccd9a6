import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { apiHealth } from './api-health.ts'
import { minikubeStatus } from './minikube-status.ts'

/** Whether `minikube pause` has stopped Kubernetes; asked of minikube only while the API of a running node does not answer. */
export const kubernetesPaused = defineFact({
  id: 'kubernetes-paused',
  read: async ({ get }): Promise<boolean> => {
    const api = await get(apiHealth)
    if (api === undefined || api.ready) return false
    const nodes = await attempt(get(minikubeStatus))
    return nodes.ok && nodes.value.some(({ apiServer }) => apiServer === 'Paused')
  },
})
