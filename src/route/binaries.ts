import { binaryBaseWith, binaryCache } from '../catalog/minikube-cache.ts'
import { takesFlag } from '../catalog/minikube.ts'
import type { Artefact } from '../model/route.ts'
import type { Way } from './images.ts'
import { elsewhere, join, nothing, one, taken } from './part.ts'
import type { Part } from './part.ts'
import type { Asker } from '../model/chosen-route.ts'
import { muchFaster, sizeIn, timeOf } from './table.ts'
import type { Offer, Table } from './table.ts'

/** The address a file's name is added to; undefined where its address does not end with that name. */
const baseOf = (artefact: Artefact, { candidate: { address } }: Offer): string | undefined =>
  address.endsWith(`/${artefact.name}`) ? address.slice(0, -(artefact.name.length + 1)) : undefined

/** Those that minikube can fetch from by itself. */
const direct = (file: Artefact, table: Table): readonly Offer[] =>
  table.offers(file).filter(({ proof }) => proof.bare !== true)

interface Base {
  readonly base: string
  readonly offers: readonly (readonly [Artefact, Offer])[]
  readonly ms: number
}

/** Addresses that hold all of these files, the fastest first. */
const basesOf = (files: readonly Artefact[], table: Table): readonly Base[] => {
  const known = files.flatMap((file) => direct(file, table).map((offer) => baseOf(file, offer)))
  return [...new Set(known)]
    .flatMap((base): readonly Base[] => {
      if (base === undefined) return []
      const offers = files.flatMap((file) => {
        const offer = direct(file, table).find((each) => baseOf(file, each) === base)
        return offer === undefined ? [] : [[file, offer] as const]
      })
      const ms = offers.reduce((sum, [, offer]) => sum + timeOf(offer), 0)
      return offers.length === files.length ? [{ base, offers, ms }] : []
    })
    .toSorted((a, b) => a.ms - b.ms || (a.base < b.base ? -1 : 1))
}

const isKnown = ({ offers }: Base): boolean =>
  offers.every(([, { bytesPerSecond }]) => bytesPerSecond !== undefined)

/** Asked by itself: at home, or where the image repository leads it. */
const native = (offer: Offer): 'official' | 'repository' =>
  offer.candidate.source === 'official' ? 'official' : 'repository'

const from = (
  { offers }: Base,
  because: (offer: Offer) => 'official' | 'repository' | 'together',
) => join(offers.map(([file, offer]) => one(file, taken(offer, because(offer)))))

/** Verified and left where minikube looks first; only against a pinned digest. */
const seed = (file: Artefact, table: Table, { minikube, kubernetes, arch, home }: Asker): Part => {
  const offers = table.offers(file)
  const [offer] = offers
  if (offer === undefined || file.digest === undefined) return nothing
  const name = file.name.slice(file.name.lastIndexOf('/') + 1)
  return one(file, taken(offer, elsewhere(offers)), {
    before: [
      {
        kind: 'seed-cache',
        url: offer.candidate.address,
        sha256: file.digest.replace(/^sha256:/, ''),
        path: `${home}/${binaryCache(minikube, { kubernetes, arch })}/${name}`,
        executable: true,
        ...sizeIn(offer),
      },
    ],
  })
}

/** kubeadm, kubelet and kubectl of the node: by themselves, told by one address, or laid into the cache. Pure. */
export const nodeBinaries = (way: Way, table: Table, asker: Asker): Part => {
  const all = table.artefacts.filter(({ kind }) => kind === 'node-binary')
  if (way.kind === 'preload') return join(all.map((file) => one(file, { because: 'in-preload' })))
  const local = all.filter(table.isHere)
  const wanted = all.filter((file) => !table.isHere(file))
  const here = join(local.map((file) => one(file, { because: 'here' })))
  if (wanted.length === 0) return here
  const own = binaryBaseWith(asker.minikube, way.kind === 'repository' ? way.repository : undefined)
  const bases = basesOf(wanted, table)
  const [fastest] = bases
  const home = bases.find(({ base }) => base === own)
  const canTell = takesFlag(asker.minikube, '--binary-mirror')
  const slow =
    home !== undefined &&
    fastest !== undefined &&
    canTell &&
    isKnown(home) &&
    isKnown(fastest) &&
    muchFaster(fastest.ms, home.ms)
  if (home !== undefined && !slow) return join([here, from(home, native)])
  if (fastest !== undefined && canTell) {
    const source = fastest.offers[0]?.[1].candidate.source ?? ''
    const flag = { name: '--binary-mirror', value: fastest.base } as const
    return join([
      here,
      from(fastest, () => 'together'),
      { ...nothing, flags: [{ flag, because: 'binary-mirror', source }] },
    ])
  }
  return join([
    here,
    ...wanted.map((file) => {
      const offer = direct(file, table).find((each) => baseOf(file, each) === own)
      return offer === undefined ? seed(file, table, asker) : one(file, taken(offer, native(offer)))
    }),
  ])
}
