import { isOfStart, isTool } from '../model/route.ts'
import type { Artefact, Probes } from '../model/route.ts'
import type { Downloads } from '../model/start.ts'
import { nodeBinaries } from './binaries.ts'
import { repositoryWays, systemImages } from './images.ts'
import type { Way } from './images.ts'
import { lessonImages } from './lessons.ts'
import { networkImage } from './network.ts'
import { nodeImage, preloadWays } from './node-image.ts'
import { elsewhere, join, nothing, one, taken } from './part.ts'
import type { Chosen, Part } from './part.ts'
import type { Asker, Leg, Rejected, Route } from '../model/chosen-route.ts'
import { best, createTable, muchFaster } from './table.ts'
import type { Table } from './table.ts'

const tools = (table: Table): Part =>
  join(
    table.artefacts.filter(isTool).map((artefact) => {
      if (table.isHere(artefact)) return one(artefact, { because: 'here' })
      const offers = table.offers(artefact)
      const offer = best(offers, ({ candidate }) => candidate.source === 'official')
      if (offer === undefined) return nothing
      const home = offer.candidate.source === 'official'
      return one(artefact, taken(offer, home ? 'official' : elsewhere(offers)))
    }),
  )

/** An answer may still come: nobody has it for sure, and not everybody has said no. */
const isOpen = (artefact: Artefact, table: Table): boolean => {
  const states = table.probesOf(artefact).map(({ proof }) => proof.state)
  return states.length === 0 || (states.includes('unproven') && !states.includes('present'))
}

/** Every source was asked, and each said no. Who has it, but cannot be used, did not. */
const isNowhere = (artefact: Artefact, table: Table): boolean => {
  const states = table.probesOf(artefact).map(({ proof }) => proof.state)
  return states.length > 0 && states.every((state) => state === 'absent')
}

const lackingIn = ({ chosen }: Part, table: Table): readonly Artefact[] =>
  table.artefacts.filter(({ id, optional }) => !optional && !chosen.has(id))

const isFetched = (
  chosen: Chosen | undefined,
): chosen is Extract<Chosen, { readonly candidate: unknown }> =>
  chosen !== undefined && 'candidate' in chosen

/** An estimate claims no more than it knows: tens of seconds, then whole minutes. Milliseconds. */
const roughly = (ms: number): number => {
  const step = ms < 60_000 ? 10_000 : 60_000
  return Math.ceil(ms / step) * step
}

/** How much, and how long it takes; what nobody measured goes at the slowest speed that was. */
const downloadsOf = (all: readonly (Chosen | undefined)[]): Downloads => {
  const fetched = all.filter(isFetched)
  const speeds = fetched.flatMap(({ bytesPerSecond }) => bytesPerSecond ?? [])
  const slowest = Math.min(...speeds)
  const ms = fetched.reduce(
    (sum, { size = 0, bytesPerSecond = slowest }) =>
      sum + (size / Math.max(1, bytesPerSecond)) * 1000,
    0,
  )
  return {
    count: fetched.length,
    bytes: fetched.reduce((sum, { size = 0 }) => sum + size, 0),
    ...(speeds.length === 0 ? {} : { ms: roughly(ms) }),
  }
}

interface Settled {
  readonly way: Way
  readonly part: Part
  readonly missing: number
  readonly open: number
  /** Images and files that must be laid out by hand. */
  readonly byHand: number
  readonly start: Downloads
}

const settle = (way: Way, table: Table, asker: Asker): Settled => {
  const part = join([
    systemImages(way, table, asker),
    networkImage(way, table, asker),
    nodeBinaries(way, table, asker),
    nodeImage(way, table, asker),
  ])
  const lacking = lackingIn(part, table).filter(isOfStart)
  const open = lacking.filter((artefact) => isOpen(artefact, table)).length
  const seeds = part.before.filter(({ kind }) => kind === 'save-image' || kind === 'seed-cache')
  return {
    way,
    part,
    missing: lacking.length - open,
    open,
    byHand: seeds.length + part.after.length,
    start: downloadsOf([...part.chosen.values()]),
  }
}

const timed = ({ start }: Settled): number => start.ms ?? Number.POSITIVE_INFINITY

const gap = (a: Settled, b: Settled): number =>
  a.missing - b.missing || a.open - b.open || a.byHand - b.byHand

/** The smallest gap, then the least to lay out by hand; then one without a flag unless a mirror is much faster, then the fastest. */
const bestWay = (ways: readonly Settled[]): Settled | undefined => {
  const [first] = ways.toSorted(gap)
  const equals = ways.filter((way) => first !== undefined && gap(way, first) === 0)
  const plain = equals.find(({ way }) => way.kind !== 'repository')
  const [fastest] = equals.toSorted((a, b) =>
    timed(a) === timed(b) ? 0 : timed(a) < timed(b) ? -1 : 1,
  )
  if (plain === undefined || fastest === undefined) return fastest
  const slow = plain.start.ms !== undefined && muchFaster(timed(fastest), timed(plain))
  return slow ? fastest : plain
}

const rejectedBy = (artefact: Artefact, chosen: Chosen | undefined, table: Table) =>
  table.probesOf(artefact).flatMap(({ candidate, proof }): readonly Rejected[] => {
    if (isFetched(chosen) && chosen.candidate === candidate) return []
    if (proof.state === 'present') return [{ candidate, because: { kind: 'not-needed' } }]
    return [{ candidate, because: { kind: proof.state, why: proof.why } }]
  })

/** Where every artefact comes from, what the start is told for it, and what is done beside it. Pure, and the same for the same table. */
export const chooseRoute = (probes: Probes, asker: Asker): Route => {
  const table = createTable(probes)
  const ways: readonly Way[] = [
    ...preloadWays(table, asker),
    { kind: 'official' },
    ...repositoryWays(table, asker),
  ]
  const start = bestWay(ways.map((way) => settle(way, table, asker)))?.part ?? nothing
  const all = join([tools(table), start, lessonImages(table, asker)])
  const legs = table.artefacts.map((artefact): Leg => {
    const chosen = all.chosen.get(artefact.id)
    return { artefact, chosen, rejected: rejectedBy(artefact, chosen, table) }
  })
  const lacking = lackingIn(all, table)
  return {
    legs,
    missing: lacking.filter((artefact) => isNowhere(artefact, table)),
    unproven: lacking.filter((artefact) => !isNowhere(artefact, table)),
    flags: all.flags,
    before: all.before,
    after: all.after,
    start: downloadsOf(
      legs.flatMap(({ artefact, chosen }) => (isOfStart(artefact) ? [chosen] : [])),
    ),
    total: downloadsOf(legs.map(({ chosen }) => chosen)),
  }
}
