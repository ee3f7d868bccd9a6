import { containerNameServers, forgedOwners, hub } from '../../catalog/hosts.ts'
import { ownNetworkSince } from '../../catalog/networks.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import { os } from '../../facts/machine.ts'
import { hubAddresses, nameService } from '../../facts/names.ts'
import { effectivePair } from '../../facts/pair.ts'
import { reachability } from '../../facts/probes.ts'
import { spared } from '../../facts/spared.ts'
import { daemonFile, onlyLoopback, resolv } from '../../facts/resolv.ts'
import type { Resolv } from '../../facts/resolv.ts'
import { dockerDns } from '../../fixes/docker-dns.ts'
import { defineCheck, problem, skipped } from '../../model/check.ts'
import { wordFor } from '../../model/english.ts'
import { optional } from '../../model/fact.ts'
import { parseIp, parseNetwork } from '../../model/ip.ts'
import type { Request } from '../../model/request.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { address, count, host, list, path, term } from '../../model/value.ts'
import type { Address, Count, Host, List, Path, Term } from '../../model/value.ts'
import { atLeast } from '../../model/version.ts'
import { networkOnline } from './online.ts'

type Node = {
  readonly file: Path
  readonly wanted: List<'address'>
  readonly running: Count
}

/** The owner of an address that Docker Hub never had. */
const forger = (text: string): string | undefined => {
  const ip = parseIp(text)
  return forgedOwners.find(
    ({ network }) => ip !== undefined && parseNetwork(network)?.(ip) === true,
  )?.owner
}

/**
 * Whether docker, finding no name server to hand on, gives containers 8.8.8.8. In a network of minikube's own it forwards to
 * the host's loopback, on the default bridge it does not. Source: moby libnetwork `setupDNS`, resolvconf `FilterResolvDNS`.
 */
const leftToDefault = (
  { servers, forContainers, daemonDns }: Resolv,
  request: Request,
): boolean => {
  if (daemonDns || servers.length === 0) return false
  const shared = !atLeast(effectivePair(request).minikube, ownNetworkSince)
  return forContainers.length === 0 || (shared && onlyLoopback(forContainers))
}

/**
 * Do names resolve, to true addresses, and will they in the node? Source: pitfalls NET-5, docker-errors §2 (forged addresses);
 * what a proxy resolves is the proxy's affair.
 */
export const networkDns = defineCheck({
  id: 'network/dns',
  title: 'DNS',
  needs: {
    names: nameService,
    addresses: optional(hubAddresses),
    reached: reachability,
    resolv: optional(resolv),
    info: optional(dockerInfo),
    os,
    spared: optional(spared),
  },
  after: [networkOnline],
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    'no-answer': problem<{ readonly servers: List<'address'>; readonly os: Term }>({
      severity: 'error',
      stops: true,
      message: ({ servers }) =>
        servers.value.length === 0
          ? say`There is a network, but no name resolves: no name server is set`
          : say`There is a network, but no name resolves; the name ${wordFor(servers.value.length, 'server is', 'servers are')} ${servers}`,
      hint: () =>
        say`Name servers come from the network's settings (DHCP) or a VPN: reconnect, or set others there, for example 223.5.5.5.`,
      looks: ({ os }) => (os.value === 'linux' ? [asUser('cat', '/etc/resolv.conf')] : []),
    }),
    // The start asks Docker Hub for nothing it could not have elsewhere: what is lacking is told by registry/route.
    forged: problem<{ readonly host: Host; readonly address: Address; readonly owner: Term }>({
      severity: 'warning',
      message: ({ host, address, owner }) =>
        say`The name server's answer for ${host} is forged: ${address} belongs to ${owner}; images from Docker Hub come only through a mirror or a proxy`,
      hint: () =>
        say`Another name server seldom helps: the forged answer is put in on the way. A registry mirror in daemon.json or a proxy does.`,
    }),
    node: problem<Node>({
      severity: 'warning',
      message: () =>
        say`Docker finds no name server of this machine to hand on to containers and gives them 8.8.8.8: names may resolve here, but not in the node`,
      hint: ({ running, file }) =>
        running.value === 0
          ? say`Name servers that containers reach belong in ${file} under "dns"; then restart Docker.`
          : say`Put name servers that containers reach into ${file} under "dns"; then restart Docker, which stops the ${running} running ${wordFor(running.value, 'container')}.`,
      fix: dockerDns,
    }),
  },
  inspect: ({ names, addresses, reached, resolv, info, os, spared }, request) => {
    if (spared.ok && spared.value) return skipped('offline')
    const hubReached = reached.hosts.some(
      (one) => one.host === hub && (one.verdict === 'true' || one.proxied),
    )
    // A filter that hides two names from us is no dead resolver, and a classroom may know its mirror alone.
    const alone = reached.mirrors.every(({ verdict }) => verdict !== 'true')
    if (!names.answers && alone && reached.hosts.every(({ verdict }) => verdict === 'dns')) {
      const servers = list((resolv.ok ? resolv.value.servers : []).map(address))
      return [{ code: 'no-answer', args: { servers, os: term(os) } }]
    }
    const forged = (addresses.ok && !hubReached ? addresses.value : []).flatMap((at) => {
      const owner = forger(at)
      return owner === undefined ? [] : [{ at, owner }]
    })[0]
    const local = os === 'linux' && request.profile.driver === 'docker' && resolv.ok
    return [
      ...(forged === undefined
        ? []
        : [
            {
              code: 'forged' as const,
              about: host(hub),
              args: { host: host(hub), address: address(forged.at), owner: term(forged.owner) },
            },
          ]),
      ...(local && leftToDefault(resolv.value, request)
        ? [
            {
              code: 'node' as const,
              args: {
                file: path(daemonFile),
                wanted: list(containerNameServers.map(address)),
                running: count(info.ok ? info.value.containersRunning : 0),
              },
            },
          ]
        : []),
    ]
  },
})
