import { adviceFor } from '../../explain/reason-advice.ts'
import type { ExplainWords } from '../../explain/words.ts'
import { say } from '../../model/text.ts'
import { byHand } from './explain-by-hand.ts'
import { docker } from './explain-docker.ts'
import { kubernetes } from './explain-kubernetes.ts'
import { log } from './explain-log.ts'
import { machine } from './explain-machine.ts'
import { network } from './explain-network.ts'
import { reasonAdvice } from './explain-reasons.ts'
import { start } from './explain-start.ts'

const groups: Readonly<Record<string, string>> = {
  program: '程序',
  resources: '资源',
  host: '主机',
  provider: '驱动的提供者',
  driver: '驱动',
  guest: '节点',
  'local network': '本地网络',
  internet: '互联网',
  runtime: '容器运行时',
  service: '服务',
  'environment command': '环境命令',
  addon: '插件',
  'control plane': '控制平面',
  prerequisite: '前提条件',
}

/** explain 的中文。 */
export const zh: ExplainWords = {
  codes: { ...machine, ...docker, ...network, ...log, ...start, ...kubernetes, ...byHand },
  minikube: {
    message: ({ id, exit, said }) => [
      ...(id === undefined ? say`minikube 出错停止` : say`minikube 因 ${id} 停止`),
      ...(exit === undefined ? [] : say`（退出码 ${exit}）`),
      ...(said === undefined || said.value === '' ? [] : say`：${said}`),
    ],
    hint: ({ advice, id }) =>
      advice === undefined
        ? say`${[reasonAdvice[adviceFor(id?.value ?? '') ?? 'node']]}`
        : say`minikube 的建议：${advice}`,
  },
  kubeadm: {
    message: ({ name, said }) => [
      ...(name === undefined ? say`kubeadm 的预检没有通过` : say`kubeadm 的预检 ${name} 没有通过`),
      ...(said === undefined || said.value === '' ? [] : say`：${said}`),
    ],
  },
  kubeadmHints: {
    IsPrivilegedUser: '请以 root 身份运行 kubeadm。',
    Swap: '关闭交换分区（swapoff -a），并从 /etc/fstab 中去掉。',
    CRI: '启动容器运行时。Docker 软件包里的 containerd 在 /etc/containerd/config.toml 中写了 disabled_plugins = ["cri"]。',
    KubeletVersion: 'kubelet 和 kubeadm 要用同一个版本。',
    Port: '停掉占用端口的程序；以前的集群用 kubeadm reset 清除。',
    FileAvailable: '以前的集群还在：kubeadm reset。',
    DirAvailable: '以前的集群还在：kubeadm reset。',
    FileExisting: '安装它提到的程序（conntrack、iproute2、socat、cri-tools）。',
    FileContent:
      '加载 br_netfilter，并设置 net.bridge.bridge-nf-call-iptables=1 和 net.ipv4.ip_forward=1。',
    SystemVerification: '前面几行会说内核或 cgroup 缺什么。',
    ImagePull: '换用有应答的镜像仓库：imageRepository，或者先拉取再改名。',
    Service: '启动它提到的服务，并设为开机启动。',
    Hostname: '把主机名写进 /etc/hosts。',
  },
  frame: {
    line: (number) => `第 ${number} 行`,
    said: (number, line) => `第 ${number} 行：${line}`,
    more: (count) => `另有 ${count} 行`,
    nothingWrong: (lines) => `看了 ${lines} 行，没有发现问题。`,
    succeeded: (lines) => `看了 ${lines} 行，没有发现问题：集群启动成功了。`,
    notRecognised: (lines) =>
      `看了 ${lines} 行，没有认出任何内容：不像是 minikube、kubectl、docker 或 kubeadm 的输出。`,
    notTheCause: '这些不是原因',
    drivers: (names) => `${names} 只是没有安装`,
    noDriverLeft: (ids) => `${ids} 只是说没有可用的驱动了`,
    symptoms: (names) => `${names} 是由它引起的`,
    overcome: (codes) => `${codes} 没有妨碍启动`,
    dockerContext:
      '关于 Docker CLI 上下文 "default" 的警告没有影响（执行 docker context use default 就不再出现）',
    updateCheck: 'minikube 没能检查自己的更新',
    forced: '关于 root 的话：已经加了 --force',
    doNotFollow: (why) => `不要照这个建议做：${why}`,
    badAdvice: {
      'none-driver': 'none 驱动需要 root、conntrack、crictl 等，而且会占用整台机器；请用 docker。',
      'protected-regular': 'fs.protected_regular=0 会削弱整个系统的安全；删除锁文件就好。',
      'mirror-country': '只用 --image-mirror-country=cn，会指向一个已经没有这些文件的存储桶。',
      force: '--force 会同时关掉对 CPU、内存和版本的检查；请用普通用户。',
      'cri-dockerd': '安装 cri-dockerd 只对 none 驱动有用；请重建集群。',
      'no-validate': '--validate=false 会把读不懂的字段丢掉再提交。',
      'prune-volumes': '它会删除所有没在用的卷和其中的数据；先看看是什么占了空间。',
      chmod: '这样等于把引擎和 root 权限开放给所有人；请用 docker 组。',
      purge: '--purge 会删除所有集群和所有下载；一般 minikube delete 就够了。',
    },
    count: (errors, warnings) => `${errors} 个问题，${warnings} 个警告`,
    lastStart: (file) => `读取 minikube 最近一次启动的日志：${file}`,
    readMore: (explain) => `${explain} 代码 会解释一个代码`,
  },
  page: {
    means: (gloss) => `英文原意：${gloss}`,
    exit: (code) => `minikube 的退出码是 ${code}。`,
    group: (name) => `类别：${groups[name] ?? name}。`,
    since: (version) => `从 ${version} 开始有。`,
    until: (version) => `只到 ${version}。`,
    doc: (url) => `文档：${url}`,
    sameAs: (code) => `k8s-doctor 把它叫做 ${code}：`,
    symptom:
      '它只表示有东西失败了，或者最后失败的是什么。k8s-doctor explain FILE 会在完整的日志里找出原因。',
    advice: (id) => reasonAdvice[adviceFor(id) ?? 'node'],
  },
}
