import { unmeasuredDisk } from '../../catalog/storage.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import type { MirrorPlan } from '../../fixes/drop-mirrors.ts'
import type { AreaWords } from '../translation.ts'

const mirrorHint = ({ config, manager }: MirrorPlan): Text => {
  if (config !== undefined)
    return say`从 ${config} 的 registry-mirrors 中删掉它，再重启引擎（其中运行的容器会停止）：`
  return manager.value.startsWith('desktop')
    ? say`在 Docker Desktop 的 Settings → Docker Engine 里，从 registry-mirrors 中删掉它。`
    : say`从引擎的镜像加速设置（daemon.json，或服务里的 --registry-mirror）中删掉它，再重启引擎。`
}

export const dockerEngine: Pick<
  AreaWords<'docker'>,
  'docker/version' | 'docker/desktop' | 'docker/proxy' | 'docker/storage' | 'docker/mirrors'
> = {
  'docker/version': {
    title: 'Docker 版本',
    problems: {
      'docker-api-version-set': {
        message: ({ pinned, said }) =>
          say`DOCKER_API_VERSION 把 docker 固定在 API ${pinned}，而这个引擎不接受：${said}`,
        hint: () => say`去掉这个变量，docker 会自己找到合适的版本：`,
      },
      'client-too-old': {
        message: ({ speaks, limit }) =>
          say`docker 命令对它的引擎来说太旧：命令只懂 API ${speaks}，引擎至少要 ${limit}`,
        hint: () => say`把 docker 命令升级到引擎的版本（在容器里就换镜像）。`,
      },
      'client-too-new': {
        message: ({ speaks, limit }) =>
          say`docker 命令对它的引擎来说太新：命令坚持用 API ${speaks}，引擎最高只懂 ${limit}`,
        hint: () => say`升级 Docker 引擎，或者使用与引擎同版本的 docker 命令。`,
      },
      'engine-too-old': {
        message: ({ speaks, limit }) =>
          say`Docker 引擎对 docker 命令来说太旧：引擎只懂 API ${speaks}，命令至少要 ${limit}`,
        hint: () =>
          say`升级 Docker 引擎，或者把 docker 命令升级到 29.3.0 以上，它接受 19.03 以来的引擎。`,
      },
      'too-old': {
        message: ({ version, wanted, running }) => [
          ...say`Docker 引擎 ${version} 太旧；本课程需要 ${wanted}`,
          ...(running === undefined || running.value === 0
            ? []
            : say`。升级会停止正在运行的容器，现在有 ${running} 个`),
        ],
        hint: ({ manager, packages }) => {
          if (manager.value.startsWith('desktop'))
            return say`更新 Docker Desktop（菜单里的 Check for updates）。`
          return packages.value.length === 0 && manager.value !== 'snap'
            ? say`升级 Docker 引擎；Docker 官方软件源也支持旧系统：https://docs.docker.com/engine/install/`
            : say`升级 Docker 引擎。如果发行版没有更新的，就用 Docker 官方软件源：https://docs.docker.com/engine/install/`
        },
      },
      unreadable: {
        message: ({ said, api }) => [
          ...say`Docker 引擎把自己的版本叫做 ${said}，看不出是否够新`,
          ...(api === undefined ? [] : say`。它懂 API ${api}；Docker 20.10 是 1.41`),
        ],
        hint: () => say`自己从源码编译的引擎会这样。如果启动失败，请安装正式发布的版本。`,
      },
      'minikube-api': {
        message: ({ minikube, speaks, limit }) =>
          say`minikube ${minikube} 自己装载不了节点镜像：它只懂 API ${speaks}，这个引擎至少要 ${limit}。它会把所有来源试一遍，最后才由 docker 拉取`,
        hint: () =>
          say`启动前先按标签拉好镜像，minikube 就能找到它。Docker 29.3.0 以上又接受较旧的客户端了。`,
      },
    },
  },
  'docker/desktop': {
    title: 'Docker Desktop',
    problems: {
      'windows-containers': {
        message: () => say`Docker 正在运行 Windows 容器；minikube 的节点是 Linux 容器，无法启动`,
        hint: () => say`在鲸鱼菜单中选择"Switch to Linux containers"。`,
      },
      'known-bad': {
        message: ({ version }) => say`Docker Desktop ${version} 有缺陷，minikube 无法在上面启动`,
        hint: () => say`更新 Docker Desktop（菜单里的 Check for updates）。`,
      },
    },
  },
  'docker/proxy': {
    title: '容器的代理',
    problems: {
      loopback: {
        message: ({ path, line, proxy }) =>
          say`${path} 第 ${line} 行：docker 把代理 ${proxy} 交给每个容器。在 minikube 的节点里，这个地址指向节点自己：镜像拉不下来，Kubernetes 也启动不了`,
        hint: () =>
          say`从这个文件里去掉 httpProxy 和 httpsProxy。在终端里 unset 环境变量没有用。已有的节点会保留原来的代理：需要新建集群。`,
      },
      'no-proxy': {
        message: ({ path, line, proxy, missing }) =>
          say`${path} 第 ${line} 行：docker 把代理 ${proxy} 交给每个容器，而 noProxy 没有排除 ${missing}。集群内部的请求可能被送到代理那里而失败`,
        hint: ({ value }) =>
          say`把旁边的 noProxy 设为 ${value}。已有的节点会保留原来的设置：需要新建集群。`,
      },
    },
  },
  'docker/storage': {
    title: 'Docker 存储',
    problems: {
      btrfs: {
        message: ({ root }) =>
          say`Docker 存放在 btrfs 上（${root}）；节点里的 kubelet 无法测量它，可能起不来`,
        hint: ({ minikube, kubernetes }) =>
          unmeasuredDisk(minikube.value, kubernetes.value) === undefined
            ? say`minikube v1.29.0 以上可以让 kubelet 不要测量。把数据目录放在 ext4 上可以彻底避免。`
            : say`启动时会告诉 kubelet 不要测量。把数据目录放在 ext4 上可以彻底避免。`,
      },
      zfs: {
        message: ({ root }) =>
          say`Docker 存放在 zfs 上（${root}），节点里的 docker 需要 overlay2，在这里通常起不来`,
        hint: () => say`给 Docker 一个 ext4 上的数据目录，例如建在 zvol 上。`,
      },
      vfs: {
        message: ({ root }) =>
          say`Docker 用 vfs 存储（${root}）：每一层都是完整的副本，又慢又多占好几倍空间`,
        hint: () =>
          say`overlay2 不能用的地方才会退到 vfs，例如没有给 /var/lib/docker 挂卷的容器。给 Docker 一个 ext4 或 xfs 上的数据目录。`,
      },
      'no-d-type': {
        message: ({ root }) =>
          say`${root} 所在的文件系统创建时没有 d_type（xfs 的 ftype=0），overlay2 在上面会丢文件`,
        hint: () =>
          say`事后无法打开：给 Docker 一个 ext4 上的数据目录，或者用 -n ftype=1 创建的 xfs。`,
      },
      'no-preload': {
        message: ({ driver, minikube }) =>
          say`在存储驱动 ${driver} 上，minikube ${minikube} 不用预装包：启动时要逐个拉取镜像，会更慢`,
        hint: ({ driver }) =>
          driver.value === 'overlayfs'
            ? say`镜像仓库连得上就没问题。minikube v1.33.0 以上在 overlayfs 上也用预装包。`
            : say`镜像仓库连得上就没问题。换成 overlay2，minikube 就会用预装包。`,
      },
    },
  },
  'docker/mirrors': {
    title: 'Docker 镜像加速',
    problems: {
      dead: {
        message: ({ mirror, since }) =>
          say`镜像加速地址 ${mirror} 从 ${since} 起已停止服务；每次拉取都先试它，白费时间`,
        hint: mirrorHint,
      },
      refuses: {
        message: ({ mirror, status }) =>
          say`镜像加速地址 ${mirror} 拒绝这台机器（HTTP ${status}）；拉取会跳过它直接去 Docker Hub`,
        hint: mirrorHint,
      },
      'no-answer': {
        message: ({ mirror, said }) =>
          say`镜像加速地址 ${mirror} 没有应答（${said}）；每次拉取都先试它，白费时间`,
        hint: mirrorHint,
      },
    },
  },
}
