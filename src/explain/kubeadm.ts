import type { Severity } from '../model/check.ts'
import { quote } from '../model/value.ts'
import type { CheckCode } from './codes.ts'
import type { LogArgs } from './signature.ts'

/**
 * kubeadm's preflight checks by name; `FileExisting-conntrack` belongs to `FileExisting`. Source: kubernetes
 * cmd/kubeadm/app/preflight/checks.go of v1.17 to v1.34, and the kubeadm-preflight table.
 */
export const kubeadmChecks = [
  'IsPrivilegedUser',
  'NumCPU',
  'Mem',
  'Swap',
  'KubernetesVersion',
  'KubeletVersion',
  'Firewalld',
  'Port',
  'FileAvailable',
  'DirAvailable',
  'HTTPProxy',
  'HTTPProxyCIDR',
  'CRI',
  'ContainerRuntimeVersion',
  'Service',
  'IsDockerSystemdCheck',
  'FileExisting',
  'FileContent',
  'Hostname',
  'SystemVerification',
  'ImagePull',
  'ExternalEtcdVersion',
  'ExternalEtcdClientCertificates',
] as const
export type KubeadmCheck = (typeof kubeadmChecks)[number]

/** Preflight checks that one of ours speaks for; their lines have signatures of their own. */
const spokenFor: Readonly<Record<string, CheckCode>> = {
  NumCPU: 'resources/cpu/too-few',
  Mem: 'resources/memory/too-little',
  Port: 'network/ports/taken',
  'FileContent--proc-sys-net-ipv4-ip_forward': 'network/firewall/forwarding-off',
}

const failed = /\[ERROR (?<id>[A-Za-z][\w.-]{0,120})\]: ?(?<said>.{0,400})/

export interface KubeadmFailure {
  readonly code: `kubeadm/${string}`
  readonly severity: Severity
  readonly args: LogArgs
}

/** The preflight check that failed in a line, unless one of our checks speaks for it. Pure. */
export const kubeadmFailure = (said: string): KubeadmFailure | undefined => {
  const groups = failed.exec(said)?.groups
  const id = groups?.['id']
  if (id === undefined) return undefined
  const family = id.replace(/-.*$/, '')
  if (spokenFor[id] !== undefined || spokenFor[family] !== undefined) return undefined
  const known = kubeadmChecks.find((name) => name.toLowerCase() === family.toLowerCase())
  return {
    code: `kubeadm/${known ?? 'other'}`,
    severity: 'error',
    args: { name: quote(id), said: quote(groups?.['said'] ?? '') },
  }
}
