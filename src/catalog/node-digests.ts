import data from './data/node-digests.json' with { type: 'json' }

export type NodeBinary = 'kubeadm' | 'kubelet'

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>

const tables: Readonly<Record<NodeBinary, Table>> = { kubeadm: data.kubeadm, kubelet: data.kubelet }

/** The sha256 of a program a start fetches into the node, for `<os>-<arch>` in Go's names; Linux only. */
export const nodeDigestOf = (
  binary: NodeBinary,
  version: string,
  platform: string,
): string | undefined => tables[binary][version]?.[platform]

/** Versions with a digest for that platform. */
export const nodeVersions = (binary: NodeBinary, platform: string): readonly string[] =>
  Object.entries(tables[binary]).flatMap(([version, known]) => (platform in known ? [version] : []))
