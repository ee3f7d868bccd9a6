import { deadlines } from '../catalog/deadlines.ts'
import { candidatesFor, countsGets } from '../catalog/sources.ts'
import { defineFact } from '../model/fact.ts'
import type { Candidate } from '../model/route.ts'
import { createClient } from '../registry/client.ts'
import { parseReference } from '../registry/reference.ts'
import { byTag, engineMirror, isPlain } from '../route/table.ts'
import { artefacts } from './artefacts.ts'
import { ownMirrors } from './mirrors.ts'
import { effectivePair } from './pair.ts'
import { systemPods } from './system-pods.ts'

const bounds = { atOnce: 2, exchangeMs: deadlines.http, hostMs: deadlines.source }

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)

/**
 * Images that pods of kube-system wait for, each with a name under which some registry has it: the image's own where that
 * answers. Registries are asked only while a pod waits. A mirror's name that was put together wrongly is known by its last part
 * (pitfalls REG-6).
 */
export const starvedImages = defineFact({
  id: 'starved-images',
  waitsFor: 'registries',
  read: async ({ host, request, get }): Promise<Readonly<Record<string, string>>> => {
    const troubles = ((await get(systemPods)) ?? []).flatMap(({ trouble }) => trouble ?? [])
    const images = new Set(troubles.flatMap((each) => (each.kind === 'image' ? [each.image] : [])))
    if (images.size === 0 || request.offline) return {}
    const [{ artefacts: all }, mirrors] = await Promise.all([get(artefacts), get(ownMirrors)])
    const around = { minikube: effectivePair(request).minikube, mirrors, dockerMirrors: [] }
    const client = createClient(host, bounds)
    const holds = async (candidate: Candidate, platform: string): Promise<boolean> => {
      const reference = parseReference(byTag(candidate.address))
      if (reference === undefined) return false
      const headOnly = countsGets(candidate)
      const proof = await client.image({ reference, platform, headOnly, scheme: 'https' })
      return proof.state === 'present'
    }
    const found = await Promise.all(
      [...images].map(async (image): Promise<readonly [string, string][]> => {
        const known = all.find(({ name }) => lastOf(name) === lastOf(byTag(image)))
        const places = [
          { artefact: '', source: 'official', address: image },
          ...(known === undefined ? [] : candidatesFor(known, around)),
        ].filter((place) => !isPlain(place) && engineMirror(place) === undefined)
        const platform = (known ?? all[0])?.platform ?? ''
        const held = await Promise.all(places.map((place) => holds(place, platform)))
        const place = places.find((_, index) => held[index] === true)
        return place === undefined ? [] : [[image, place.address]]
      }),
    )
    return Object.fromEntries(found.flat())
  },
})
