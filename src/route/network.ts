import { bundlesNetwork, loadsImagesSince } from '../catalog/minikube-cache.ts'
import { nameBelow, pathOf } from '../catalog/sources.ts'
import type { Artefact } from '../model/route.ts'
import { atLeast } from '../model/version.ts'
import type { Way } from './images.ts'
import { elsewhere, join, nothing, one, taken } from './part.ts'
import type { Part } from './part.ts'
import type { Asker } from '../model/chosen-route.ts'
import { byTag, isPlain, pullName, sizeIn } from './table.ts'
import type { Table } from './table.ts'

const settle = (artefact: Artefact, way: Way, table: Table, asker: Asker): Part => {
  const { minikube, runtime, cluster, driver } = asker
  if (way.kind === 'preload' && bundlesNetwork(minikube, runtime))
    return one(artefact, { because: 'in-preload' })
  if (table.isHere(artefact)) return one(artefact, { because: 'here' })
  const moved = way.kind === 'repository'
  const name = moved
    ? `${way.repository}/${nameBelow(way.repository, pathOf(artefact.name), minikube)}`
    : artefact.name
  const offers = table.offers(artefact)
  const home = offers.find(({ candidate: { source, address } }) =>
    moved ? source === way.source && address === name : source === 'official',
  )
  if (home !== undefined) return one(artefact, taken(home, moved ? 'repository' : 'official'))
  const usable = offers.filter(({ candidate }) => !isPlain(candidate))
  const [offer] = usable
  if (driver !== 'docker' || offer === undefined) return nothing
  const image = pullName(table, artefact, offer)
  const asked = byTag(name)
  return one(artefact, taken(offer, elsewhere(usable)), {
    before: [
      { kind: 'pull-image', image, ...(image === asked ? {} : { as: asked }), ...sizeIn(offer) },
    ],
    after: [
      {
        kind: 'load-image',
        image: asked,
        cluster,
        command: atLeast(minikube, loadsImagesSince) ? 'image load' : 'cache add',
      },
    ],
  })
}

/**
 * The network plug-in's image: minikube keeps none in its cache, the node pulls it under the name it is told, or gets it loaded.
 * Source: images.KindNet and cni/kindnet.go of kubernetes/minikube, v1.25.2 to v1.38.1. Pure.
 */
export const networkImage = (way: Way, table: Table, asker: Asker): Part =>
  join(
    table.artefacts
      .filter(({ kind }) => kind === 'network-image')
      .map((artefact) => settle(artefact, way, table, asker)),
  )
