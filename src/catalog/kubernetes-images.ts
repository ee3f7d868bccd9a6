import { atLeast, below } from '../model/version.ts'
import data from './data/kubernetes-images.json' with { type: 'json' }

type Tags = Readonly<Record<string, readonly string[]>>

const tags: Tags = data.tags

const components = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kube-proxy',
] as const

/** From here on CoreDNS has a folder of its own. */
const corednsMoved = 'v1.21.0-alpha.1'
const registryMoved = 'v1.25.0-alpha.1'
/** Releases before ask for everything at the old name. */
const newRegistrySince = 'v1.27.0'

/**
 * The registry the node pulls its Kubernetes from unless told otherwise. Later minikube releases name `registry.k8s.io` for every
 * version, but leave the choice to kubeadm, which for Kubernetes below 1.25 is `k8s.gcr.io` (commit 77f207e01b). Pure.
 */
export const kubernetesRegistry = (kubernetes: string, minikube: string): string =>
  below(minikube, newRegistrySince) || below(kubernetes, registryMoved)
    ? 'k8s.gcr.io'
    : 'registry.k8s.io'

/** Whether the catalog has the tags of pause, etcd and CoreDNS; a patch release may move them. Pure. */
export const hasImageTags = (kubernetes: string): boolean => tags[kubernetes] !== undefined

/**
 * The control plane's images by their upstream names, in kubeadm's order; of a version the catalog does not know only those that
 * carry its own number. Source: kubernetes/minikube constants_kubeadm_images.go, which `kubeadm config images list` filled.
 * minikube below 1.29 knew tags per minor version alone and may fetch another etcd in vain. Pure.
 */
export const kubernetesImages = (kubernetes: string, minikube: string): readonly string[] => {
  const [pause, etcd, coredns] = tags[kubernetes] ?? []
  const dns = atLeast(kubernetes, corednsMoved) ? 'coredns/coredns' : 'coredns'
  const others = { pause, etcd, [dns]: coredns }
  return [
    ...components.map((name) => `${name}:${kubernetes}`),
    ...Object.entries(others).flatMap(([name, tag]) =>
      tag === undefined ? [] : [`${name}:${tag}`],
    ),
  ].map((name) => `${kubernetesRegistry(kubernetes, minikube)}/${name}`)
}
