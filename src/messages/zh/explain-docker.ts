import type { LogWords } from '../../explain/wording.ts'
import { say } from '../../model/text.ts'
import { own } from '../../model/value.ts'

/** 日志里关于 Docker 的话。 */
export const docker: LogWords<'docker'> = {
  'docker/installed/absent': {
    message: () => say`没有安装 Docker，或者不在 PATH 里；minikube 要靠它运行集群节点`,
    hint: () => say`安装 Docker 引擎（在那台机器上运行 k8s-doctor 会给出步骤），再重新启动集群。`,
  },
  'docker/installed/wsl-stub': {
    message: () =>
      say`这里的 docker 只是 Docker Desktop 的占位程序：Docker Desktop 没有启动，或没有连接到这个 WSL 发行版`,
    hint: () =>
      say`启动 Docker Desktop，在 Settings → Resources → WSL integration 里勾选这个发行版，再开一个新终端。`,
  },
  'docker/installed/podman': {
    message: () =>
      say`docker 命令其实是 podman(podman-docker)；minikube 的 docker 驱动需要真正的 Docker 引擎`,
    hint: () => say`安装 Docker 引擎，它会取代 podman-docker 软件包。`,
  },
  'docker/installed/snap': {
    message: () => say`Docker 来自 snap，只能看到主目录下的文件，minikube 无法把文件复制进节点`,
    hint: () => say`换成发行版或 Docker 官方的软件包。删除 snap 会一并删除它的镜像和卷。`,
  },
  'docker/access/denied': {
    message: () => say`Docker 引擎在运行，但这个用户不能使用它的套接字`,
    hint: () =>
      say`把用户加入 docker 组（sudo usermod -aG docker $USER），然后注销并重新登录。组内成员拥有与 root 相当的权限。不要改用 sudo，也不要 chmod:minikube 拒绝 root。`,
  },
  'docker/daemon/paused': {
    message: () => say`Docker Desktop 已暂停`,
    hint: () => say`在鲸鱼菜单或 Docker Desktop 窗口里恢复运行。`,
  },
  'docker/daemon/starting': {
    message: () => say`Docker 引擎还在启动，或者已经损坏`,
    hint: () => say`等一分钟再试；如果还是这样，重启 Docker。`,
  },
  'docker/daemon/not-running': {
    message: () => say`Docker 引擎没有运行`,
    hint: () => say`启动引擎，并设为开机启动；如果用 Docker Desktop，就启动它，等它显示正在运行。`,
  },
  'docker/daemon/hung': {
    message: () => say`Docker 引擎没有应答；minikube 只等 6 秒`,
    hint: () => say`重启引擎，其中运行的容器会停止。`,
  },
  'docker/daemon/bad-config': {
    message: ({ path, said }) => [
      ...(path === undefined ? say`Docker 引擎的 daemon.json` : say`${path}`),
      ...say` 不合法，Docker 引擎因此启动不了`,
      ...(said === undefined ? [] : say`：${said}`),
    ],
    hint: () => say`改好这个文件（常见的是多了或少了逗号，或用了中文引号），再启动引擎。`,
  },
  'docker/version/client-too-old': {
    message: () => say`docker 命令太旧，与引擎不配`,
    hint: () => say`把 docker 命令（软件包 docker-ce-cli）升级到引擎的版本。`,
  },
  'docker/version/client-too-new': {
    message: () => say`docker 命令坚持使用比引擎更新的 API`,
    hint: () => say`去掉环境变量 DOCKER_API_VERSION，或升级引擎。`,
  },
  'docker/version/engine-too-old': {
    message: () => say`Docker 引擎太旧，与 docker 命令不配`,
    hint: () => say`升级引擎；其中运行的容器会暂时停止。`,
  },
  'docker/version/too-old': {
    message: () => say`Docker 引擎太旧，minikube 不能使用`,
    hint: () => say`换成新的 docker-ce；课程要求 20.10 或更新。其中运行的容器会停止。`,
  },
  'docker/version/minikube-api': {
    message: ({ version, wanted }) =>
      version === undefined || wanted === undefined
        ? say`minikube 比这个 Docker 引擎旧太多，自己装不进节点镜像`
        : say`minikube 自己装不进节点镜像：它用 Docker API ${version}，而引擎至少要 ${wanted}`,
    hint: () => say`先用 docker pull 拉好节点镜像再启动，或换用更新的 minikube。`,
  },
  'docker/context/bad-context': {
    message: () => say`Docker 要使用的 context 不存在，或者同时指定了两个`,
    hint: () =>
      say`docker context ls 会列出现有的；取消 DOCKER_CONTEXT 和 DOCKER_HOST，或从列表里选一个。`,
  },
  'docker/context/bad-host': {
    message: () => say`Docker 看不懂给它的引擎地址`,
    hint: () => say`取消 DOCKER_HOST 就会使用本机的引擎，或者把地址改对。`,
  },
  'docker/context/tls': {
    message: () => say`Docker 和引擎在加密方式上不一致`,
    hint: () =>
      say`取消 DOCKER_HOST 就会使用本机的引擎；远程引擎需要设置 DOCKER_TLS_VERIFY 和 DOCKER_CERT_PATH。`,
  },
  'docker/context/no-engine': {
    message: ({ url }) =>
      url === undefined
        ? say`Docker 要使用另一个引擎，但那里没有应答`
        : say`Docker 要使用 ${url} 的引擎，但那里没有应答`,
    hint: () =>
      say`取消 DOCKER_HOST 就会使用本机的引擎。如果执行过 minikube docker-env：eval $(minikube docker-env -u)`,
  },
  'docker/context/rootless-refused': {
    message: () =>
      say`Docker 引擎以 rootless 方式运行，这个 minikube 不能用 docker 运行时在上面启动`,
    hint: () => say`启动时加上 --container-runtime=containerd，或使用以 root 运行的引擎。`,
  },
  'docker/context/docker-env': {
    message: () => say`这个终端已切换到集群里面的 docker(minikube docker-env)`,
    hint: () => say`切换回来：eval $(minikube docker-env -u)`,
  },
  'docker/desktop/windows-containers': {
    message: () => say`Docker 运行的是 Windows 容器；minikube 的节点是 Linux 容器`,
    hint: () => say`在鲸鱼菜单里切换到 Linux 容器。`,
  },
  'docker/desktop/known-bad': {
    message: () => say`这个版本的 Docker Desktop 有缺陷，minikube 无法启动`,
    hint: () => say`升级 Docker Desktop。`,
  },
  'docker/proxy/loopback': {
    message: () =>
      say`节点得到的代理在回环地址上：在节点里那就是节点自己，那里没有代理，因此拉取全部失败`,
    hint: () =>
      say`从 ~/.docker/config.json 中去掉代理（${own('--fix')} 会做），再删除集群重新启动：节点会一直用创建时的代理。`,
  },
  'docker/storage/btrfs': {
    message: () => say`Docker 的数据放在 btrfs 上；节点里的 kubelet 量不了它的大小，无法启动`,
    hint: () =>
      say`启动时加上 --feature-gates=LocalStorageCapacityIsolation=false，或把 Docker 的数据移到 ext4。`,
  },
  'docker/storage/zfs': {
    message: () => say`Docker 的数据放在 zfs 上，节点里的 docker 要用 overlay2，因此无法启动`,
    hint: () => say`把 Docker 的数据移到 ext4，或启动时加上 --container-runtime=containerd。`,
  },
  'docker/storage/no-preload': {
    message: ({ id }) =>
      id === undefined
        ? say`在这种存储驱动上 minikube 不用预加载包，要逐个拉取镜像`
        : say`在存储驱动 ${id} 上 minikube 不用预加载包，要逐个拉取镜像`,
    hint: () => say`minikube 1.33 起支持 overlayfs。镜像源慢的时候，差别就在这里。`,
  },
}
