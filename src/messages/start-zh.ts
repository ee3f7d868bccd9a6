import type { StartWords } from './start.ts'

/** The words of the start of the cluster, in Chinese. */
export const startWordsZh: StartWords = {
  seconds: (count) => `${count} 秒`,
  minutes: (minutes, seconds) =>
    seconds === 0 ? `${minutes} 分钟` : `${minutes} 分 ${seconds} 秒`,
  fixes: {
    'start-cluster': '启动集群',
    'ladder-other-source': '换一个下载源',
    'ladder-pre-pull': '启动前先取来镜像',
    'ladder-resources': '按这台机器的大小给集群分配 CPU 和内存',
    'ladder-other-pair': '换一组在这里能配合工作的 minikube 和 Kubernetes 版本',
    'ladder-delete-profile': '删除集群，重新创建',
    'ladder-delete-all': '删除这台机器上所有的 minikube 集群',
    'ladder-purge': '删除所有 minikube 集群和 minikube 保存的一切（已下载的文件除外）',
  },
  starting: (number) =>
    number === 1 ? '正在启动集群' : `正在启动集群，第 ${number} 次（最多 6 次）`,
  row: (number) => (number === 1 ? '启动集群' : `启动集群（第 ${number} 次）`),
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
    'Configuring CNI': '配置容器网络（CNI）',
    'Configuring Localhost Environment': '配置本机环境',
    'Verifying Kubernetes': '检查 Kubernetes 组件',
    'Enabling Addons': '启用插件',
    Done: '完成',
  },
  waits: {
    docker: 'minikube 正在询问 Docker',
    download: '下载停住了',
    'node-image': '正在取节点镜像',
    node: 'Docker 正在创建节点；节点镜像还没有的话，现在正在取',
    kubernetes: '正在取 Kubernetes 的程序和镜像并解开',
    'control-plane': 'kubeadm 正在启动控制平面',
    components: 'Kubernetes 自己的组件正在启动；minikube 最多等 6 分钟',
    minikube: 'minikube 正在工作',
  },
  silent: (wait, time) => `${wait}（${time}没有新消息）`,
  fetched: (artifact, done) => `正在取 ${artifact}，${done}`,
  of: (received, size) => `${received} / ${size}`,
  ends: { started: '成功', failed: '失败', timeout: '没有及时结束', interrupted: '被中断' },
  attempt: (number, end, time) => `第 ${number} 次启动${end}，用时 ${time}`,
  unproven: 'minikube 说已完成，但集群不正常',
  unexplained: 'minikube 没有说明原因',
  rung: (title) => `下次启动之前：${title}`,
  without: (sources) => `不再询问：${sources}`,
  proving: '等待节点和系统 Pod',
  trying: '试做第一课',
  notBegun: {
    'not-wanted': '没有启动集群（--no-start）。',
    'not-ready': '没有启动集群，因为还有这些问题：',
    'not-agreed': '没有启动集群：旧集群需要先处理，但没有得到同意：',
    partial: '只有全部检查过才会启动集群：请去掉 --only 和 --skip。',
    offline: '没有启动集群：使用 --offline 时什么都不下载，而启动所需的文件不能确定都已在本机。',
    interrupted: '在启动集群之前被中断。',
  },
  whatIsHere: (route) => `${route} 会列出本机已有的；要启动，请去掉 --offline。`,
  ran: '集群原本就在运行：节点 Ready，系统 Pod 正常。',
  started: (time, attempts) =>
    attempts === 1
      ? `集群已启动，用时 ${time}：节点 Ready，系统 Pod 正常。`
      : `集群在第 ${attempts} 次启动成功，用时 ${time}：节点 Ready，系统 Pod 正常。`,
  failed: (attempts, offline) =>
    `集群${attempts === 1 ? '没有启动成功' : `启动了 ${attempts} 次都没有成功`}，${offline ? '使用 --offline 时' : ''}也没有别的办法可试了。`,
  declined: '集群没有启动成功；还可以试的办法没有得到同意。',
  brokenOff: (fix) =>
    `启动被中断。minikube 已经做好的部分保留：再运行 ${fix} 会接着做，minikube delete 会把它删除。`,
  unseen: '集群已启动；是否一切正常，还没有来得及看。',
  open: (time) => `集群已启动，用时 ${time}，但无法判断是否一切正常：`,
  works: (image, address) =>
    address === undefined
      ? `第一课可以做：${image} 运行正常，试后已删除。`
      : `第一课可以做：${image} 在 ${address} 有应答，试后已删除。`,
  worksNot: (lesson) => `第一课做不了：${lesson}`,
  smokeWhys: {
    image: '取不到它的镜像',
    crash: '它的容器反复退出',
    unschedulable: '没有节点接收它的 Pod',
    'no-answer': '它在运行，但没有应答',
    'no-address': '它在运行，但没有可以访问它的地址',
    refused: 'Kubernetes 拒绝了它',
  },
  breakingOff: '正在请 minikube 结束。再按一次，k8s-doctor 立即结束。',
  mayFollow: (cost, offline) =>
    offline
      ? '没有别的问题，也不需要下载（--offline）时，--fix 会启动集群'
      : `没有别的问题时，--fix 会启动集群${cost}`,
  offPath: (folder) =>
    `${folder} 不在 PATH 里：请打开新的终端，或者输入 export PATH="${folder}:$PATH"`,
}
