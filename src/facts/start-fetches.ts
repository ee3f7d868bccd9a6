import { defineFact } from '../model/fact.ts'
import type { Profile } from '../model/profile.ts'
import { isOfStart } from '../model/route.ts'
import { artefacts } from './artefacts.ts'

/** Only of one docker node all is known: others need an image of a virtual machine, or a network plugin. Source: docs/what-minikube-downloads.md. */
const isKnown = ({ driver, runtime, nodes }: Profile): boolean =>
  driver === 'docker' && runtime === 'docker' && nodes === 1

/**
 * Whether a start fetches something; true also where nobody can know. A cluster that was made before makes no difference: minikube
 * wants the node's image and the preload at every start. Source: Provision in pkg/minikube/node/start.go.
 */
export const startFetches = defineFact({
  id: 'start-fetches',
  read: async ({ request, get }): Promise<boolean> => {
    if (!isKnown(request.profile)) return true
    const { artefacts: all, outsideNode } = await get(artefacts)
    const wanted = all.filter(isOfStart)
    // A release the catalog does not know has no node image in the list.
    return (
      !wanted.some(({ kind }) => kind === 'kicbase') ||
      wanted.some(({ id }) => !outsideNode.includes(id))
    )
  },
})
