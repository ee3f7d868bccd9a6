import { minikubeReason } from '../catalog/minikube-reasons.ts'
import { causeOf, severityOf } from '../explain/order.ts'
import { codeOfReason } from '../explain/reasons.ts'
import { signatures } from '../explain/signatures/index.ts'
import type { CauseKind, RungId } from '../model/attempt.ts'

/** What a failed start comes down to, and which rungs address it. */
export const remedies = {
  /** Something did not arrive. What is there already needs no deleting. */
  download: ['other-source', 'pre-pull', 'other-pair'],
  /** This machine reaches the registries and the node does not. */
  'node-network': ['pre-pull'],
  /** Too little was given, or more than there is. */
  size: ['resources'],
  /** Kubernetes in the node never came up: stale data or too little room, where no other cause was found. */
  boot: ['resources', 'delete-profile', 'delete-all', 'purge'],
  /** These versions do not go together here. */
  versions: ['other-pair'],
  /** What an earlier start has left. */
  stale: ['delete-profile', 'delete-all', 'purge'],
  /** Something no rung touches: the findings of the checks say what to do. */
  elsewhere: [],
  /** Nobody knows: begin afresh. */
  unknown: ['delete-profile', 'delete-all', 'purge'],
} as const satisfies Readonly<Record<CauseKind, readonly RungId[]>>

type Table = Readonly<Partial<Record<CauseKind, string>>>

/** Codes, and beginnings of codes that end in a slash; the longest that fits counts. Sources: pitfalls B and docs/codes/log.md; what only a log shows has its kind in its signature. */
export const codes: Table = {
  download: `registry/ network/dns/ cluster/system-pods/image kubeadm/ImagePull`,
  'node-network': `network/dns/node network/proxy/loopback`,
  size: `resources/cpu/ resources/memory/ kubeadm/NumCPU kubeadm/Mem`,
  boot: `cluster/running/ cluster/system-pods/`,
  versions: `tools/pair/ log/kubernetes-too-new host/cgroup/ docker/version/minikube-api docker/context/rootless-refused kubeadm/KubernetesVersion kubeadm/KubeletVersion kubeadm/SystemVerification kubeadm/IsDockerSystemdCheck kubeadm/ContainerRuntimeVersion`,
  stale: `cluster/profile/ cluster/leftovers/ kubeadm/Port kubeadm/FileAvailable kubeadm/DirAvailable kubeadm/CRI`,
  elsewhere: `host/ docker/ user/ tools/ network/ resources/disk/ cluster/kubeconfig/ cluster/running/paused cluster/running/other-running cluster/system-pods/settling cluster/system-pods/addon cluster/system-pods/addon-image cluster/profile/driver cluster/profile/runtime cluster/profile/kubernetes-newer cluster/profile/kubernetes-older cluster/profile/kubernetes-upgraded cluster/profile/mirrors-ignored cluster/profile/other-damaged cluster/leftovers/in-use cluster/smoke/ kubeadm/`,
  unknown: `cluster/running/stopped cluster/running/node-gone kubeadm/other`,
}

/** Reason ids of minikube that none of our codes stands for. Source: minikube-reasons. */
export const reasons: Table = {
  download: `MK_CACHE_LOAD GUEST_CACHE_LOAD GUEST_IMAGE_LOAD GUEST_IMAGE_PULL RUNTIME_CACHE K8S_INSTALL_FAILED`,
  'node-network': `INET_PULL_TIMEOUT`,
  size: `RSRC_SSH_OOM RSRC_SCP_OOM RSRC_INVALID_HYPERV_MEMORY`,
  versions: `MK_PATCH_NOT_FOUND`,
  stale: `MK_BOOTSTRAPPER MK_COMMAND_RUNNER MK_NEW_APICLIENT MK_NEW_RUNTIME MK_RUNTIME MK_K8S_CLIENT PROVIDER_INVALID_VERSION
    PR_DOCKER_IP_CONFLICT PR_DOCKER_NO_SSH DRV_CP_ENDPOINT DRV_PORT_FORWARD DRV_REGISTRY_NOT_FOUND DRV_MISSING_ADDRESS
    DRV_EXITED_1 DRV_CREATE_TIMEOUT DRV_RESTART_NO_IP DRV_NO_IP IF_SSH_NO_RESPONSE IF_SSH_TIMEOUT IF_VBOX_SAME_IP
    K8S_INSTALL_FAILED_CONTAINER_RUNTIME_NOT_RUNNING`,
  elsewhere: `GUEST_MOUNT GUEST_MOUNT_COULD_NOT_CONNECT GUEST_MOUNT_CONFLICT GUEST_MISSING_CONNTRACK GUEST_MISSING_CRICTL
    GUEST_FILE_IN_USE GUEST_CNI_INCOMPATIBLE SSH_AGENT_START INET_LICENSES INET_PROXY_503 RSRC_INSUFFICIENT_STORAGE
    K8S_INVALID_DNS_DOMAIN K8S_INVALID_CERT_HOSTNAME`,
  unknown: `GUEST_START GUEST_PROVISION GUEST_NODE_START GUEST_NODE_PROVISION`,
}

/** The other ids, by minikube's own groups of them. */
const groups: Readonly<Record<string, CauseKind>> = {
  program: 'elsewhere',
  resources: 'size',
  host: 'elsewhere',
  provider: 'elsewhere',
  driver: 'elsewhere',
  guest: 'stale',
  'local network': 'elsewhere',
  internet: 'download',
  runtime: 'stale',
  service: 'elsewhere',
  'environment command': 'elsewhere',
  addon: 'elsewhere',
  'control plane': 'boot',
  prerequisite: 'elsewhere',
}

const isKind = (name: string): name is CauseKind => Object.hasOwn(remedies, name)

const indexed = (table: Table): ReadonlyMap<string, CauseKind> =>
  new Map(
    Object.entries(table).flatMap(([kind, words]) =>
      isKind(kind) ? words.split(/\s+/).map((word) => [word, kind] as const) : [],
    ),
  )

const byCode = indexed(codes)
const byReason = indexed(reasons)

/** `a/b/c`, then `a/b/`, then `a/`. */
const waysUp = (code: string): readonly string[] => {
  const parts = code.split('/')
  return [
    code,
    ...parts.slice(1).map((_, index) => `${parts.slice(0, parts.length - 1 - index).join('/')}/`),
  ]
}

/** What a code comes down to; undefined where no table speaks of it. Pure. */
export const knownKind = (code: string): CauseKind | undefined => {
  const id = /^minikube\/(.+)$/.exec(code)?.[1]
  if (id === undefined)
    return causeOf(code) ?? waysUp(code).flatMap((way) => byCode.get(way) ?? [])[0]
  const own = codeOfReason(id)
  if (own !== undefined) return knownKind(own)
  return byReason.get(id) ?? groups[minikubeReason(id)?.group ?? '']
}

/** The same, and `unknown` for what nobody has heard of. Pure. */
export const kindOf = (code: string): CauseKind => knownKind(code) ?? 'unknown'

/** Whether a start can fail of it. What is only ever a warning stops none; where a log holds nothing else, nobody knows. Pure. */
export const isFatal = (code: string): boolean => {
  const usual = severityOf(code)
  const said = signatures.filter((signature) => signature.code === code)
  return said.length === 0
    ? usual === 'error'
    : said.some(({ severity = usual }) => severity === 'error')
}
