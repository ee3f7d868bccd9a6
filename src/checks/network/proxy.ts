import { os } from '../../facts/machine.ts'
import { proxyConnections, proxySettings } from '../../facts/proxy.ts'
import { routes } from '../../facts/routes.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { address, list, quote, term, url } from '../../model/value.ts'
import type { List, Quote, Term, Url } from '../../model/value.ts'
import { clusterRanges, extended, isCovered } from '../cluster-ranges.ts'

/**
 * Does a configured proxy take connections, does it spare the cluster's own ranges, and can the node use it? Source:
 * pitfalls NET-1 and NET-2, minikube-behaviour (g): pkg/minikube/proxy/proxy.go, handbook/vpn_and_proxy.md; kubeadm's
 * HTTPProxyCIDR.
 */
export const networkProxy = defineCheck({
  id: 'network/proxy',
  title: 'Proxy',
  needs: { settings: proxySettings, connections: proxyConnections, os, known: optional(routes) },
  problems: {
    unreachable: problem<{ readonly proxy: Url; readonly variable: Term; readonly why: Term }>({
      severity: 'error',
      stops: true,
      message: ({ proxy, variable, why }) =>
        say`${variable} names the proxy ${proxy}, which takes no connection (${why}); every download goes there and fails`,
      hint: () => say`Start the proxy program or correct its port; or do without a proxy:`,
      commands: () => [asUser('unset', 'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy')],
    }),
    'no-proxy': problem<{
      readonly missing: List<'address'>
      readonly value: Quote
      readonly os: Term
    }>({
      severity: 'warning',
      message: ({ missing }) =>
        say`NO_PROXY does not exempt ${missing}: talk with the cluster would go through the proxy and get lost`,
      hint: () =>
        say`The start sets NO_PROXY for itself. kubectl and curl need it in your shell too:`,
      commands: ({ value, os }) =>
        os.value === 'win32'
          ? [asUser('setx', 'NO_PROXY', value.value)]
          : ['NO_PROXY', 'no_proxy'].map((name) => asUser('export', `${name}=${value.value}`)),
      cure: ({ value }) => ({ env: { NO_PROXY: value.value, no_proxy: value.value } }),
    }),
    loopback: problem<{ readonly proxy: Url; readonly port: Term }>({
      severity: 'warning',
      message: ({ proxy }) =>
        say`The proxy ${proxy} listens on this machine's loopback: minikube uses it, the node cannot ("Local proxy ignored")`,
      hint: ({ port }) =>
        say`If the node must use it, let the proxy listen on Docker's bridge too ("allow LAN") and start with --docker-env=HTTPS_PROXY=http://172.17.0.1:${port}. Otherwise pull images here and hand them over with: minikube image load`,
    }),
  },
  fine: ({ settings }) => {
    const [first] = settings?.proxies ?? []
    return first === undefined ? undefined : say`${url(first.url)}`
  },
  inspect: ({ settings, connections, os, known }, request) => {
    if (settings === undefined) return skipped('not-configured')
    const { proxies, noProxy } = settings
    const cutOff = known.ok && !known.value.out
    const dead = proxies.flatMap(({ url, local, variable }) => {
      const connection = connections[url]
      const isDead = connection?.ok === false && (local || !cutOff)
      return isDead ? [{ url, variable, why: connection.fault }] : []
    })
    const missing = clusterRanges(request).filter((range) => !isCovered(range, noProxy))
    const usable = proxies.find(({ local, url }) => local && !dead.some((one) => one.url === url))
    return [
      // One proxy for both variables is told once.
      ...dead
        .filter(({ url }, index) => dead.findIndex((other) => other.url === url) === index)
        .map(({ url: at, variable, why }) => ({
          code: 'unreachable' as const,
          about: url(at),
          args: { proxy: url(at), variable: term(variable), why: term(why) },
        })),
      ...(missing.length === 0
        ? []
        : [
            {
              code: 'no-proxy' as const,
              args: {
                missing: list(missing.map(address)),
                value: quote(extended(noProxy, missing)),
                os: term(os),
              },
            },
          ]),
      ...(usable === undefined || request.profile.driver === 'none'
        ? []
        : [
            {
              code: 'loopback' as const,
              args: { proxy: url(usable.url), port: term(String(usable.port)) },
            },
          ]),
    ]
  },
})
