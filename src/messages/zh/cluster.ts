import { say } from '../../model/text.ts'
import { list, own } from '../../model/value.ts'
import type { Image, Term } from '../../model/value.ts'
import type { AreaWords } from '../translation.ts'
import { clusterProfile } from './cluster-profile.ts'

interface Starving {
  readonly pod: Term
  readonly image: Image
  readonly reason: Term
}

const starving = ({ pod, image, reason }: Starving) =>
  say`${pod} 在等镜像 ${image}，但集群里拉不到它（${reason}）`

const loading = ({ image, from }: { readonly image: Image; readonly from: Image | undefined }) =>
  from === undefined || from.value === image.value
    ? say`经由本机的 Docker 把镜像带进去。如果本机也拉不下来，就从镜像站拉取，用 docker tag 改成这个名字，再加载。`
    : say`${from} 是同一个镜像。经由本机的 Docker 把它带进去，用集群在等的名字：`

export const cluster: AreaWords<'cluster'> = {
  ...clusterProfile,
  'cluster/leftovers': {
    title: '没有旧集群的残留',
    problems: {
      stale: {
        message: ({ cluster, containers, volumes }) => [
          ...say`Docker 里还留着集群 ${cluster} 的一部分，但当前用户没有对应的 profile`,
          ...(containers.value.length > 0 ? say`；容器：${containers}` : []),
          ...(volumes.value.length > 0 ? say`；卷：${volumes}` : []),
          ...say`。新集群会在它的旧数据上启动`,
        ],
        hint: () =>
          say`手工删除 ~/.minikube 会留下它们。如果没有别人使用这个 Docker，就把它们删除：`,
      },
      'in-use': {
        message: ({ cluster, containers }) =>
          say`这里正在运行集群 ${cluster}（${containers}），但当前用户没有对应的 profile；minikube start 会不加询问地删除它`,
        hint: () =>
          say`它可能是别的用户的，也可能是手工删除 ~/.minikube 后留下的。先问问和你共用这个 Docker 的人；确定没有人用，再删除：`,
      },
      foreign: {
        message: ({ containers, volumes, networks }) =>
          say`Docker 里有另一个 minikube 集群的内容，当前用户没有对应的 profile：${list([...containers.value, ...volumes.value, ...networks.value])}。它们可能属于别的用户，不影响本课程`,
      },
    },
  },
  'cluster/running': {
    title: '集群在运行',
    problems: {
      stopped: {
        message: ({ node, said }) => [
          ...say`现有集群的节点 ${node} 已停止`,
          ...(said === undefined ? [] : say`（${said}）`),
        ],
        hint: () =>
          say`用本报告里的启动命令就能让它连同里面的内容一起恢复。如果马上又停，docker logs 会显示原因。`,
      },
      paused: {
        message: ({ node }) =>
          say`节点 ${node} 的容器被暂停了；里面什么都不应答，minikube start 也无法继续`,
        hint: () => say`让它继续运行：`,
      },
      'node-gone': {
        message: ({ node }) =>
          say`节点 ${node} 的容器或虚拟机已经不在，但 minikube 还留着这个集群的记录`,
        hint: () => say`用报告里的启动命令就会重新创建节点。`,
      },
      broken: {
        message: ({ node, said }) => [
          ...say`节点 ${node} 既没有运行，也没有停止`,
          ...(said === undefined ? [] : say`：${said}`),
        ],
        hint: () =>
          say`等一分钟再检查。如果还是这样，先停止集群，再用本报告里的启动命令启动。${own('--fix')} 会再启动一次，不经同意不会删除它。`,
      },
      'api-down': {
        message: ({ cluster, said }) => [
          ...say`集群 ${cluster} 在运行，但它的 Kubernetes API `,
          ...(said === undefined ? say`没有应答` : say`不正常：${said}`),
        ],
        hint: () =>
          say`再运行一次本报告里的启动命令（${own('--fix')} 会这样做），它会重启停住的部分。还是不行的话，这条命令会显示原因：`,
      },
      'kubernetes-paused': {
        message: ({ cluster }) =>
          say`集群 ${cluster} 里的 Kubernetes 被 minikube pause 暂停了；里面什么都不应答`,
        hint: () => say`让它继续运行；本报告里的启动命令也会这样做。`,
      },
      'not-ready': {
        message: ({ node, reason, said }) => [
          ...say`Kubernetes 不使用节点 ${node}（${reason}）`,
          ...(said === undefined ? [] : say`：${said}`),
        ],
        hint: () =>
          say`它的 kubelet 不正常。再运行一次本报告里的启动命令（${own('--fix')} 会这样做），它会重启 kubelet。`,
      },
      settling: {
        message: ({ node }) => say`节点 ${node} 还没有就绪；它刚刚加入`,
        hint: () => say`等两分钟再检查。`,
      },
      'other-running': {
        message: ({ profile }) =>
          say`当前用户的另一个 minikube 集群正在运行：${profile}。它占用同一个 Docker 的 CPU 和内存`,
        hint: () => say`如果机器变慢，可以停止它：`,
      },
    },
  },
  'cluster/kubeconfig': {
    title: 'kubectl 指向本集群',
    problems: {
      damaged: {
        message: ({ path, line, column }) =>
          say`${path} 不是有效的 kubeconfig（第 ${line} 行，第 ${column} 列）；kubectl 和 minikube start 都会停在这里`,
        hint: () =>
          say`改正那一行；也可以把文件移走，启动时会写一个新的。其他集群的内容留在旧文件里。`,
      },
      missing: {
        message: ({ cluster, path }) =>
          say`集群 ${cluster} 在运行，但 ${path} 里没有它：kubectl 连不上`,
        hint: () => say`让 minikube 写入这一项：`,
      },
      stale: {
        message: ({ cluster, server }) =>
          say`kubectl 到 ${server} 去找集群 ${cluster}，但它已经不在那里`,
        hint: () => say`让 minikube 写入现在的地址：`,
      },
      elsewhere: {
        message: ({ cluster, current }) =>
          say`kubectl 当前的 context 是 ${current}，不是 ${cluster}：课程的命令会发到另一个集群`,
        hint: () => say`选择课程的集群：`,
      },
      'none-chosen': {
        message: ({ cluster }) =>
          say`kubectl 没有当前 context：它会去 localhost:8080 找集群，而不是 ${cluster}`,
        hint: () => say`选择课程的集群：`,
      },
    },
  },
  'cluster/system-pods': {
    title: '系统 Pod 在运行',
    problems: {
      image: {
        message: starving,
        hint: loading,
      },
      'addon-image': {
        message: (args) => [...starving(args), ...say`。它是插件，前几课用不到`],
        hint: loading,
      },
      addon: {
        message: ({ pod, reason }) => say`插件 ${pod} 没有运行（${reason}）；前几课用不到它`,
        hint: () =>
          say`启动之后，在 API 服务器应答之前它可能会失败几次。如果一直这样，看它的事件：`,
      },
      crash: {
        message: ({ pod, container, reason, exit }) => [
          ...say`${pod} 反复失败：容器 ${container} 以 ${reason} 结束`,
          ...(exit === undefined ? [] : say`，退出码 ${exit}`),
        ],
        hint: () => say`它最后的输出会说明原因。OOMKilled 表示集群的内存太少。`,
      },
      unschedulable: {
        message: ({ pod, said }) => say`${pod} 找不到可以运行的节点：${said}`,
        hint: () =>
          say`CPU 或内存不够：删除集群，给多一些再启动。disk-pressure：清理 Docker 所在的磁盘。`,
      },
      stuck: {
        message: ({ pod, reason, said }) => [
          ...say`${pod} 一直没有就绪（${reason}）`,
          ...(said === undefined ? [] : say`：${said}`),
        ],
        hint: () => say`这条命令最后的事件会说明它在等什么：`,
      },
      settling: {
        message: ({ pods }) => say`${pods} 还没有就绪；集群刚刚启动`,
        hint: () => say`等两分钟再检查。`,
      },
    },
  },
  'cluster/smoke': {
    title: '第一课能做',
    problems: {
      image: {
        message: ({ image, said }) => say`第一课的镜像 ${image} 拉不到集群里：${said}`,
        hint: () => say`节点里的 Docker 自己拉镜像，不用本机的镜像加速。在本机拉下来，再交给集群：`,
      },
      crash: {
        message: ({ image, said }) => say`第一课的容器（${image}）一启动就结束：${said}`,
        hint: () =>
          say`"exec format error" 表示镜像是给另一种 CPU 的；OOMKilled 表示集群的内存太少。`,
      },
      unschedulable: {
        message: ({ said }) => say`第一课的 Pod 找不到可以运行的节点：${said}`,
        hint: () =>
          say`CPU 或内存不够：删除集群，给多一些再启动。disk-pressure：清理 Docker 所在的磁盘。`,
      },
      'no-answer': {
        message: ({ said }) => say`第一课已经创建，但没有应答：${said}`,
        hint: () =>
          say`如果 Pod 在运行，到它的通路是 kube-proxy 建立的，看看 kube-proxy 的情况。环境里如果设了代理，NO_PROXY 必须包含节点。`,
      },
      'no-address': {
        message: ({ said }) => say`第一课在集群里运行，但从这里到不了：${said}`,
        hint: () => say`节点的端口到不了，kubectl port-forward 也没有打开端口。`,
      },
      refused: {
        message: ({ said }) => say`kubectl 无法创建第一课：${said}`,
        hint: () => say`kubectl 能连上集群吗？`,
      },
    },
  },
}
