import { nameService } from '../../facts/names.ts'
import { reachability } from '../../facts/probes.ts'
import type { Reached } from '../../facts/probes.ts'
import { spared } from '../../facts/spared.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { say } from '../../model/text.ts'
import { count, host, list, quote } from '../../model/value.ts'
import type { Count, Host, Quote } from '../../model/value.ts'
import { networkProxy } from './proxy.ts'

const isTrue = ({ verdict }: Reached): boolean => verdict === 'true'

/**
 * Is there a network at all? One true answer from any host, or from a mirror of the
 * classroom, is enough; which hosts answer is no question here. Source: catalog
 * hosts; RFC 6585 (511) for portals; a certificate that is not trusted still proves that somebody answered (pitfalls NET-3).
 */
export const networkOnline = defineCheck({
  id: 'network/online',
  role: 'online',
  title: 'Online',
  needs: { reached: reachability, names: nameService, spared: optional(spared) },
  after: [networkProxy],
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    offline: problem<{ readonly asked: Count }>({
      severity: 'error',
      stops: true,
      message: ({ asked }) =>
        asked.value === 0
          ? say`This machine is offline: no route leads out of it; nothing can be downloaded`
          : say`This machine is offline: none of ${asked} hosts can be reached; nothing can be downloaded`,
      hint: () =>
        say`Connect to a network, then look again. To check only what needs none, use --offline.`,
    }),
    'not-needed': problem({
      severity: 'info',
      message: () => say`This machine is offline; everything the start needs is already here`,
      hint: () =>
        say`What lessons pull later needs a network, or must be loaded beforehand: minikube image load.`,
    }),
    portal: problem<{ readonly host: Host }>({
      severity: 'error',
      stops: true,
      message: ({ host }) =>
        say`A login page of this network answers in place of ${host}; until you log in nothing can be downloaded`,
      hint: () =>
        say`Open http://www.msftconnecttest.com/redirect in a browser and log in to the network, then look again.`,
    }),
    'proxy-refuses': problem<{ readonly said: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ said }) => say`The proxy answers but lets no request through: ${said}`,
      hint: () =>
        say`407 means that it wants a user name and password (http://user:password@host:port), 403 that it forbids these hosts; otherwise ask who runs it.`,
    }),
  },
  fine: ({ reached: { hosts, mirrors } }) => {
    const answered = hosts.filter(isTrue).length
    if (answered > 0) return say`Internet ${count(answered)}/${count(hosts.length)}`
    const near = mirrors.filter(isTrue)
    return near.length === 0 ? undefined : say`${list(near.map((one) => host(one.host)))}`
  },
  inspect: ({ reached: { hosts, mirrors }, names, spared }) => {
    const find = (...wanted: readonly string[]) =>
      hosts.find(({ verdict }) => wanted.includes(verdict))
    // A mirror in the classroom may be all there is, and all that is needed.
    if (find('true') !== undefined || mirrors.some(isTrue)) return []
    const portal = find('portal')
    if (portal !== undefined) return [{ code: 'portal', args: { host: host(portal.host) } }]
    if (find('odd', 'tls') !== undefined) return []
    const refused = hosts.find(({ proxied, verdict }) => proxied && verdict === 'proxy')
    if (refused !== undefined)
      return [{ code: 'proxy-refuses', args: { said: quote(refused.detail) } }]
    if (spared.ok && spared.value) return [{ code: 'not-needed', args: {} }]
    // Without names, but with a network: that is for network/dns to say.
    if (!names.answers && names.network) return []
    return [{ code: 'offline', args: { asked: count(hosts.length) } }]
  },
})
