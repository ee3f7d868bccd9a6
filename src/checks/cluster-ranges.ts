import { nodeRange, serviceRange } from '../catalog/networks.ts'
import { effectivePair } from '../facts/pair.ts'
import { isExempt } from '../model/no-proxy.ts'
import type { Request } from '../model/request.ts'
import { addressIn, parseSubnet } from '../model/subnet.ts'

/** Ranges the cluster talks in. Pure. */
export const clusterRanges = (request: Request): readonly string[] =>
  request.profile.driver === 'none'
    ? [serviceRange]
    : [nodeRange(effectivePair(request).minikube, request.profile.driver), serviceRange]

/** Asked for by kubeadm (the first address) and by minikube (its node has the second). Pure. */
export const isCovered = (range: string, noProxy: string): boolean => {
  const subnet = parseSubnet(range)
  return [1, 2].some((nth) => subnet !== undefined && isExempt(addressIn(subnet, nth), noProxy))
}

/** What NO_PROXY should be: everything it names, the ranges, and loopback for programs that do not exempt it by themselves. Pure. */
export const extended = (noProxy: string, missing: readonly string[]): string => {
  const entries = noProxy.split(',').map((entry) => entry.trim())
  const wanted = ['localhost', '127.0.0.1', ...missing]
  return [...new Set([...entries, ...wanted])].filter((entry) => entry !== '').join(',')
}
