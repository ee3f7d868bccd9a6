import { cachedImage, imageCache, takesRepository } from '../catalog/minikube-cache.ts'
import { takesFlag } from '../catalog/minikube.ts'
import { nameBelow, pathOf } from '../catalog/sources.ts'
import type { Artefact } from '../model/route.ts'
import type { Step } from '../model/step.ts'
import { elsewhere, join, nothing, one, taken } from './part.ts'
import type { Part } from './part.ts'
import type { Asker, RouteFlag } from '../model/chosen-route.ts'
import { byTag, isPlain, pullName, sizeIn } from './table.ts'
import type { Offer, Table } from './table.ts'

/** How the system's images and programs get into the node. */
export type Way =
  /** One archive holds them all. */
  | { readonly kind: 'preload' }
  | { readonly kind: 'official' }
  /** `--image-repository`, which moves every system image. */
  | { readonly kind: 'repository'; readonly source: string; readonly repository: string }

export const isSystem = ({ kind }: Artefact): boolean =>
  kind === 'system-image' || kind === 'storage-provisioner'

const addressAt = (table: Table, artefact: Artefact, source: string): string | undefined =>
  table.probesOf(artefact).find(({ candidate }) => candidate.source === source)?.candidate.address

/** The folder that images without a folder of their own lie in at a source: what `--image-repository` must say. */
const repositoryAt = (table: Table, source: string): string | undefined => {
  const addresses = table.artefacts
    .filter(({ kind }) => kind === 'system-image')
    .flatMap((artefact) => addressAt(table, artefact, source) ?? [])
  // coredns may lie one folder deeper than the others.
  return addresses
    .map((address) => address.slice(0, address.lastIndexOf('/')))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))[0]
}

const isNamed = (way: Way): boolean => way.kind === 'repository' && way.source.startsWith('mirror:')

/** Sources that could be the image repository, as this release takes it. Pure. */
export const repositoryWays = (table: Table, { minikube }: Asker): readonly Way[] =>
  takesFlag(minikube, '--image-repository')
    ? table.sources
        .filter((source) => source !== 'official' && source !== 'docker-hub')
        .flatMap((source): readonly Way[] => {
          const repository = repositoryAt(table, source)
          return repository === undefined || !takesRepository(minikube, repository)
            ? []
            : [{ kind: 'repository', source, repository }]
        })
        // A mirror somebody named goes before those everybody knows.
        .toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)))
    : []

/** The name the node will ask for. */
const askedName = ({ name }: Artefact, way: Way, { minikube }: Asker): string =>
  way.kind === 'repository'
    ? `${way.repository}/${nameBelow(way.repository, pathOf(name), minikube)}`
    : name

/** The name minikube hands the node an image under. */
const handedName = ({ name }: Artefact, way: Way, { minikube }: Asker): string =>
  cachedImage(name, {
    minikube,
    ...(way.kind === 'repository' ? { repository: way.repository } : {}),
  })

const isHome = ({ candidate: { source, address } }: Offer, way: Way, name: string): boolean =>
  way.kind === 'repository' ? source === way.source && address === name : source === 'official'

/** Pulled under one name, left for minikube under the name it will ask for. */
const seedSteps = (
  image: string,
  name: string,
  offer: Offer,
  { minikube, arch, home }: Asker,
): readonly Step[] => [
  { kind: 'pull-image', image, ...(image === name ? {} : { as: name }), ...sizeIn(offer) },
  { kind: 'save-image', image: name, path: `${home}/${imageCache(minikube, arch, name)}` },
]

const settle = (artefact: Artefact, way: Way, table: Table, asker: Asker): Part => {
  if (way.kind === 'preload') return one(artefact, { because: 'in-preload' })
  // What lies here lies under its official name, which no repository's start asks for.
  if (way.kind === 'official' && table.isHere(artefact)) return one(artefact, { because: 'here' })
  const offers = table.offers(artefact)
  const name = askedName(artefact, way, asker)
  const home = offers.find((offer) => isHome(offer, way, name))
  if (home !== undefined)
    return one(artefact, taken(home, way.kind === 'repository' ? 'repository' : 'official'))
  const usable = offers.filter(({ candidate }) => !isPlain(candidate))
  const [offer] = usable
  // What is handed over under another name, the node asks its registry for all the same.
  const reachesNode = handedName(artefact, way, asker) === name
  if (artefact.optional || asker.driver !== 'docker' || offer === undefined || !reachesNode)
    return nothing
  return one(artefact, taken(offer, elsewhere(usable)), {
    before: seedSteps(pullName(table, artefact, offer), byTag(name), offer, asker),
  })
}

const flagsOf = (way: Way, { minikube }: Asker): readonly RouteFlag[] => {
  if (way.kind !== 'repository') return []
  const { source, repository } = way
  const insecure = isPlain({ artefact: '', source, address: repository })
  const host = repository.split('/')[0] ?? ''
  return [
    { flag: { name: '--image-repository', value: repository }, because: 'repository', source },
    ...(insecure && takesFlag(minikube, '--insecure-registry')
      ? [
          {
            flag: { name: '--insecure-registry', value: host } as const,
            because: 'insecure' as const,
            source,
          },
        ]
      : []),
  ]
}

/** The control plane's images and the storage provisioner, one way. Pure. */
export const systemImages = (way: Way, table: Table, asker: Asker): Part =>
  join([
    { ...nothing, flags: flagsOf(way, asker) },
    ...table.artefacts.filter(isSystem).map((artefact) => settle(artefact, way, table, asker)),
  ])
