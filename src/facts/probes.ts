import { deadlines } from '../catalog/deadlines.ts'
import { oldRegistry, probes } from '../catalog/hosts.ts'
import type { Probe } from '../catalog/hosts.ts'
import { kubernetesRegistry } from '../catalog/kubernetes-images.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { Answer, NetworkFault, ReadHost } from '../model/host.ts'
import { proxyFor } from '../model/no-proxy.ts'
import { attempt, Unreadable } from '../model/unreadable.ts'
import { url } from '../model/value.ts'
import { ownMirrors } from './mirrors.ts'
import { hubAddresses, mirrorAddresses } from './names.ts'
import { effectivePair } from './pair.ts'
import { routes } from './routes.ts'

/** What became of one question. */
export type Verdict =
  /** The host itself, as expected. */
  | 'true'
  /** Its certificate proves the host, what it says is not what was expected: an outage, a refusal. */
  | 'odd'
  /** Somebody else speaks in its place. */
  | 'portal'
  | NetworkFault

/** Nobody answered. Pure. */
export const isFault = (verdict: Verdict): verdict is NetworkFault =>
  verdict !== 'true' && verdict !== 'odd' && verdict !== 'portal'

export interface Reached {
  readonly host: string
  readonly verdict: Verdict
  readonly detail: string
  readonly ms: number
  /** The host's clock minus ours, in milliseconds, where it tells and can be believed. */
  readonly skew: number | undefined
  readonly proxied: boolean
}

export interface Reachability {
  /** No route leads out and no proxy is set: of the world nobody was asked. */
  readonly noRoute: boolean
  readonly hosts: readonly Reached[]
  /** The classroom's own mirrors, which may be all there is. */
  readonly mirrors: readonly Reached[]
}

const networkLogin = 511

/** A redirect that stays with the host's owner. */
const staysAtHome = ({ redirects = '' }: Probe, location: string): boolean => {
  const host = URL.canParse(location) ? new URL(location).hostname : ''
  return host === redirects || host.endsWith(`.${redirects}`)
}

/** Tells the real host from a captive portal: the portal redirects, shows a page, or says 511 (RFC 6585). Pure. */
export const verdictOf = (probe: Probe, answer: Answer): Verdict => {
  if (!answer.ok) return answer.fault
  const { status, headers, body } = answer
  const elsewhere = status >= 300 && status < 400 && !staysAtHome(probe, headers['location'] ?? '')
  if (probe.pageless === true && status === 200 && /html/.test(headers['content-type'] ?? ''))
    return 'portal'
  if (probe.statuses.includes(status) && !elsewhere)
    return probe.body === undefined || body.trim() === probe.body ? 'true' : 'portal'
  return status < 400 || status === networkLogin ? 'portal' : 'odd'
}

/** From the Date header, a cache's Age added; half of the exchange is the way back. Pure. */
export const skewOf = (answer: Answer, arrived: number): number | undefined => {
  if (!answer.ok) return undefined
  const date = Date.parse(answer.headers['date'] ?? '')
  const age = Number(answer.headers['age'] ?? '0') * 1000
  return Number.isNaN(date + age) ? undefined : Math.round(date + age - (arrived - answer.ms / 2))
}

const ask = async ({ host }: FactContext, probe: Probe): Promise<Reached> => {
  const proxied = proxyFor(new URL(probe.url), host.env) !== undefined
  const answer = await host.get(probe.url, {
    method: probe.method,
    deadlineMs: deadlines.http,
    maxBytes: 4096,
  })
  const verdict = verdictOf(probe, answer)
  return {
    host: probe.host,
    verdict,
    detail: answer.ok ? String(answer.status) : answer.detail,
    ms: answer.ms,
    skew: verdict === 'true' ? skewOf(answer, host.now()) : undefined,
    proxied,
  }
}

const unasked = ({ host }: Probe): Reached => ({
  host,
  verdict: 'dns',
  detail: '',
  ms: 0,
  skew: undefined,
  proxied: false,
})

/** A resolver that is silent holds every later name up too, so nothing more is asked of it. */
export const namesResolve = ({ get }: FactContext): Promise<boolean> =>
  Promise.any([get(hubAddresses), get(mirrorAddresses)]).then(
    () => true,
    () => false,
  )

/** A plain request through a proxy tells of the proxy, not of a portal. */
const worthAsking = (context: FactContext, all: readonly Probe[]): readonly Probe[] =>
  all.filter(
    ({ url }) => url.startsWith('https:') || proxyFor(new URL(url), context.host.env) === undefined,
  )

/** A registry says 200 or 401 there, a server of files 404. Pure. */
export const mirrorProbe = (mirror: string): Probe => ({
  host: new URL(mirror).hostname,
  url: `${mirror}/v2/`,
  method: 'GET',
  statuses: [200, 401, 404],
  pageless: true,
})

/** The HTTP proxy a URL goes through. Go programs speak SOCKS, we do not: what they reach through it we cannot know, and this throws. */
export const spokenProxy = (address: URL, env: ReadHost['env']): URL | undefined => {
  const proxy = proxyFor(address, env)
  if (proxy?.protocol.startsWith('socks') === true)
    throw new Unreadable('unreachable', url(`${proxy.protocol}//${proxy.host}`))
  return proxy
}

/** The hosts everybody is asked about, and of Kubernetes' two registries the old one where this pair asks it. */
const wanted = ({ request }: FactContext): readonly Probe[] => {
  const { kubernetes, minikube } = effectivePair(request)
  const old = kubernetesRegistry(kubernetes, minikube) === oldRegistry
  return probes.filter(({ host }) => host !== oldRegistry || old)
}

/** Asks a host of the catalog, once in a round, when the first wants to know; undefined for one that is not in it. */
export const outside = defineFact({
  id: 'outside',
  waitsFor: 'network',
  read: async (context): Promise<(host: string) => Promise<Reached> | undefined> => {
    const asked = new Map<string, Promise<Reached>>()
    const known = new Map(worthAsking(context, wanted(context)).map((probe) => [probe.host, probe]))
    return (host) => {
      const probe = known.get(host)
      if (probe === undefined) return undefined
      const answer = asked.get(host) ?? ask(context, probe)
      asked.set(host, answer)
      return answer
    }
  },
})

const publicHosts = async (
  context: FactContext,
): Promise<Pick<Reachability, 'noRoute' | 'hosts'>> => {
  const all = wanted(context)
  const [first] = all
  const proxy = first === undefined ? undefined : spokenProxy(new URL(first.url), context.host.env)
  if (proxy === undefined) {
    const known = await attempt(context.get(routes))
    if (known.ok && !known.value.out) return { noRoute: true, hosts: [] }
    if (!(await namesResolve(context))) return { noRoute: false, hosts: all.map(unasked) }
  }
  const reach = await context.get(outside)
  const hosts = await Promise.all(all.flatMap(({ host }) => reach(host) ?? []))
  return { noRoute: false, hosts }
}

/**
 * Who answers out there. Offline is known at once where nothing leads out or nobody resolves names; the classroom's mirrors are
 * asked even so, for they may lie in this very network.
 */
export const reachability = defineFact({
  id: 'reachability',
  waitsFor: 'network',
  read: async (context): Promise<Reachability> => {
    const own = (await context.get(ownMirrors)).map(mirrorProbe)
    const [known, mirrors] = await Promise.all([
      publicHosts(context),
      Promise.all(worthAsking(context, own).map((probe) => ask(context, probe))),
    ])
    return { ...known, mirrors }
  },
})
