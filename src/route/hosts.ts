import type { Probe, Probes } from '../model/route.ts'
import type { Route } from '../model/chosen-route.ts'

/** The first part of an image reference, or a URL's host. Pure. */
export const hostOf = (address: string): string =>
  URL.canParse(address) && address.includes('://')
    ? new URL(address).hostname
    : (address.split('/')[0] ?? address)

/** What the catalog's sources are called in every language; `official` stands for many hosts. */
export const sourceNames: Readonly<Record<string, string>> = {
  aliyun: 'Aliyun',
  'aliyun-oss': 'Aliyun OSS',
  daocloud: 'DaoCloud',
  'docker-ce': 'Docker',
  'docker-hub': 'Docker Hub',
  github: 'GitHub',
}

/** The address of a source that somebody named; undefined for those of the catalog. Pure. */
export const namedUrl = (source: string): string | undefined =>
  /^(?:docker-)?mirror:(.*)$/.exec(source)?.[1]

/** An image or a file is at its home there; everybody else keeps copies. */
const isHome = ({ candidate: { source } }: Probe): boolean =>
  source === 'official' || source === 'docker-hub' || source === 'github'

/** Said by the host itself, so that it lives. */
const alive = new Set(['rate-limited', 'needs-login', 'offline'])

const isDead = ({ proof }: Probe): boolean => proof.state === 'unproven' && !alive.has(proof.why)

export interface HomeHost {
  readonly host: string
  /** How it fails, where nothing there answers. */
  readonly fault: string | undefined
  /** What is lacking because of it. */
  readonly needed: 'start' | 'lessons' | 'nothing'
}

/** The hosts where things are at home, and what is lost with those that do not answer. Pure. */
export const homeHosts = ({ probes }: Probes, { legs }: Route): readonly HomeHost[] => {
  const byHost = new Map<string, readonly Probe[]>()
  for (const probe of probes.filter(isHome)) {
    const host = hostOf(probe.candidate.address)
    byHost.set(host, [...(byHost.get(host) ?? []), probe])
  }
  return [...byHost].map(([host, asked]): HomeHost => {
    const ids = new Set(asked.map(({ candidate }) => candidate.artefact))
    const lacking = legs.filter(
      ({ artefact, chosen }) => chosen === undefined && ids.has(artefact.id),
    )
    const [first] = asked.map(({ proof }) => proof)
    const fault = first?.state === 'unproven' && asked.every(isDead) ? first.why : undefined
    if (lacking.some(({ artefact }) => !artefact.optional)) return { host, fault, needed: 'start' }
    const lessons = lacking.some(({ artefact }) => artefact.kind === 'lesson-image')
    return { host, fault, needed: lessons ? 'lessons' : 'nothing' }
  })
}
