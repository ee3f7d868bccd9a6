import type { Artefact, Candidate, Probe, Probes, Proof } from '../model/route.ts'

export type Present = Extract<Proof, { readonly state: 'present' }>

/** A source that proved an artefact. */
export interface Offer {
  readonly candidate: Candidate
  readonly proof: Present
  readonly size: number | undefined
  readonly bytesPerSecond: number | undefined
}

/** The probes, asked by artefact. */
export interface Table {
  readonly artefacts: readonly Artefact[]
  readonly isHere: (artefact: Artefact) => boolean
  readonly probesOf: (artefact: Artefact) => readonly Probe[]
  /** The fastest first, whole seconds apart; ties fall to the name. */
  readonly offers: (artefact: Artefact) => readonly Offer[]
  /** Sources that were asked for anything. */
  readonly sources: readonly string[]
}

/** What is taken for a size or a speed nobody told, so that everything can be put in order: 100 MiB, 1 MiB a second. */
const assumed = { size: 100 * 1024 * 1024, bytesPerSecond: 1024 * 1024 } as const

/** The engine has it already, under that very name: nothing was asked. */
export const isLocal = ({ proof }: Offer): boolean => proof.ms === 0

/** How much a step fetches, for its plan. */
export const sizeIn = ({ size }: Offer): { readonly bytes?: number } =>
  size === undefined ? {} : { bytes: size }

/** Milliseconds an offer takes, what is not known assumed. */
export const timeOf = (offer: Offer): number => {
  const { size = assumed.size, bytesPerSecond = assumed.bytesPerSecond, proof } = offer
  return isLocal(offer) ? 0 : proof.ms + (size / Math.max(1, bytesPerSecond)) * 1000
}

/** No order of a language: the same everywhere. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Less is no difference: the same two hosts are a little faster in turns. Milliseconds. */
const alike = 1000

/** By time, then by name; the hosts of one source as the catalog lists them. */
const order = (a: Offer, b: Offer): number =>
  Math.round(timeOf(a) / alike) - Math.round(timeOf(b) / alike) ||
  byText(a.candidate.source, b.candidate.source)

/** An official source is left only for one that halves the time and saves this much: a flag less is worth a wait. */
const worthAFlagMs = 120_000

/** Whether `other` saves enough; of unknown speeds nothing is claimed. Times in milliseconds. */
export const muchFaster = (other: number, than: number): boolean =>
  other * 2 < than && than - other > worthAFlagMs

/** The fastest, unless a preferred one is nearly as fast. Offers come fastest first. */
export const best = (
  offers: readonly Offer[],
  preferred: (offer: Offer) => boolean,
): Offer | undefined => {
  const [fastest] = offers
  const home = offers.find(preferred)
  if (home === undefined || fastest === undefined || isLocal(fastest)) return fastest
  const known = home.bytesPerSecond !== undefined && fastest.bytesPerSecond !== undefined
  return known && muchFaster(timeOf(fastest), timeOf(home)) ? fastest : home
}

const isPresent = (proof: Proof): proof is Present => proof.state === 'present'

/** A table of probes, ready to be asked. Pure. */
export const createTable = ({ artefacts, here, probes }: Probes): Table => {
  const local = new Set(here)
  const byArtefact = new Map<string, Probe[]>()
  const speeds = new Map<string, number>()
  for (const probe of probes) {
    const { candidate, proof } = probe
    byArtefact.set(candidate.artefact, [...(byArtefact.get(candidate.artefact) ?? []), probe])
    if (isPresent(proof) && proof.bytesPerSecond !== undefined)
      speeds.set(
        candidate.source,
        Math.max(speeds.get(candidate.source) ?? 0, proof.bytesPerSecond),
      )
  }
  const probesOf = ({ id }: Artefact): readonly Probe[] => byArtefact.get(id) ?? []
  return {
    artefacts,
    isHere: ({ id }) => local.has(id),
    probesOf,
    offers: (artefact) => {
      const proofs = probesOf(artefact).map(({ proof }) => proof)
      // Who only says that it is there has the same thing as the others.
      const told = proofs.flatMap((proof) => (isPresent(proof) ? (proof.size ?? []) : []))
      const usual = artefact.size ?? (told.length === 0 ? undefined : Math.max(...told))
      return probesOf(artefact)
        .flatMap(({ candidate, proof }): readonly Offer[] =>
          isPresent(proof)
            ? [
                {
                  candidate,
                  proof,
                  size: proof.size ?? usual,
                  bytesPerSecond: proof.bytesPerSecond ?? speeds.get(candidate.source),
                },
              ]
            : [],
        )
        .toSorted(order)
    },
    sources: [...new Set(probes.map(({ candidate }) => candidate.source))].toSorted(byText),
  }
}

/** Served without TLS: programs must be told that this is meant. */
export const isPlain = ({ source }: Candidate): boolean => source.startsWith('mirror:http://')

/** An engine's own mirror of Docker Hub: the engine asks it for the name at Docker Hub. */
export const engineMirror = ({ source }: Candidate): string | undefined =>
  source.startsWith('docker-mirror:') ? source.slice('docker-mirror:'.length) : undefined

/** An image that is kept as a file. */
export const isFile = ({ address }: Candidate): boolean => address.includes('://')

/** An image reference without its digest. */
export const byTag = (reference: string): string => reference.replace(/@.*$/, '')

/** What an engine is told to pull: the name at Docker Hub where its own mirror answered, else the address itself, without a digest. */
export const pullName = (table: Table, artefact: Artefact, { candidate }: Offer): string => {
  const atHub =
    engineMirror(candidate) === undefined
      ? undefined
      : table.probesOf(artefact).find(({ candidate: { source } }) => source === 'docker-hub')
  return byTag((atHub?.candidate ?? candidate).address)
}
