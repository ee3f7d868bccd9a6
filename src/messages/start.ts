import type { Wait } from '../cluster/progress.ts'
import type { Attempt, NotBegun, RungId, SmokeResult } from '../model/attempt.ts'
import type { LanguageName } from './language.ts'

/** What the engine does of its own accord, named like a fix. */
export type CourseFix = 'start-cluster' | `ladder-${RungId}`

type SmokeWhy = Extract<SmokeResult, { readonly state: 'failed' }>['why']

/** The words of the start of the cluster. */
export interface StartWords {
  readonly fixes: Readonly<Record<CourseFix, string>>
  readonly starting: (number: number) => string
  /** The same in few words, for a row that moves. */
  readonly row: (number: number) => string
  /** What minikube calls its steps; its own message where the language has none. */
  readonly steps: Readonly<Record<string, string>>
  readonly waits: Readonly<Record<Wait, string>>
  /** What it waits for, and for how long it has said nothing. */
  readonly silent: (wait: string, time: string) => string
  readonly fetched: (artifact: string, done: string) => string
  readonly of: (received: string, size: string) => string
  readonly ends: Readonly<Record<Attempt['end'], string>>
  readonly attempt: (number: number, end: string, time: string) => string
  readonly unproven: string
  readonly unexplained: string
  readonly rung: (title: string) => string
  readonly without: (sources: string) => string
  readonly proving: string
  readonly trying: string
  readonly notBegun: Readonly<Record<NotBegun, string>>
  readonly ran: string
  readonly started: (time: string, attempts: number) => string
  readonly failed: (attempts: number) => string
  /** What could still be tried was not agreed to. */
  readonly declined: string
  readonly brokenOff: string
  readonly unseen: string
  readonly works: (image: string, address: string | undefined) => string
  readonly worksNot: (lesson: string) => string
  readonly smokeWhys: Readonly<Record<SmokeWhy, string>>
  readonly breakingOff: string
  readonly mayFollow: (cost: string) => string
  readonly offPath: (folder: string) => string
}

const times = (count: number): string =>
  ['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'][count] ?? `${count}th`

const en: StartWords = {
  fixes: {
    'start-cluster': 'start the cluster',
    'ladder-other-source': 'take the downloads from another source',
    'ladder-pre-pull': 'fetch the images before the start',
    'ladder-resources': 'give the cluster CPUs and memory that fit this machine',
    'ladder-other-pair': 'take versions of minikube and Kubernetes that work together here',
    'ladder-delete-profile': 'delete the cluster and make it anew',
    'ladder-delete-all': 'delete all minikube clusters on this machine',
    'ladder-purge':
      'delete all minikube clusters and everything minikube has kept, downloads excepted',
  },
  starting: (number) =>
    number === 1
      ? 'Starting the cluster'
      : `Starting the cluster, ${times(number)} attempt of at most six`,
  row: (number) => (number === 1 ? 'Starting the cluster' : `Starting the cluster (${number})`),
  steps: {},
  waits: {
    docker: 'minikube is asking Docker',
    download: 'the download has come to a halt',
    'node-image': 'the image of the node is being fetched',
    node: 'Docker is making the node; where its image is not here yet, it is fetched now',
    kubernetes: "Kubernetes' programs and images are being fetched and unpacked",
    'control-plane': 'kubeadm is bringing up the control plane',
    components: "Kubernetes' own components are coming up; minikube gives them 6 minutes",
    minikube: 'minikube is at work',
  },
  silent: (wait, time) => `${wait} (nothing new for ${time})`,
  fetched: (artifact, done) => `fetching ${artifact}, ${done}`,
  of: (received, size) => `${received} of ${size}`,
  ends: {
    started: 'started',
    failed: 'failed',
    timeout: 'did not end in time',
    interrupted: 'interrupted',
  },
  attempt: (number, end, time) => `start ${number} ${end} after ${time}`,
  unproven: 'minikube said it was done, but the cluster is not well',
  unexplained: 'minikube did not say why',
  rung: (title) => `Before the next start: ${title}`,
  without: (sources) => `no longer asked: ${sources}`,
  proving: 'Waiting for the node and the system Pods',
  trying: 'Trying the first lesson',
  notBegun: {
    'not-wanted': 'The cluster was not started (--no-start).',
    'not-ready': 'The cluster was not started: this is still in the way:',
    'not-agreed':
      'The cluster was not started: what an earlier cluster needs first was not agreed to:',
    partial:
      'The cluster is started only after a look at everything: leave out --only and --skip for that.',
    interrupted: 'Interrupted before the cluster was started.',
  },
  ran: 'The cluster was running already: its node is Ready, the system Pods are well.',
  started: (time, attempts) =>
    attempts === 1
      ? `The cluster has started in ${time}: its node is Ready, the system Pods are well.`
      : `The cluster has started at the ${times(attempts)} attempt, in ${time}: its node is Ready, the system Pods are well.`,
  failed: (attempts) =>
    attempts === 1
      ? 'The cluster did not start, and nothing else is left to try.'
      : `The cluster did not start in ${attempts} attempts, and nothing else is left to try.`,
  declined: 'The cluster did not start, and what could still be tried was not agreed to.',
  brokenOff:
    'The start was broken off. What minikube had made by then stays: k8s-doctor --fix goes on from there, minikube delete removes it.',
  unseen: 'The cluster has started; whether all of it is well was not seen any more.',
  works: (image, address) =>
    address === undefined
      ? `The first lesson works: ${image} ran, and was removed again.`
      : `The first lesson works: ${image} answered at ${address}, and was removed again.`,
  worksNot: (lesson) => `The first lesson does not work: ${lesson}`,
  smokeWhys: {
    image: 'its image cannot be fetched',
    crash: 'its container ends again and again',
    unschedulable: 'no node takes its Pod',
    'no-answer': 'it runs, but does not answer',
    'no-address': 'it runs, but there is no address to reach it at',
    refused: 'Kubernetes refused it',
  },
  breakingOff: 'Asking minikube to end. A second signal ends k8s-doctor at once.',
  mayFollow: (cost) => `Then, when nothing is in the way any more, the cluster is started${cost}`,
  offPath: (folder) =>
    `${folder} is not on your PATH: open a new terminal, or type export PATH="${folder}:$PATH"`,
}

const zh: StartWords = {
  fixes: {
    'start-cluster': '启动集群',
    'ladder-other-source': '换一个下载源',
    'ladder-pre-pull': '启动前先取来镜像',
    'ladder-resources': '按这台机器的大小给集群分配 CPU 和内存',
    'ladder-other-pair': '换一组在这里能配合工作的 minikube 和 Kubernetes 版本',
    'ladder-delete-profile': '删除集群,重新创建',
    'ladder-delete-all': '删除这台机器上所有的 minikube 集群',
    'ladder-purge': '删除所有 minikube 集群和 minikube 保存的一切(已下载的文件除外)',
  },
  starting: (number) => (number === 1 ? '正在启动集群' : `正在启动集群,第 ${number} 次(最多 6 次)`),
  row: (number) => (number === 1 ? '启动集群' : `启动集群(第 ${number} 次)`),
  steps: {
    'Initial Minikube Setup': '准备 minikube',
    'Selecting Driver': '选择驱动',
    'Downloading Artifacts': '下载所需文件',
    'Starting Node': '启动节点',
    'Updating Driver': '更新已有的节点',
    'Pulling Base Image': '取节点镜像',
    'Creating Container': '创建节点容器',
    'Creating VM': '创建虚拟机',
    'Preparing Kubernetes': '准备 Kubernetes',
    'Generating certificates': '生成证书和密钥',
    'Booting control plane': '启动控制平面',
    'Configuring RBAC rules': '配置 RBAC 规则',
    'Configuring CNI': '配置容器网络(CNI)',
    'Configuring Localhost Environment': '配置本机环境',
    'Verifying Kubernetes': '检查 Kubernetes 组件',
    'Enabling Addons': '启用插件',
    Done: '完成',
  },
  waits: {
    docker: 'minikube 正在询问 Docker',
    download: '下载停住了',
    'node-image': '正在取节点镜像',
    node: 'Docker 正在创建节点;节点镜像还没有的话,现在正在取',
    kubernetes: '正在取 Kubernetes 的程序和镜像并解开',
    'control-plane': 'kubeadm 正在启动控制平面',
    components: 'Kubernetes 自己的组件正在启动;minikube 最多等 6 分钟',
    minikube: 'minikube 正在工作',
  },
  silent: (wait, time) => `${wait}(${time}没有新消息)`,
  fetched: (artifact, done) => `正在取 ${artifact},${done}`,
  of: (received, size) => `${received} / ${size}`,
  ends: { started: '成功', failed: '失败', timeout: '没有及时结束', interrupted: '被中断' },
  attempt: (number, end, time) => `第 ${number} 次启动${end},用时 ${time}`,
  unproven: 'minikube 说已完成,但集群不正常',
  unexplained: 'minikube 没有说明原因',
  rung: (title) => `下次启动之前:${title}`,
  without: (sources) => `不再询问:${sources}`,
  proving: '等待节点和系统 Pod',
  trying: '试做第一课',
  notBegun: {
    'not-wanted': '没有启动集群(--no-start)。',
    'not-ready': '没有启动集群,因为还有这些问题:',
    'not-agreed': '没有启动集群:旧集群需要先处理,但没有得到同意:',
    partial: '只有全部检查过才会启动集群:请去掉 --only 和 --skip。',
    interrupted: '在启动集群之前被中断。',
  },
  ran: '集群原本就在运行:节点 Ready,系统 Pod 正常。',
  started: (time, attempts) =>
    attempts === 1
      ? `集群已启动,用时 ${time}:节点 Ready,系统 Pod 正常。`
      : `集群在第 ${attempts} 次启动成功,用时 ${time}:节点 Ready,系统 Pod 正常。`,
  failed: (attempts) =>
    attempts === 1
      ? '集群没有启动成功,也没有别的办法可试了。'
      : `集群启动了 ${attempts} 次都没有成功,也没有别的办法可试了。`,
  declined: '集群没有启动成功;还可以试的办法没有得到同意。',
  brokenOff:
    '启动被中断。minikube 已经做好的部分保留:再运行 k8s-doctor --fix 会接着做,minikube delete 会把它删除。',
  unseen: '集群已启动;是否一切正常,还没有来得及看。',
  works: (image, address) =>
    address === undefined
      ? `第一课可以做:${image} 运行正常,试后已删除。`
      : `第一课可以做:${image} 在 ${address} 有应答,试后已删除。`,
  worksNot: (lesson) => `第一课做不了:${lesson}`,
  smokeWhys: {
    image: '取不到它的镜像',
    crash: '它的容器反复退出',
    unschedulable: '没有节点接收它的 Pod',
    'no-answer': '它在运行,但没有应答',
    'no-address': '它在运行,但没有可以访问它的地址',
    refused: 'Kubernetes 拒绝了它',
  },
  breakingOff: '正在请 minikube 结束。再按一次,k8s-doctor 立即结束。',
  mayFollow: (cost) => `之后,如果没有别的问题,就启动集群${cost}`,
  offPath: (folder) =>
    `${folder} 不在 PATH 里:请打开新的终端,或者输入 export PATH="${folder}:$PATH"`,
}

export const startWords: Readonly<Record<LanguageName, StartWords>> = { en, zh }

const isCourseFix = (id: string, words: StartWords): id is CourseFix =>
  Object.hasOwn(words.fixes, id)

/** The title of what the course does; undefined for the fix of a check. */
export const courseFixTitle = (id: string, name: LanguageName): string | undefined => {
  const words = startWords[name]
  return isCourseFix(id, words) ? words.fixes[id] : undefined
}
