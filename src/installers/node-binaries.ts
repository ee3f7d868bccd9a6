import { archivedVersions, archiveOf } from '../catalog/archives.ts'
import { isReleasedKubernetes } from '../catalog/kubernetes.ts'
import { nodeDigestOf, nodeVersions } from '../catalog/node-digests.ts'
import type { NodeBinary } from '../catalog/node-digests.ts'
import type { Argv } from '../model/value.ts'
import type { Installer } from './installer.ts'

const installer = (tool: NodeBinary, selfTest: Argv): Installer => ({
  tool,
  pinned: ({ kubernetes }) => kubernetes,
  digest: (_, version, platform) => nodeDigestOf(tool, version, platform),
  archive: (version, platform) => archiveOf(tool, version, platform),
  versions: (platform) => [...nodeVersions(tool, platform), ...archivedVersions(tool, platform)],
  isReleased: isReleasedKubernetes,
  selfTest,
})

/** What a start without a preload fetches into the node, beside kubectl. Source: minikube pkg/minikube/constants, `KubernetesReleaseBinaries`. */
export const nodeBinaries: readonly Installer[] = [
  installer('kubeadm', ['kubeadm', 'version', '-o', 'short']),
  installer('kubelet', ['kubelet', '--version']),
]
