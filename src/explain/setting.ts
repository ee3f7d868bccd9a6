import type { Line } from './unwrap.ts'

/** With what the cluster was made, and on which system: whose commands help. */
export interface Setting {
  readonly tool: 'minikube' | 'kubeadm' | 'kind'
  readonly system: 'linux' | 'windows' | 'macos'
}

/** A learner's own machine, where nothing else is told. */
export const usual: Setting = { tool: 'minikube', system: 'linux' }

const windows =
  /\bon Microsoft Windows|^PS [A-Z]:\\|\b[A-Z]:\\(?:Users|Program Files|Windows)\\|\/\/\.\/pipe\/|npipe:/i
const macos = /\bminikube v\S+ on Darwin|\/Users\/[\w.-]+\/\.(?:minikube|docker|kube|colima)/
const kind = /\bkind-control-plane|\bkind (?:create|load|delete|export|get) |^Creating cluster "/
const kubeadm = /\bkubeadm (?:init|join|reset|config|token)|^\[(?:init|preflight|kubelet-check)\]/
const minikube = /\bminikube(?![./]?internal)/i

const any = new RegExp([windows, macos, kind, kubeadm].map(({ source }) => source).join('|'), 'i')

/** In lower case: what stands in every line that tells of the setting. */
export const nearSetting: readonly string[] = [
  'microsoft windows',
  'ps c:\\',
  ':\\users\\',
  ':\\program',
  ':\\windows',
  '/./pipe/',
  'npipe:',
  'on darwin',
  '/users/',
  'kind-control-plane',
  'kind create',
  'kind load',
  'kubeadm init',
  'kubeadm join',
  'kubeadm reset',
  '[init]',
  '[preflight]',
  '[kubelet-check]',
]

/** Listens for the setting of a log. */
export const createSetting = () => {
  const seen = { windows: false, macos: false, kind: false, kubeadm: false, minikube: false }
  const take = ({ text, klog }: Line): void => {
    if (klog !== undefined) return
    seen.minikube ||= minikube.test(text)
    if (!any.test(text)) return
    seen.windows ||= windows.test(text)
    seen.macos ||= macos.test(text)
    seen.kind ||= kind.test(text)
    seen.kubeadm ||= kubeadm.test(text)
  }
  const get = (): Setting => ({
    tool: seen.kind ? 'kind' : seen.kubeadm && !seen.minikube ? 'kubeadm' : 'minikube',
    system: seen.windows ? 'windows' : seen.macos ? 'macos' : 'linux',
  })
  return { take, get }
}
