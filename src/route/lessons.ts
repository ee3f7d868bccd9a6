import { loadsImagesSince } from '../catalog/minikube-cache.ts'
import { takesFlag } from '../catalog/minikube.ts'
import type { Artefact } from '../model/route.ts'
import { atLeast } from '../model/version.ts'
import { elsewhere, join, nothing, one, taken } from './part.ts'
import type { Part } from './part.ts'
import type { Asker } from '../model/chosen-route.ts'
import { best, byTag, engineMirror, isPlain, pullName, sizeIn } from './table.ts'
import type { Offer, Table } from './table.ts'

const isHome = ({ candidate: { source } }: Offer): boolean =>
  source === 'official' || source === 'docker-hub'

/** A Docker Hub name as a mirror of it is asked: `library/nginx:alpine`. Undefined for other registries' images. */
const hubPath = (name: string): string | undefined => {
  const [first = '', ...rest] = name.split('/')
  if (rest.length === 0) return `library/${name}`
  if (first === 'docker.io') return rest.length === 1 ? `library/${rest[0] ?? ''}` : rest.join('/')
  return /[.:]/.test(first) || first === 'localhost' ? undefined : name
}

/** What `--registry-mirror` would have to say for this offer: an address without a path, all that minikube takes. */
const mirrorOf = ({ name }: Artefact, { candidate }: Offer): string | undefined => {
  const path = hubPath(name)
  const engines = engineMirror(candidate)
  if (path !== undefined && engines !== undefined) return engines.replace(/\/+$/, '')
  const scheme = isPlain(candidate) ? 'http' : 'https'
  return path !== undefined && candidate.address.endsWith(`/${path}`)
    ? `${scheme}://${candidate.address.slice(0, -(path.length + 1))}`
    : undefined
}

const isBare = (mirror: string): boolean => URL.canParse(mirror) && new URL(mirror).pathname === '/'

/** The mirror that has the most of these images, with its source. */
const bestMirror = (images: readonly Artefact[], table: Table): string | undefined => {
  const counts = new Map<string, number>()
  for (const artefact of images)
    for (const offer of table.offers(artefact)) {
      const mirror = mirrorOf(artefact, offer)
      if (mirror !== undefined && isBare(mirror) && !isHome(offer))
        counts.set(mirror, (counts.get(mirror) ?? 0) + 1)
    }
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0]
}

const throughMirror = (images: readonly Artefact[], mirror: string, table: Table): Part => {
  const found = images.flatMap((artefact) => {
    const offer = table
      .offers(artefact)
      .find((each) => mirrorOf(artefact, each) === mirror && !isHome(each))
    return offer === undefined ? [] : [[artefact, offer] as const]
  })
  const source = found[0]?.[1].candidate.source ?? ''
  const flag = { name: '--registry-mirror', value: mirror } as const
  return join([
    { ...nothing, flags: [{ flag, because: 'registry-mirror', source }] },
    ...found.map(([artefact, offer]) => one(artefact, taken(offer, 'together'))),
  ])
}

/** Pulled here, handed over once the cluster runs. */
const byLoading = (artefact: Artefact, table: Table, { minikube, cluster }: Asker): Part => {
  const offers = table.offers(artefact).filter(({ candidate }) => !isPlain(candidate))
  const [offer] = offers
  if (offer === undefined) return nothing
  const image = pullName(table, artefact, offer)
  const name = byTag(artefact.name)
  return one(artefact, taken(offer, elsewhere(offers)), {
    before: [
      { kind: 'pull-image', image, ...(image === name ? {} : { as: name }), ...sizeIn(offer) },
    ],
    after: [
      {
        kind: 'load-image',
        image: name,
        cluster,
        command: atLeast(minikube, loadsImagesSince) ? 'image load' : 'cache add',
      },
    ],
  })
}

/** The lessons' images: the node pulls them, through a mirror where its runtime knows one, or they are loaded into it. Pure. */
export const lessonImages = (table: Table, asker: Asker): Part => {
  const all = table.artefacts.filter(({ kind }) => kind === 'lesson-image')
  const here = all.filter(table.isHere)
  const home = all.flatMap((artefact) => {
    const offer = table.isHere(artefact) ? undefined : best(table.offers(artefact), isHome)
    return offer !== undefined && isHome(offer) ? [[artefact, offer] as const] : []
  })
  const settled = new Set([...here, ...home.map(([artefact]) => artefact)])
  const rest = all.filter((artefact) => !settled.has(artefact))
  const canMirror =
    asker.runtime === 'docker' &&
    asker.driver !== 'none' &&
    takesFlag(asker.minikube, '--registry-mirror')
  const mirror = canMirror ? bestMirror(rest, table) : undefined
  const mirrored = mirror === undefined ? nothing : throughMirror(rest, mirror, table)
  return join([
    ...here.map((artefact) => one(artefact, { because: 'here' })),
    ...home.map(([artefact, offer]) => one(artefact, taken(offer, 'official'))),
    mirrored,
    ...rest
      .filter(({ id }) => !mirrored.chosen.has(id) && asker.driver === 'docker')
      .map((artefact) => byLoading(artefact, table, asker)),
  ])
}
