import { minikubeReason } from '../catalog/minikube-reasons.ts'
import type { CheckCode, LogOnlyCode } from './codes.ts'

/**
 * Reason ids that one of our codes says better. An id is never translated, the sentence after it is; where that sentence has a
 * signature of its own, the signature wins: minikube prints every unhealthy docker as PROVIDER_DOCKER_NOT_RUNNING. Source:
 * kubernetes/minikube pkg/minikube/reason/{reason,known_issues}.go, v1.13.1 to v1.38.1.
 */
export const reasonCodes = {
  MK_WRONG_BINARY_WSL: 'tools/minikube/windows-exe',
  MK_WRONG_BINARY_M1: 'tools/minikube/other-platform',
  PROVIDER_DOCKER_INCORRECT_ARCH: 'tools/minikube/other-platform',
  GUEST_INCORRECT_ARCH: 'tools/minikube/other-platform',
  HOST_VIRT_UNAVAILABLE: 'host/virtualization/no-cpu-support',
  HOST_VTX_DISABLED: 'host/virtualization/no-cpu-support',
  HOST_VTX_UNAVAILABLE: 'host/virtualization/no-cpu-support',
  HOST_SVM_DISABLED: 'host/virtualization/no-cpu-support',
  PR_KVM_CAPABILITIES: 'host/virtualization/no-kvm',
  HOST_CGROUP_NOT_SUPPORTED: 'host/nesting/nested',
  HOST_ROOT_CGROUP: 'host/nesting/nested',
  HOST_PIDS_CGROUP: 'host/nesting/nested',
  PR_DOCKER_CGROUP_MOUNT: 'host/os/wsl-no-systemd',
  PROVIDER_DOCKER_NOT_FOUND: 'docker/installed/absent',
  PROVIDER_DOCKER_NOT_RUNNING: 'docker/daemon/not-running',
  DRV_DOCKER_NOT_RUNNING: 'docker/daemon/not-running',
  PROVIDER_DOCKER_CANNOT_CONNECT: 'docker/daemon/not-running',
  PROVIDER_DOCKER_REFUSED: 'docker/daemon/not-running',
  PROVIDER_DOCKER_PIPE_NOT_FOUND: 'docker/daemon/not-running',
  PROVIDER_DOCKER_DEADLINE_EXCEEDED: 'docker/daemon/hung',
  PROVIDER_DOCKER_NEWGRP: 'docker/access/denied',
  PROVIDER_DOCKER_VERSION_LOW: 'docker/version/too-old',
  PR_DOCKER_VER_UNSUPPORTED: 'docker/version/too-old',
  PROVIDER_DOCKER_WINDOWS_CONTAINERS: 'docker/desktop/windows-containers',
  PROVIDER_DOCKER_CONTAINER_OS: 'docker/desktop/windows-containers',
  PROVIDER_DOCKER_DESKTOP_VERSION_BAD: 'docker/desktop/known-bad',
  PROVIDER_DOCKER_ROOTLESS: 'docker/context/rootless-refused',
  GUEST_STORAGE_DRIVER_BTRFS: 'docker/storage/btrfs',
  GUEST_KIC_CP_PUBKEY: 'docker/installed/snap',
  DRV_AS_ROOT: 'user/root/login',
  HOST_HOME_PERMISSION: 'user/files/foreign-owner',
  HOST_KUBECONFIG_PERMISSION: 'user/files/foreign-owner',
  HOST_KUBECONFIG_WRITE: 'user/files/foreign-owner',
  HOST_HOME_MKDIR: 'user/files/no-place',
  HOST_JUJU_LOCK_PERMISSION: 'user/locks/foreign',
  K8S_OLD_UNSUPPORTED: 'tools/pair/kubernetes-too-old',
  K8S_NEW_UNSUPPORTED: 'log/kubernetes-too-new',
  K8S_FAIL_CONNECT: 'log/kubernetes-too-new',
  RSRC_INSUFFICIENT_CORES: 'resources/cpu/too-few',
  RSRC_DOCKER_CORES: 'resources/cpu/too-few',
  RSRC_INSUFFICIENT_REQ_MEMORY: 'log/memory-request',
  RSRC_INSUFFICIENT_SYS_MEMORY: 'resources/memory/too-little',
  RSRC_INSUFFICIENT_CONTAINER_MEMORY: 'resources/memory/too-little',
  RSRC_DOCKER_MEMORY: 'resources/memory/too-little',
  RSRC_KVM_OOM: 'resources/memory/too-little',
  RSRC_OVER_ALLOC_MEM: 'resources/memory/default-too-big',
  RSRC_DOCKER_STORAGE: 'resources/disk/full',
  RSRC_PODMAN_STORAGE: 'resources/disk/full',
  GUEST_PROVISION_NOSPACE: 'resources/disk/full',
  INET_DEFAULT_ROUTE: 'network/online/offline',
  INET_LOOKUP_HOST: 'network/dns/no-answer',
  INET_PROXY_CONFUSION: 'log/not-tls',
  INET_NOT_TLS: 'log/not-tls',
  INET_TLS_OVERSIZED: 'log/not-tls',
  IF_DEDICATED_NETWORK: 'network/subnet/none-free',
  GUEST_PORT_IN_USE: 'network/ports/taken',
  DRV_IMAGE_ARCH_UNSUPPORTED: 'log/image-cpu',
  GUEST_DRIVER_MISMATCH: 'cluster/profile/driver',
  K8S_DOWNGRADE_UNSUPPORTED: 'cluster/profile/kubernetes-newer',
  HOST_CONFIG_LOAD: 'cluster/profile/damaged',
  RT_DOCKER_MISSING_CRI_DOCKER: 'cluster/profile/no-cri-dockerd',
  GUEST_DOES_NOT_EXIST: 'cluster/leftovers/stale',
  GUEST_NOT_FOUND: 'cluster/leftovers/stale',
  GUEST_PROVISION_ACQUIRE_LOCK: 'cluster/leftovers/stale',
  IF_SSH_AUTH: 'cluster/leftovers/stale',
  GUEST_PROVISION_CONTAINER_EXITED: 'cluster/running/broken',
  SVC_NOT_FOUND: 'log/service-missing',
  SVC_OPEN_NOT_FOUND: 'log/service-missing',
  SVC_UNREACHABLE: 'log/service-empty',
} as const satisfies Readonly<Record<string, CheckCode | LogOnlyCode>>

export type ReasonCode = (typeof reasonCodes)[keyof typeof reasonCodes]

/** Ids that only say that something failed, or what failed last: a cause found elsewhere in the log explains them. */
const symptoms = new Set(
  [
    'GUEST_PROVISION,GUEST_START,GUEST_NODE_PROVISION,GUEST_NODE_START,GUEST_STATUS,GUEST_PROVISION_EXIT_UNEXPECTED,GUEST_PROVISION_CP_PUBKEY',
    'K8S_INSTALL_FAILED,K8S_INSTALL_FAILED_CONTAINER_RUNTIME_NOT_RUNNING,K8S_APISERVER_MISSING,K8S_APISERVER_TIMEOUT,K8S_DNS_TIMEOUT,K8S_KUBELET_NOT_RUNNING,K8S_UNHEALTHY_CONTROL_PLANE',
    'DRV_NOT_DETECTED,DRV_NOT_HEALTHY,PROVIDER_DOCKER_ERROR,RUNTIME_ENABLE,RUNTIME_CACHE,RT_DOCKER_RESTART',
    'MK_CACHE_LOAD,GUEST_CACHE_LOAD,INET_CACHE_BINARIES,INET_CACHE_KUBECTL,INET_CACHE_TAR,INET_DOWNLOAD_TIMEOUT,INET_RESET_BY_PEER,INET_DOWNLOAD_BLOCKED,INET_PULL_TIMEOUT,INET_GCR_UNAVAILABLE',
    'IF_SSH_TIMEOUT,MK_INTERRUPTED,RSRC_SSH_OOM,PR_DOCKER_IP_CONFLICT',
  ].flatMap((line) => line.split(',')),
)

export const isSymptom = (id: string): boolean =>
  symptoms.has(id) ||
  /^PROVIDER_DOCKER_(?:VERSION_EXIT_\d+|VERSION_ERROR|INFO_ERROR|INFO_FAILED)$/.test(id)

/** Ids that only say that no driver was left. */
export const noDriverLeft: ReadonlySet<string> = new Set(['DRV_NOT_DETECTED', 'DRV_NOT_HEALTHY'])

/** In English, and as the Chinese translation of v1.38 has it; the id stands untranslated in every language. */
const exiting =
  /(?:Exiting due to|Error due to|因) (?<id>[A-Z][A-Z0-9]{1,15}_[A-Z0-9_]{2,60})(?:: ?| 错误而退出[:：] ?)(?<said>.{0,1000})/
/** Families of ids; what has none of these in front is somebody's own word. */
const family =
  /^(?:MK|RSRC|HOST|PROVIDER|PR|DRV|IF|INET|GUEST|RT|RUNTIME|K8S|SVC|ENV|NOT|SSH|TUNNEL)_/

export interface Reason {
  readonly id: string
  readonly said: string
}

/** The reason id in a line and what minikube says after it. Pure. */
export const reasonIn = (said: string): Reason | undefined => {
  const groups = exiting.exec(said)?.groups
  const id = groups?.['id']
  if (id === undefined || !(family.test(id) || minikubeReason(id) !== undefined)) return undefined
  return { id, said: (groups?.['said'] ?? '').trim() }
}

const codes: Readonly<Record<string, ReasonCode>> = reasonCodes

/** What minikube says with every driver and means only for none: elsewhere the node itself is too old. */
const withNone = 'RT_DOCKER_MISSING_CRI_DOCKER_NONE'

/** Our own code for a reason id. Pure. */
export const codeOfReason = (id: string, driver?: string): ReasonCode | undefined => {
  if (id === withNone)
    return driver === undefined || driver === 'none'
      ? undefined
      : reasonCodes.RT_DOCKER_MISSING_CRI_DOCKER
  return Object.hasOwn(codes, id) ? codes[id] : undefined
}
