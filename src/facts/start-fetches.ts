import { defineFact } from '../model/fact.ts'
import { isOfStart } from '../model/route.ts'
import { artefacts } from './artefacts.ts'

/**
 * Whether a start fetches something; true also where nobody can know: other drivers need an image of a virtual machine. A cluster
 * that was made before makes no difference: minikube wants the node's image and the preload at every start. Source: Provision in
 * pkg/minikube/node/start.go; docs/what-minikube-downloads.md.
 */
export const startFetches = defineFact({
  id: 'start-fetches',
  read: async ({ request, get }): Promise<boolean> => {
    if (request.profile.driver !== 'docker') return true
    const { artefacts: all, outsideNode, unlisted } = await get(artefacts)
    return unlisted.length > 0 || all.filter(isOfStart).some(({ id }) => !outsideNode.includes(id))
  },
})
