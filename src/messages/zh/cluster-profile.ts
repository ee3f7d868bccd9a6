import { say } from '../../model/text.ts'
import type { AreaWords } from '../translation.ts'

const keptHint = () =>
  say`在这个集群里也能做练习。只有想要与课程完全一样的集群时，才需要删除它。里面的内容会全部丢失：`

const requirements: Readonly<Record<string, string>> = {
  driver: '驱动',
  runtime: '容器运行时',
  Kubernetes: ' Kubernetes ',
}

/** Of an existing cluster that differs from the course. */
export const clusterProfile: Pick<AreaWords<'cluster'>, 'cluster/profile'> = {
  'cluster/profile': {
    title: '现有集群符合课程',
    problems: {
      driver: {
        message: ({ cluster, old, wanted }) =>
          say`现有集群 ${cluster} 用的驱动是 ${old}，课程用的是 ${wanted}。启动这个集群时会保留 ${old}`,
        hint: keptHint,
      },
      'kubernetes-newer': {
        message: ({ cluster, old, wanted }) =>
          say`现有集群 ${cluster} 的 Kubernetes 是 ${old}，课程用的是 ${wanted}。启动时会保留 ${old}：minikube 不能降级`,
        hint: keptHint,
      },
      'kubernetes-older': {
        message: ({ cluster, old, wanted }) =>
          say`现有集群 ${cluster} 的 Kubernetes 是 ${old}，课程用的是 ${wanted}。启动这个集群时会保留 ${old}`,
        hint: keptHint,
      },
      runtime: {
        message: ({ cluster, old, wanted }) =>
          say`现有集群 ${cluster} 用 ${old} 运行容器，课程用的是 ${wanted}。进入节点后命令会不同（crictl ps 在哪种运行时下都能用）`,
        hint: keptHint,
      },
      required: {
        message: ({ cluster, old, wanted, what }) =>
          say`现有集群 ${cluster} 的${requirements[what.value] ?? what.value}是 ${old}，课程要求 ${wanted}`,
        hint: () =>
          say`现有集群改不成这样。删除它，下次启动会建一个新的。旧集群里的内容会全部丢失。`,
      },
      'kubernetes-upgraded': {
        message: ({ cluster, old, wanted }) =>
          say`现有集群 ${cluster} 的 Kubernetes 是 ${old}，课程要求 ${wanted}，启动时会升级`,
        hint: () => say`如果升级失败，又不需要旧集群，就删除它。里面的内容会全部丢失：`,
      },
      'no-cri-dockerd': {
        message: ({ cluster, node }) =>
          say`现有集群 ${cluster} 的节点来自 ${node}，里面没有 cri-dockerd：Kubernetes 1.24 及以后的版本不能在上面运行`,
        hint: () =>
          say`删除旧集群，下次启动会建新节点。minikube 建议在本机安装 cri-dockerd，这对 docker 驱动没有用。`,
      },
      damaged: {
        message: ({ path }) =>
          say`${path} 不完整或已损坏；每条 minikube 命令都会停在这里（HOST_CONFIG_LOAD）`,
        hint: () =>
          say`磁盘写满或突然断电会造成这种情况。删除它所描述的集群，下次启动会建一个新的。`,
      },
      incomplete: {
        message: ({ path, field }) =>
          say`${path} 里没有 ${field}：之前的启动中途停止了，minikube 无法接着做下去`,
        hint: () => say`删除没有建完的集群，下次启动会建一个新的。`,
      },
      'mirrors-ignored': {
        message: ({ cluster }) =>
          say`现有集群 ${cluster} 建立时没有用镜像站；minikube 不会给已有的集群补上`,
        hint: () => say`如果镜像拉不下来，删除这个集群，再用课程的镜像站重新启动：`,
      },
      'other-damaged': {
        message: ({ path }) => say`${path} 属于另一个集群，minikube 无法使用它；不影响本课程`,
      },
    },
  },
}
