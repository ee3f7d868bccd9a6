import type { Artefact } from '../model/route.ts'
import type { Step } from '../model/step.ts'
import type { Because, Leg, RouteFlag } from '../model/chosen-route.ts'
import { isLocal } from './table.ts'
import type { Offer } from './table.ts'

export type Chosen = NonNullable<Leg['chosen']>

/** What is settled about some of the artefacts; one that is not in `chosen` is lacking. */
export interface Part {
  readonly chosen: ReadonlyMap<string, Chosen>
  readonly flags: readonly RouteFlag[]
  readonly before: readonly Step[]
  readonly after: readonly Step[]
}

export const nothing: Part = { chosen: new Map(), flags: [], before: [], after: [] }

export const join = (parts: readonly Part[]): Part => ({
  chosen: new Map(parts.flatMap(({ chosen }) => [...chosen])),
  flags: parts.flatMap(({ flags }) => flags),
  before: parts.flatMap(({ before }) => before),
  after: parts.flatMap(({ after }) => after),
})

export const taken = (offer: Offer, because: Exclude<Because, 'here' | 'in-preload'>): Chosen =>
  isLocal(offer)
    ? { because: 'here' }
    : {
        because,
        candidate: offer.candidate,
        ...(offer.size === undefined ? {} : { size: offer.size }),
        ...(offer.bytesPerSecond === undefined ? {} : { bytesPerSecond: offer.bytesPerSecond }),
      }

/** Why an offer that is not its own home was taken. */
export const elsewhere = (offers: readonly Offer[]): 'only' | 'fastest' =>
  offers.length === 1 ? 'only' : 'fastest'

/** One artefact's part. */
export const one = (
  { id }: Artefact,
  chosen: Chosen | undefined,
  more: Partial<Omit<Part, 'chosen'>> = {},
): Part => ({
  ...nothing,
  ...more,
  chosen: new Map(chosen === undefined ? [] : [[id, chosen]]),
})
