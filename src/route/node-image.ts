import { preloadCache, preloadHost } from '../catalog/minikube-cache.ts'
import { takesFlag } from '../catalog/minikube.ts'
import { preloadSources } from '../catalog/sources.ts'
import type { Artefact } from '../model/route.ts'
import { isSystem } from './images.ts'
import type { Way } from './images.ts'
import { elsewhere, join, nothing, one, taken } from './part.ts'
import type { Part } from './part.ts'
import type { Asker, RouteFlag } from '../model/chosen-route.ts'
import { best, byTag, isFile, isLocal, isPlain, pullName, sizeIn } from './table.ts'
import type { Table } from './table.ts'

/** Up to v1.27.1 minikube looks for the very text among the engine's names, and the engine leaves out `docker.io/`. */
const baseImage = (
  image: string,
  source: string,
  because: 'base-image' | 'base-image-with-repository' | 'base-image-here',
): RouteFlag => ({
  flag: { name: '--base-image', value: image.replace(/^docker\.io\//, '') },
  because,
  source,
})

/** minikube v1.14.0 and later refuse `--base-image` for virtual machines. Source: cmd/minikube/cmd/start_flags.go. */
const canTell = ({ minikube, driver }: Asker): boolean =>
  (driver === 'docker' || driver === 'podman') && takesFlag(minikube, '--base-image')

/**
 * The node's own image. With another image repository its name is rewritten and asked for by digest, which copies seldom keep, so
 * it is named by its tag then. Elsewhere than at home it is pulled beforehand. Source: minikube-behaviour (a), pitfalls REG-1.
 */
const kicbase = (artefact: Artefact, way: Way, table: Table, asker: Asker): Part => {
  const moved = way.kind === 'repository'
  const told = canTell(asker)
  if (table.isHere(artefact))
    return one(
      artefact,
      { because: 'here' },
      moved && told
        ? { flags: [baseImage(byTag(artefact.name), 'here', 'base-image-with-repository')] }
        : {},
    )
  const all = table.offers(artefact)
  // A docker engine pulls over TLS unless its owner said otherwise.
  const offers = all.filter(
    ({ candidate }) =>
      !isPlain(candidate) && !isFile(candidate) && (told || candidate.source === 'official'),
  )
  const home = way.kind === 'repository' ? way.source : 'official'
  const offer = best(offers, ({ candidate }) => candidate.source === home)
  if (offer === undefined) {
    // The release's own file is the last that minikube tries by itself.
    const file = all.find(({ candidate }) => candidate.source === 'github')
    return file === undefined ? nothing : one(artefact, taken(file, 'only'))
  }
  if (moved && !told) return nothing
  const image = pullName(table, artefact, offer)
  const { source } = offer.candidate
  if (source === 'official') {
    // What the engine knows by its tag alone is asked for by digest, unless it is named by its tag.
    const flags = moved
      ? [baseImage(image, source, 'base-image-with-repository')]
      : isLocal(offer) && told
        ? [baseImage(image, source, 'base-image-here')]
        : []
    return one(artefact, taken(offer, 'official'), { flags })
  }
  const pull = asker.driver === 'docker' && !isLocal(offer)
  return one(artefact, taken(offer, elsewhere(offers)), {
    flags: [baseImage(image, source, 'base-image')],
    before: pull ? [{ kind: 'pull-image', image, ...sizeIn(offer) }] : [],
  })
}

/** Whether anything, even a no, came from where minikube asks for the preload; with an image repository it asks and waits in vain. */
const preloadAnswers = (way: Way, table: Table, { minikube }: Asker): boolean => {
  const host = preloadHost(minikube, way.kind === 'repository' ? way.repository : undefined)
  return table.artefacts
    .flatMap(table.probesOf)
    .some(
      ({ candidate, proof }) =>
        proof.state !== 'unproven' && candidate.address.startsWith(`https://${host}/`),
    )
}

/** Used only with the official names; else it is switched off where asking for it would take time. */
const preload = (artefact: Artefact, way: Way, table: Table, asker: Asker): Part => {
  const { minikube, home } = asker
  if (table.isHere(artefact)) return one(artefact, { because: 'here' })
  const known = preloadSources(minikube)
  const isOwn = (source: string): boolean => known.some((own) => own === source)
  const offers = table.offers(artefact)
  // The release takes the first that has it, not the fastest.
  const [native] = known.flatMap(
    (source) => offers.find(({ candidate }) => candidate.source === source) ?? [],
  )
  if (way.kind === 'preload') {
    if (native !== undefined) return one(artefact, taken(native, 'official'))
    const [offer] = offers
    if (offer === undefined || artefact.digest === undefined) return nothing
    const name = artefact.name.slice(artefact.name.lastIndexOf('/') + 1)
    const sha256 = artefact.digest.replace(/^sha256:/, '')
    const path = `${home}/${preloadCache(name)}`
    return one(artefact, taken(offer, elsewhere(offers)), {
      before: [
        {
          kind: 'seed-cache',
          url: offer.candidate.address,
          sha256,
          path,
          executable: false,
          ...sizeIn(offer),
        },
      ],
    })
  }
  const silent = table
    .probesOf(artefact)
    .some(
      ({ candidate, proof }) =>
        isOwn(candidate.source) && proof.state === 'unproven' && proof.why !== 'offline',
    )
  // Without it each image must be had, or there is nothing to switch to.
  const single = table.artefacts
    .filter((image) => isSystem(image) && !image.optional)
    .every(
      (image) =>
        table.isHere(image) ||
        table
          .offers(image)
          .some(({ candidate }) => candidate.source === 'official' || asker.driver === 'docker'),
    )
  const off =
    way.kind === 'repository'
      ? !preloadAnswers(way, table, asker)
      : single && (native !== undefined || silent)
  return off && takesFlag(minikube, '--preload')
    ? {
        ...nothing,
        flags: [
          {
            flag: { name: '--preload', value: 'false' },
            because: 'no-preload',
            source: 'official',
          },
        ],
      }
    : nothing
}

/** The node's image and the preload. Pure. */
export const nodeImage = (way: Way, table: Table, asker: Asker): Part =>
  join(
    table.artefacts.flatMap((artefact) => {
      if (artefact.kind === 'kicbase') return [kicbase(artefact, way, table, asker)]
      return artefact.kind === 'preload' ? [preload(artefact, way, table, asker)] : []
    }),
  )

/** Whether the preload can be had at all. Pure. */
export const preloadWays = (table: Table, asker: Asker): readonly Way[] => {
  const artefact = table.artefacts.find(({ kind }) => kind === 'preload')
  const way = { kind: 'preload' } as const
  return artefact !== undefined && preload(artefact, way, table, asker).chosen.size > 0 ? [way] : []
}
