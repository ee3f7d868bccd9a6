import kubectl from './data/kubectl-digests.json' with { type: 'json' }
import minikube from './data/minikube-digests.json' with { type: 'json' }
import node from './data/node-digests.json' with { type: 'json' }

export type Tool = 'minikube' | 'kubectl'

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>

/** What minikube puts into the node. */
export const nodeBinaries = ['kubeadm', 'kubelet', 'kubectl'] as const
export type NodeBinary = (typeof nodeBinaries)[number]

const nodeTables: Readonly<Record<NodeBinary, Table>> = {
  kubeadm: node.kubeadm,
  kubelet: node.kubelet,
  kubectl: kubectl.sha256,
}

/** The sha256 of a node's binary; undefined when the catalog has none. */
export const nodeDigestOf = (
  binary: NodeBinary,
  kubernetes: string,
  arch: string,
): string | undefined => nodeTables[binary][kubernetes]?.[`linux-${arch}`]

const tables: Readonly<Record<Tool, Table>> = { minikube: minikube.sha256, kubectl: kubectl.sha256 }

/** The sha256 of a release's binary for `<os>-<arch>` in Go's names; undefined when the catalog has none. */
export const digestOf = (tool: Tool, version: string, platform: string): string | undefined =>
  tables[tool][version]?.[platform]

/** Which release a file is, by its sha256 alone. */
export const releaseOfDigest = (
  tool: Tool,
  sha256: string,
): { readonly version: string; readonly platform: string } | undefined => {
  for (const [version, platforms] of Object.entries(tables[tool])) {
    const known = Object.entries(platforms).find(([, digest]) => digest === sha256)
    if (known !== undefined) return { version, platform: known[0] }
  }
  return undefined
}

/** Official download addresses. Source: deploy/minikube/releases.json and dl.k8s.io's layout. */
export const officialUrl = (tool: Tool, version: string, os: string, arch: string): string => {
  const end = os === 'windows' ? '.exe' : ''
  return tool === 'minikube'
    ? `https://github.com/kubernetes/minikube/releases/download/${version}/minikube-${os}-${arch}${end}`
    : `https://dl.k8s.io/release/${version}/bin/${os}/${arch}/kubectl${end}`
}
