import { artefacts } from '../../facts/artefacts.ts'
import type { Artefacts } from '../../facts/artefacts.ts'
import { engineAnswers } from '../../facts/engine-here.ts'
import { probeTable } from '../../facts/probe-table.ts'
import { routeFact } from '../../facts/route.ts'
import { prepareDownloads } from '../../fixes/prepare-downloads.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import { wordFor } from '../../model/english.ts'
import type { Artefact } from '../../model/route.ts'
import type { StartFlag } from '../../model/start.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { Unreadable } from '../../model/unreadable.ts'
import { bytes, command, count, host, image, list, ms, own, term } from '../../model/value.ts'
import type { Bytes, Command, Count, Image, List, Ms, Term } from '../../model/value.ts'
import { hostOf, namedUrl, sourceNames } from '../../route/hosts.ts'
import type { Route } from '../../model/chosen-route.ts'
import { stepLeaf } from '../../route/steps.ts'
import { beforeDownloads } from '../before-downloads.ts'

const isFileOrPackage = new Set<Artefact['kind']>([
  'node-binary',
  'minikube',
  'kubectl',
  'preload',
  'packages',
])

/** A file is named by what it is: nobody knows it by its path. */
const nameOf = ({ kind, name }: Artefact): Image | Term =>
  isFileOrPackage.has(kind) ? term(name) : image(name)

type Chosen = {
  readonly sources: List<'term' | 'host'>
  readonly downloads: Count
  readonly size: Bytes
  /** `minikube` and `kubernetes`, where the catalog does not have the names of all their images. */
  readonly unlisted: List<'term'>
  readonly time: Ms | undefined
  /** The start with nothing but the route's flags. */
  readonly start: Command
  readonly before: List<'command'>
  /** Of these, what can be done now. */
  readonly now: List<'command'>
}

const unlistedNames = { minikube: 'minikube', kubernetes: 'Kubernetes' } as const

const toFlag = (word: string): readonly StartFlag[] => {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/.exec(word) ?? []
  if (name === undefined) return []
  return [{ name: `--${name}`, ...(value === undefined ? {} : { value }) }]
}

/** What docker does waits for an engine; what comes after it waits with it. */
const doable = (before: Route['before'], engine: boolean): Route['before'] =>
  engine || before.every(({ kind }) => kind === 'seed-cache') ? before : []

const leaves = (before: Route['before']): List<'command'> =>
  list(before.flatMap((step) => stepLeaf(step) ?? []))

const chosenArgs = (
  { legs, flags, before, start }: Route,
  { unlisted }: Artefacts,
  engine: boolean,
): Chosen => {
  const sources = new Set(
    legs.flatMap(({ chosen }) =>
      chosen !== undefined && 'candidate' in chosen ? [chosen.candidate.source] : [],
    ),
  )
  const words = flags.map(({ flag: { name, value } }) =>
    value === undefined ? name : `${name}=${value}`,
  )
  return {
    sources: list(
      [...sources].map((source) => {
        const named = namedUrl(source)
        return named === undefined ? term(sourceNames[source] ?? source) : host(hostOf(named))
      }),
    ),
    downloads: count(start.count),
    size: bytes(start.bytes),
    unlisted: list(unlisted.map((name) => term(unlistedNames[name]))),
    time: start.ms === undefined ? undefined : ms(start.ms),
    start: command(['minikube', 'start', ...words]),
    before: leaves(before),
    now: leaves(doable(before, engine)),
  }
}

/**
 * Does everything the start needs have a source, and which? Without a flag and without a step there is nothing to tell. Source:
 * minikube-behaviour (a), pitfalls REG-1, REG-2, REG-6, REG-7.
 */
export const registryRoute = defineCheck({
  id: 'registry/route',
  role: 'route',
  title: 'Downloads',
  needs: { all: artefacts, table: probeTable, route: routeFact, engine: engineAnswers },
  after: beforeDownloads,
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    missing: problem<{
      readonly missing: List<'image' | 'term'>
      readonly asked: List<'host' | 'term'>
    }>({
      severity: 'error',
      message: ({ missing, asked }) =>
        say`No source here has ${missing} (asked: ${asked}); the start would fail on it`,
      hint: () =>
        say`Check the versions in the course first. Somebody on another network can fetch it from its official host and put it on a server in the classroom: ${own('--mirror', 'URL')} asks there too.`,
      looks: () => [asUser('k8s-doctor', 'route')],
    }),
    chosen: problem<Chosen>({
      severity: 'info',
      message: ({ sources, downloads, size, time, unlisted }) => {
        if (unlisted.value.length > 0)
          return say`k8s-doctor does not know every image of this ${unlisted} release and asked for the others only: they come from ${sources}`
        if (downloads.value === 0)
          return sources.value.length === 0
            ? say`Everything the start needs is here: nothing to download`
            : say`Everything the start needs is here: nothing to download; tools and lessons can be had from ${sources}`
        return [
          ...say`Everything can be had from ${sources}: ${downloads} ${wordFor(downloads.value, 'download')}, ${size}`,
          ...(time === undefined ? [] : say`, about ${time}`),
        ]
      },
      hint: () => say`${own('route')} shows each source and why each flag is needed.`,
      fix: prepareDownloads,
      cure: ({ start: { value } }) => {
        const flags = value.flatMap(toFlag)
        return flags.length === 0 ? undefined : { flags }
      },
    }),
  },
  fine: ({ all, route: { start } }) =>
    start.count === 0 || all.unlisted.length > 0 ? undefined : say`${bytes(start.bytes)}`,
  downloads: ({ all, route: { start } }) =>
    start.count === 0 || all.unlisted.length > 0 ? undefined : start,
  inspect: ({ all, table, route, engine }) => {
    const { missing, unproven, flags, before } = route
    const late = table.probes.some(
      ({ candidate, proof }) =>
        proof.state === 'unproven' &&
        proof.why === 'timeout' &&
        unproven.some(({ id }) => id === candidate.artefact),
    )
    // One line, however many: who does not answer stands in registry/official.
    const open = unproven
      .slice(0, 1)
      .map((artefact) => unsure(new Unreadable(late ? 'timeout' : 'unreachable', nameOf(artefact))))
    const lost = new Set(missing.map(({ id }) => id))
    const asked = new Set(
      table.probes.flatMap(({ candidate }) =>
        lost.has(candidate.artefact) ? [hostOf(candidate.address)] : [],
      ),
    )
    if (missing.length > 0)
      return [
        {
          code: 'missing',
          args: {
            missing: list(missing.map(nameOf)),
            asked: list([...asked].map((name) => host(name))),
          },
        },
        ...open,
      ]
    if (open.length > 0) return open
    return flags.length + before.length === 0
      ? []
      : [{ code: 'chosen', args: chosenArgs(route, all, engine) }]
  },
})
