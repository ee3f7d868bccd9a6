import { podRange, serviceRange } from '../../catalog/networks.ts'
import { os } from '../../facts/machine.ts'
import { nodeSubnet, spareSubnet } from '../../facts/node-subnet.ts'
import { effectivePair } from '../../facts/pair.ts'
import { resolv } from '../../facts/resolv.ts'
import { routes } from '../../facts/routes.ts'
import type { Route } from '../../facts/routes.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { wordFor } from '../../model/english.ts'
import type { StartPatch } from '../../model/start.ts'
import { optional } from '../../model/fact.ts'
import { contains, formatSubnet, overlap, parseSubnet } from '../../model/subnet.ts'
import type { Subnet } from '../../model/subnet.ts'
import { say } from '../../model/text.ts'
import { address, list, term } from '../../model/value.ts'
import type { Address, List, Term } from '../../model/value.ts'
import { networkOnline } from './online.ts'

type Clash = {
  readonly subnet: Address
  readonly network: Address
  readonly device: Term
  readonly spare: Address
}

const moveAway = ({ spare }: { readonly spare: Address }): StartPatch => ({
  flags: [{ name: '--subnet', value: spare.value }],
})

/** Docker's own bridges, where docker itself refuses an overlap and minikube tries on. */
const isBridge = ({ attached, device }: Route): boolean =>
  attached && /^(docker\d+|br-[0-9a-f]{12})$/.test(device)

const shown = ({ subnet }: Route): Address => address(formatSubnet(subnet))

/** Networks that really lie in a range; a wider one, such as a VPN's 10.0.0.0/8, says nothing about it. */
const inside = (
  range: Subnet,
  networks: readonly Route[],
  servers: readonly string[],
): readonly Address[] => [
  ...networks.filter(({ subnet }) => contains(range, subnet)).map(shown),
  ...servers
    .filter((server) => {
      const one = parseSubnet(server)
      return one !== undefined && contains(range, one)
    })
    .map(address),
]

/**
 * Do the node's network and the cluster's ranges collide with this machine's? Walks to the network this release would take.
 * A more specific route wins over a wider one. Source: pitfalls PORT-1; minikube pkg/network/network.go `FreeSubnet`.
 */
export const networkSubnet = defineCheck({
  id: 'network/subnet',
  title: 'Cluster networks',
  needs: { routes, resolv: optional(resolv), os },
  after: [networkOnline],
  skip: ({ profile }) => (profile.driver === 'docker' ? undefined : 'other-driver'),
  problems: {
    'none-free': problem<{ readonly networks: List<'address'>; readonly spare: Address }>({
      severity: 'error',
      message: ({ networks }) =>
        say`minikube finds no free network for the node: all it tries lie in ${networks}, where this machine is`,
      hint: ({ spare }) =>
        say`Join another network for the start, such as a phone's. From minikube v1.26.0 on --subnet=${spare} avoids it.`,
      cure: moveAway,
    }),
    shadowed: problem<Clash>({
      severity: 'error',
      message: ({ subnet, network, device }) =>
        say`The node's network ${subnet} is in use already: ${network} leads to ${device}; the node would not be reached`,
      hint: ({ spare }) =>
        say`Leave the VPN, or that network, while you work with the cluster. From minikube v1.26.0 on --subnet=${spare} avoids it.`,
      cure: moveAway,
    }),
    vpn: problem<Clash>({
      severity: 'warning',
      message: ({ subnet, network, device }) =>
        say`The node's network ${subnet} lies in ${network}, which leads to ${device}: its addresses there are hidden while the cluster exists, and some VPN programs cut the cluster off instead`,
      hint: ({ spare }) =>
        say`If the node is not reached, leave the VPN. From minikube v1.26.0 on --subnet=${spare} avoids it.`,
    }),
    'range-used': problem<{ readonly range: Address; readonly networks: List<'address'> }>({
      severity: 'warning',
      message: ({ range, networks }) =>
        say`The cluster uses ${range} for itself, and so ${wordFor(networks.value.length, 'does', 'do')} ${networks} here: pods may not reach what is there`,
      hint: () =>
        say`It matters only if something in the cluster must talk to those addresses. --service-cluster-ip-range moves the services' range.`,
    }),
  },
  inspect: ({ routes: { networks }, resolv, os }, request) => {
    const spare = address(spareSubnet(networks))
    const node = nodeSubnet(effectivePair(request).minikube, networks)
    const servers = resolv.ok ? resolv.value.servers : []
    const used = [serviceRange, podRange].flatMap((text) => {
      const range = parseSubnet(text)
      const found = range === undefined ? [] : inside(range, networks, servers)
      const args = { range: address(text), networks: list(found) }
      return found.length === 0 ? [] : [{ code: 'range-used' as const, about: address(text), args }]
    })
    if (node?.kind === 'none') {
      const args = { networks: list(node.taken.map(shown)), spare }
      return [{ code: 'none-free', args }, ...used]
    }
    // Elsewhere the node's network is inside Docker Desktop's machine, out of reach of the host's routes.
    if (node === undefined || os !== 'linux') return used
    const clashes = networks
      .filter((route) => overlap(route.subnet, node.subnet) && !isBridge(route))
      .toSorted((a, b) => b.subnet.bits - a.subnet.bits)
    const [worst] = clashes
    if (worst === undefined) return used
    const args = {
      subnet: address(formatSubnet(node.subnet)),
      network: shown(worst),
      device: term(worst.device),
      spare,
    }
    const code = worst.subnet.bits < node.subnet.bits ? 'vpn' : 'shadowed'
    return [{ code, args }, ...used]
  },
})
