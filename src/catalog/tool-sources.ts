import type { Download } from '../model/install.ts'
import type { ArchiveKind } from './archives.ts'

type Tool = Download['tool']

/** A place that holds every release of a program under the same path below its base. */
interface ToolSource {
  readonly base: string
  /** The project's own; the others are proved by the digest alone. */
  readonly official: boolean
}

/**
 * Third-party prefix that keeps host and path of the official address. Source: kubespray docs/operations/mirror.md (files_repo),
 * DaoCloud/public-binary-files-mirror.
 */
export const daocloudFiles = 'https://files.m.daocloud.io'

/** Source: deploy/minikube/releases.json and hack/jenkins/release_github_page.sh of kubernetes/minikube. */
const minikube: readonly [ToolSource, ...ToolSource[]] = [
  { base: 'https://github.com/kubernetes/minikube/releases/download', official: true },
  { base: 'https://storage.googleapis.com/minikube/releases', official: true },
  { base: `${daocloudFiles}/github.com/kubernetes/minikube/releases/download`, official: false },
]

/** Source: kubernetes/minikube pkg/minikube/download/binary.go (dl.k8s.io). */
const kubernetes: readonly [ToolSource, ...ToolSource[]] = [
  { base: 'https://dl.k8s.io/release', official: true },
  { base: `${daocloudFiles}/dl.k8s.io/release`, official: false },
]

export const toolSources: Readonly<Record<Tool, readonly [ToolSource, ...ToolSource[]]>> = {
  minikube,
  kubectl: kubernetes,
  kubeadm: kubernetes,
  kubelet: kubernetes,
}

/** There is no minikube for Windows on arm64, which runs the one for amd64. Pure. */
export const builtFor = ({ os, arch }: { readonly os: string; readonly arch: string }): string =>
  os === 'windows' ? 'amd64' : arch

/** Where a release's file lies below every base, `os` and `arch` in Go's names. Pure. */
export const releasePath = (tool: Tool, version: string, os: string, arch: string): string => {
  const end = os === 'windows' ? '.exe' : ''
  return tool === 'minikube'
    ? `${version}/minikube-${os}-${arch}${end}`
    : `${version}/bin/${os}/${arch}/${tool}${end}`
}

/** Where a release's archive lies below every base that has its programs. Source: kubernetes/kubernetes CHANGELOG, Downloads. Pure. */
export const archivePath = (kind: ArchiveKind, version: string, os: string, arch: string): string =>
  `${version}/kubernetes-${kind}-${os}-${arch}.tar.gz`

/** The project's own address. Pure. */
export const officialUrl = (tool: Tool, version: string, os: string, arch: string): string =>
  `${toolSources[tool][0].base}/${releasePath(tool, version, os, arch)}`
