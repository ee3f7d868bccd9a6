/**
 * Which advice of ours a reason id of minikube gets where none of our codes says it better: ids of one remedy share it. The first
 * row that takes an id counts. Source: kubernetes/minikube v1.38.1 pkg/minikube/reason/{reason,known_issues}.go.
 */
const rows = {
  drive: /NON_C_DRIVE/,
  tunnel: /^TUNNEL_/,
  interrupted: /^MK_INTERRUPTED$/,
  memory: /^RSRC_S(?:SH|CP)_OOM$/,
  hyperv: /HYPERV_(?!64|CONFLICT|MEMORY)|POWERSHELL|PR_PRECREATE/,
  virtualbox: /VBOX/,
  kvm: /KVM/,
  mac: /HYPERKIT|VMNET|BOOTPD/,
  none: /^NOT_FOUND_(?:CRI_DOCKERD|DOCKERD|CNI)|^GUEST_MISSING|^RT_(?:DOCKER|CRIO)_EXIT|_NONE$|^RT_CRIO|_CHOWN$|_NEEDS_ROOT$|^DRV_UNSUPPORTED_(?:MULTINODE|PROFILE)$/,
  desktop: /^PR_DOCKER_(?:MOUNTS|FILE)/,
  docker: /^PROVIDER_DOCKER_|^PR_DOCKER_|CPU_DELEGATION|CHROMEOS/,
  paused: /_PAUSED$|PAUSE$/,
  driver: /^PROVIDER_|^DRV_(?:UNSUPPORTED|NOT|AUX|REGISTRY|CORRUPT|EXITED|MISSING|FILE)/,
  deadline: /^DRV_CREATE_TIMEOUT$|STOP_TIMEOUT/,
  machine:
    /^DRV_|^IF_(?:SSH|HOST)|IP_NOT_FOUND|^GUEST_(?:LOAD_HOST|SSH_CERT|CONFIG_CORRUPT|CERT|UNSIGNED|CP_CONFIG)|_DELETION$|FILE_IN_USE/,
  mount: /MOUNT|^HOST_PATH|^HOST_UNSUPPORTED$/,
  download: /^INET_|CACHE/,
  image: /^GUEST_IMAGE_/,
  addon: /ADDON|^MK_CREDENTIALS|^MK_(?:EN|DIS)ABLE$|DASHBOARD/,
  browser: /^HOST_BROWSER$/,
  service: /^SVC_|KUBECTL_PROXY/,
  environment: /^ENV_|^SSH_AGENT|DOCKER_SCRIPT|ENV_SCRIPT|UNSET_SCRIPT|SHELL_DETECT/,
  usage:
    /USAGE|FLAG|CONFIG_(?:SET|UNSET|VIEW)|^RSRC_IN|^K8S_INVALID|RESERVED_PROFILE|PATCH_NOT_FOUND|COMPLETION|VIEW_|CNI_INCOMPATIBLE|UNIMPLEMENTED|NODE_RETRIEVE/,
  files: /^HOST_|_CONFIG$/,
  creating: /^GUEST_(?:NODE_)?PROVISION/,
  node: /^GUEST_|^RUNTIME_|^RT_|^K8S_|^MK_(?:COMMAND|START_NERD|RUNTIME|NEW_RUNTIME|BOOTSTRAPPER|K8S_CLIENT|LOG_FOLLOW|STATUS)/,
  program: /^MK_/,
} as const satisfies Readonly<Record<string, RegExp>>

export type ReasonAdvice = keyof typeof rows

const isAdvice = (key: string): key is ReasonAdvice => Object.hasOwn(rows, key)

const list: readonly (readonly [string, RegExp])[] = Object.entries(rows)

/** The advice an id gets; undefined for one that no row takes. Pure. */
export const adviceFor = (id: string): ReasonAdvice | undefined => {
  const key = list.find(([, pattern]) => pattern.test(id))?.[0]
  return key !== undefined && isAdvice(key) ? key : undefined
}
