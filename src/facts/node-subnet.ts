import { nodeRange, ownNetworkSince, spareSubnets, subnetSearch } from '../catalog/networks.ts'
import { overlap, parseSubnet } from '../model/subnet.ts'
import type { Subnet } from '../model/subnet.ts'
import { atLeast } from '../model/version.ts'
import type { Route } from './routes.ts'

/** What the node's network will be: the one minikube finds free, or none. */
export type NodeSubnet =
  | { readonly kind: 'chosen'; readonly subnet: Subnet }
  | { readonly kind: 'none'; readonly taken: readonly Route[] }

const third = 256

/** A network whose interface stands in the way: minikube looks at the machine's own addresses, not at routes. */
const holder = (networks: readonly Route[], address: number): Route | undefined =>
  networks.find(({ attached, subnet }) => attached && overlap(subnet, { first: address, bits: 32 }))

/** Walks as this release walks, to the first free network. Source: pkg/network/network.go `FreeSubnet`. Undefined where minikube makes no network. Pure. */
export const nodeSubnet = (
  minikube: string,
  networks: readonly Route[],
): NodeSubnet | undefined => {
  const start = parseSubnet(nodeRange(minikube, 'docker'))
  if (start === undefined || !atLeast(minikube, ownNetworkSince)) return undefined
  const search = subnetSearch(minikube)
  // Older releases leave it to docker to refuse a network, which it does for its own alone.
  if (search === undefined) return { kind: 'chosen', subnet: start }
  const taken = new Set<Route>()
  let at = start.first
  for (let tried = 0; tried < search.tries; tried += 1) {
    const route = holder(networks, at)
    if (route === undefined) return { kind: 'chosen', subnet: { first: at, bits: start.bits } }
    taken.add(route)
    at = (search.restarts ? route.subnet.first : at) + search.step * third
  }
  return { kind: 'none', taken: [...taken] }
}

/** A network to offer: the first that nothing here overlaps, else the first that only wider networks hold. Pure. */
export const spareSubnet = (networks: readonly Route[]): string => {
  const [first = '', ...rest] = spareSubnets
  const free = (isWide: boolean) => (text: string) => {
    const spare = parseSubnet(text)
    return !networks.some(
      ({ subnet }) =>
        spare !== undefined && overlap(subnet, spare) && !(isWide && subnet.bits < spare.bits),
    )
  }
  const all = [first, ...rest]
  return all.find(free(false)) ?? all.find(free(true)) ?? first
}
