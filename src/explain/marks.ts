import type { LogOnlyCode } from './codes.ts'

/** The start came to its end. Sources: cmd/minikube/cmd/start.go, translations/zh-CN.json; kubeadm init and join. */
export const success =
  /Done! (?:kubectl is now configured|minikube is ready)|完成！ ?(?:kubectl|minikube) ?(?:现在)?已|Your Kubernetes control-plane has initialized successfully|This node has joined the cluster/i

export const nearSuccess = [
  'done! ',
  '完成！',
  'initialized successfully',
  'has joined the cluster',
]

/** A start begins. */
export const header = /\bminikube v\d+\S{1,30} on |上的 minikube v\d/

/** --force was given: what root is told stops nothing then. */
export const forced = /skips various validations when --force is supplied|当提供 --force 参数时/i

export const nearForced = ['skips various validations', '当提供 --force']

/** minikube tells which driver it uses. */
export const driver =
  /(?:Using the|使用|selected driver:|Automatically selected the|自动选择) '?(?<driver>[a-z][a-z0-9-]{1,20})'?(?: driver| 驱动|$)/

export const nearDriver = ['driver', '驱动']

/** Output of a program this is about, also where nothing is wrong in it. */
export const familiar =
  /\bminikube v\d+\.\d|minikube version: v\d|^(?:host|kubelet|apiserver|kubeconfig): [A-Z]|type: Control Plane|^Status: (?:Downloaded newer|Image is up to date)|control plane is running|Successfully (?:deleted|purged|stopped)|\[init\] Using Kubernetes version|^NAME +(?:READY|STATUS|TYPE) |^CONTAINER ID +IMAGE|^(?:Client|Server): Docker Engine/

export const nearFamiliar = [
  'minikube v',
  'host: ',
  'kubelet: ',
  'apiserver: ',
  'kubeconfig: ',
  'control plane',
  'status: ',
  'successfully ',
  '[init] using',
  'name ',
  'container id ',
  'docker engine',
]

/** Where a log just stops: what was under way. */
export const stuck = [
  {
    code: 'log/stuck-pull',
    pattern:
      /Pulling base image|正在拉取基础镜像|> .{0,120}kicbase|> .{0,160}(?:preloaded-images|kubeadm|kubelet|kubectl)[^ ]{0,80}: .{0,40}(?:B \/|\[)|(?:Downloading Kubernetes|正在下载 Kubernetes)/,
  },
  {
    code: 'log/stuck-boot',
    pattern: /Booting up control plane|正在启动控制平面/,
  },
] as const satisfies readonly { readonly code: LogOnlyCode; readonly pattern: RegExp }[]

export type StuckCode = (typeof stuck)[number]['code']
