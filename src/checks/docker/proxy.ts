import { podRange } from '../../catalog/networks.ts'
import { dockerClientProxy } from '../../facts/docker-client-proxy.ts'
import { dropContainerProxy, exemptCluster } from '../../fixes/container-proxy.ts'
import type { ContainerProxyArgs } from '../../fixes/container-proxy.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import { address, count, list, path, quote, term, url } from '../../model/value.ts'
import type { Count, List, Quote, Url } from '../../model/value.ts'
import { clusterRanges, extended, isCovered } from '../cluster-ranges.ts'

type Args = ContainerProxyArgs & { readonly line: Count; readonly proxy: Url }

/** What the node talks to without a proxy, beside its networks. */
const names = ['control-plane.minikube.internal', '.svc', '.cluster.local']

/**
 * Does docker give the node a proxy that breaks it? Only the docker command's own settings reach containers; a proxy of dockerd is for
 * its pulls, and one on the loopback is normal there. Source: docs.docker.com/engine/cli/proxy/, kubernetes/minikube#10046,
 * kubernetes/minikube@v1.25.2:deploy/kicbase/entrypoint (configure_proxy).
 */
export const dockerProxy = defineCheck({
  id: 'docker/proxy',
  title: 'Proxy of containers',
  needs: { proxies: dockerClientProxy },
  skip: ({ profile }) => (profile.driver === 'docker' ? undefined : 'other-driver'),
  problems: {
    loopback: problem<Args & { readonly settings: List<'term'> }>({
      severity: 'error',
      message: ({ path, line, proxy }) =>
        say`${path}, line ${line}: docker gives every container the proxy ${proxy}. In minikube's node that address is the node itself: images are not pulled, and Kubernetes does not start`,
      hint: () =>
        say`Take httpProxy and httpsProxy out of that file. Unsetting variables in your shell does not help. A node that exists keeps its proxy: it needs a new cluster.`,
      fix: dropContainerProxy,
    }),
    'no-proxy': problem<Args & { readonly missing: List<'address'>; readonly value: Quote }>({
      severity: 'warning',
      message: ({ path, line, proxy, missing }) =>
        say`${path}, line ${line}: docker gives every container the proxy ${proxy}, and noProxy does not exempt ${missing}. Requests inside the cluster may go to the proxy and fail`,
      hint: ({ value }) =>
        say`Set noProxy beside it to ${value}. A node that exists keeps its settings: it needs a new cluster.`,
      fix: exemptCluster,
    }),
  },
  fine: ({ proxies: [first] }) => (first === undefined ? undefined : say`${url(first.url)}`),
  inspect: ({ proxies }, request) => {
    const [first] = proxies
    if (first === undefined) return skipped('not-configured')
    const local = proxies.filter(({ loopback }) => loopback)
    const [nowhere] = local
    const argsOf = ({ file, key, line, url: at }: typeof first): Args => ({
      path: path(file),
      key: term(key),
      line: count(line),
      proxy: url(at),
    })
    if (nowhere !== undefined) {
      const settings = list(local.map(({ setting }) => term(setting)))
      return [{ code: 'loopback', args: { ...argsOf(nowhere), settings } }]
    }
    const missing = [...clusterRanges(request), podRange].filter(
      (range) => !isCovered(range, first.noProxy),
    )
    if (missing.length === 0) return []
    const value = quote(extended(first.noProxy, [...missing, ...names]))
    return [
      { code: 'no-proxy', args: { ...argsOf(first), missing: list(missing.map(address)), value } },
    ]
  },
})
