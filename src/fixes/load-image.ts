import { loadsImagesSince } from '../catalog/minikube-cache.ts'
import { defineFix } from '../model/fix.ts'
import type { Fix } from '../model/fix.ts'
import type { Image, Term, Version } from '../model/value.ts'
import { below } from '../model/version.ts'

export type Starved = {
  readonly image: Image
  /** A name under which a registry has it; undefined where none is known. */
  readonly from: Image | undefined
  readonly cluster: Term
  readonly minikube: Version
}

/** Brings an image into the running cluster by way of this machine's docker, under the name the cluster waits for. */
export const loadImage = (verifies: 'cluster/system-pods' | 'cluster/smoke'): Fix<Starved> =>
  defineFix({
    id: 'load-image',
    title: 'bring the image into the cluster',
    risk: 'safe',
    needsRoot: false,
    plan: ({ image, from, cluster, minikube }) => {
      const source = from ?? image
      return [
        {
          kind: 'pull-image',
          image: source.value,
          ...(source.value === image.value ? {} : { as: image.value }),
        },
        {
          kind: 'load-image',
          image: image.value,
          cluster: cluster.value,
          command: below(minikube.value, loadsImagesSince) ? 'cache add' : 'image load',
        },
      ]
    },
    verifies,
  })
