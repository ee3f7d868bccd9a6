import { defineFact } from '../model/fact.ts'
import type { Request } from '../model/request.ts'
import { isOfStart } from '../model/route.ts'
import { below } from '../model/version.ts'
import { artefacts } from './artefacts.ts'
import { effectivePair } from './pair.ts'

/** Up to here a bundle for another runtime than docker holds the network plugin. Source: hack/preload-images/generate.go, v1.10.0 to v1.38.1. */
const pluginBundledUntil = 'v1.39.0'

/**
 * Of one docker node all is known: others need an image of a virtual machine, or a network plugin that is in the bundle or nowhere
 * here. Source: docs/what-minikube-downloads.md.
 */
const isKnown = ({ profile }: Request, minikube: string, bundled: boolean): boolean =>
  profile.driver === 'docker' &&
  profile.nodes === 1 &&
  (profile.runtime === 'docker' || (bundled && below(minikube, pluginBundledUntil)))

/**
 * Whether a start fetches something; true also where nobody can know. A cluster that was made before makes no difference: minikube
 * wants the node's image and the preload at every start. Source: Provision in pkg/minikube/node/start.go.
 */
export const startFetches = defineFact({
  id: 'start-fetches',
  read: async ({ request, get }): Promise<boolean> => {
    const { artefacts: all, outsideNode, unlisted } = await get(artefacts)
    const bundled = all.some(({ kind, id }) => kind === 'preload' && outsideNode.includes(id))
    if (!isKnown(request, effectivePair(request).minikube, bundled)) return true
    return unlisted.length > 0 || all.filter(isOfStart).some(({ id }) => !outsideNode.includes(id))
  },
})
