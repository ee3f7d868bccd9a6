import { atLeast } from '../model/version.ts'

/** Where services and pods live. Sources: minikube pkg/minikube/constants `DefaultServiceCIDR`, pkg/minikube/cni `DefaultPodCIDR`. */
export const serviceRange = '10.96.0.0/12'
export const podRange = '10.244.0.0/16'

/** Docker's default bridge, where nodes lived before minikube made a network of its own. */
const dockerBridge = '172.17.0.0/16'

const nodeRanges: Readonly<Record<string, string>> = {
  docker: '192.168.49.0/24',
  podman: '192.168.49.0/24',
  kvm2: '192.168.39.0/24',
}

/** minikube v1.14.0 was the first with a network per cluster. Source: pkg/drivers/kic/oci/network_create.go. */
export const ownNetworkSince = 'v1.14.0'

/** The network the first node gets, unless that is taken. Source: site/content/en/docs/handbook/vpn_and_proxy.md. */
export const nodeRange = (minikube: string, driver: string): string => {
  if (driver === 'docker' && !atLeast(minikube, ownNetworkSince)) return dockerBridge
  return nodeRanges[driver] ?? '192.168.59.0/24'
}

/** How a release looks for a free network. */
export interface SubnetSearch {
  /** Added to the third part of the address at each try. */
  readonly step: number
  readonly tries: number
  /** A try inside a wider network begins again at that network's first address, and so may never get out of it. */
  readonly restarts: boolean
}

/**
 * Source: pkg/network/network.go `FreeSubnet` and its call in network_create.go at every tag: interfaces are looked at since
 * v1.18.0, the step was 10 up to v1.18.1 and is 9 since, `currSubnet` mended the restart in v1.29.0. Older releases try the next
 * network only when docker refuses the one before.
 */
export const subnetSearch = (minikube: string): SubnetSearch | undefined =>
  atLeast(minikube, 'v1.18.0')
    ? {
        step: atLeast(minikube, 'v1.19.0') ? 9 : 10,
        tries: 20,
        restarts: !atLeast(minikube, 'v1.29.0'),
      }
    : undefined

/** Networks to offer with `--subnet`, the first that is free. Source: pitfalls PORT-1 for the first; private by RFC 1918. */
export const spareSubnets: readonly string[] = [
  '10.200.49.0/24',
  '172.28.49.0/24',
  '192.168.249.0/24',
  '10.57.49.0/24',
]

/**
 * What driver none binds on the host itself. Source: kubeadm-preflight "ports" (cmd/kubeadm/app/preflight/checks.go, Port-*);
 * minikube's API server listens on 8443 (pkg/minikube/constants `APIServerPort`).
 */
export const nodePorts: readonly { readonly port: number; readonly use: string }[] = [
  { port: 8443, use: 'kube-apiserver' },
  { port: 10250, use: 'kubelet' },
  { port: 2379, use: 'etcd' },
  { port: 2380, use: 'etcd' },
  { port: 10257, use: 'kube-controller-manager' },
  { port: 10259, use: 'kube-scheduler' },
]
