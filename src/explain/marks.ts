import type { LogOnlyCode } from './codes.ts'
import type { Signature } from './signature.ts'

/** --force was given: what root is told stops nothing then. */
export const forced = /skips various validations when --force is supplied|当提供 --force 参数时/i

export const nearForced = ['skips various validations', '当提供 --force']

/** minikube tells which driver it uses. */
export const driver =
  /(?:Using the|使用|selected driver:|Automatically selected the|自动选择) '?(?<driver>[a-z][a-z0-9-]{1,20})'?(?: driver| 驱动|$)/

export const nearDriver = ['driver', '驱动']

/** What is told of a start where nothing else was found: where the log stops, that it failed, or how far it goes. */
export const ends = [
  {
    code: 'log/stuck-pull',
    pattern:
      /Pulling base image|正在拉取基础镜像|> .{0,120}kicbase|> .{0,160}(?:preloaded-images|kubeadm|kubelet|kubectl)[^ ]{0,80}: .{0,40}(?:B \/|\[)|(?:Downloading Kubernetes|正在下载 Kubernetes)/,
    beside: 'docker/mirrors',
    cause: 'download',
  },
  {
    code: 'log/stuck-boot',
    pattern: /Booting up control plane|正在启动控制平面/,
    beside: 'cluster/running',
    cause: 'boot',
  },
  { code: 'log/start-failed', cause: 'unknown' },
  { code: 'log/start-unfinished', cause: 'unknown' },
  { code: 'log/service-none', cause: 'elsewhere' },
] as const satisfies readonly (Pick<Signature, 'beside' | 'cause'> & {
  readonly code: LogOnlyCode
  readonly pattern?: RegExp
})[]

/** A bar of minikube's that came to its end: what follows a download is not in the log. Pure. */
export const isWhole = (text: string): boolean => {
  const bars = text.matchAll(/(?<percent>\d{1,3}(?:\.\d{1,2})?)%/g)
  return [...bars].at(-1)?.groups?.['percent']?.startsWith('100') === true
}

export type EndCode = (typeof ends)[number]['code']

/** Whether a code says no more than that a start failed. Pure. */
export const saysNothingOfCauses = (code: string): boolean =>
  ends.some((end) => end.code === code && end.cause === 'unknown')
