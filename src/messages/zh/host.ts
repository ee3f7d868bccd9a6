import { say } from '../../model/text.ts'
import type { AreaWords } from '../translation.ts'
import { nearestPairHint } from './pair.ts'

export const host: AreaWords<'host'> = {
  'host/arch': {
    title: 'CPU 架构',
    problems: {
      unsupported: {
        message: ({ platform, built }) =>
          say`minikube 没有 ${platform} 的版本；它发布的版本只能在 ${built} 上运行`,
        hint: () => say`请换一台电脑，或者使用这些 CPU 的虚拟机、云服务器。`,
      },
      'userland-32': {
        message: ({ arch }) =>
          say`内核是 ${arch}，但系统本身是 32 位的：它的 Docker 会去拉 32 位镜像，而节点需要 64 位镜像`,
        hint: () => say`安装 64 位的系统（树莓派请用 64 位的 Raspberry Pi OS）。`,
      },
      emulated: {
        message: ({ node, arch }) =>
          say`当前的 Node 是为 ${node} 编译的，正在 ${arch} 的 CPU 上模拟运行；用同样方式安装的其他程序也会装错架构`,
        hint: ({ arch }) =>
          say`k8s-doctor 以真实的 CPU 为准。请安装 ${arch} 版的 Node，并使用不经过 Rosetta 模拟的终端。`,
      },
    },
  },
  'host/os': {
    title: '操作系统',
    problems: {
      'wsl-1': {
        message: () =>
          say`这是 WSL 1：里面没有 Linux 内核，Docker 引擎和 Kubernetes 节点都无法运行`,
        hint: () =>
          say`在 Windows 终端里用 wsl --list --verbose 查看发行版的名字，再用 wsl --set-version 名字 2 把它升级到 WSL 2。`,
      },
      'wsl-no-systemd': {
        message: () =>
          say`这个 WSL 没有运行 systemd，没有人去启动 Docker 引擎，节点也可能找不到需要的 cgroup`,
        hint: ({ section }) =>
          section.value === 'absent'
            ? say`在 /etc/wsl.conf 里写上 [boot] 和 systemd=true 两行，然后关闭 WSL 再重新打开。WSL 版本太旧时先运行 wsl --update。使用 Docker Desktop 则不需要这样做。`
            : say`/etc/wsl.conf 里已经有 [boot] 一节：在其中设置 systemd=true，然后关闭 WSL 再重新打开。WSL 版本太旧时先运行 wsl --update。`,
      },
      'end-of-life': {
        message: ({ name, since }) =>
          say`${name} 从 ${since} 起不再有免费更新：软件源陆续下线，Docker 和内核也一直停在旧版本`,
        hint: () =>
          say`只是看一看还够用；正式学习请换成 Ubuntu 24.04、Debian 12 或 Rocky Linux 9。CentOS 7 的软件包现在只能从归档源（vault）下载。`,
      },
    },
  },
  'host/nesting': {
    title: '不在容器里',
    problems: {
      'engine-outside': {
        message: ({ kind }) =>
          say`这里是一个容器（${kind}），而 Docker 引擎在容器外面：节点的端口开在外面的 127.0.0.1 上，这里的 minikube 连不上它`,
        hint: () =>
          say`到引擎所在的机器上运行 minikube，或者用 --network=host 启动这个容器。在 CI 里请让任务直接运行在虚拟机上。这个容器的文件和资源限制对节点不起作用。`,
      },
      nested: {
        message: ({ kind }) =>
          say`这里是一个容器（${kind}）：在里面运行引擎和节点需要完整的特权，而且会受这个容器的资源限制`,
        hint: () =>
          say`最稳妥的办法是使用虚拟机。否则容器必须是特权容器（LXC 要打开 security.nesting）；在 cgroup v2 上 minikube 至少要 1.31.2。`,
      },
      'no-kmsg': {
        message: () => say`这个容器里没有 /dev/kmsg；kubelet 启动时要打开它，没有就起不来`,
        hint: () =>
          say`把这个设备交给容器：docker 或 podman 加上 --device /dev/kmsg，LXC 则在配置里添加。`,
      },
    },
  },
  'host/virtualization': {
    title: '硬件虚拟化',
    problems: {
      'no-cpu-support': {
        message: ({ driver }) =>
          say`这里的 CPU 没有提供 VT-x 或 AMD-V；${driver} 驱动无法启动虚拟机`,
        hint: () =>
          say`改用 docker 驱动，它不需要虚拟化。或者在固件（BIOS）里打开虚拟化；如果本身就在虚拟机里，要在宿主机上允许嵌套虚拟化。`,
      },
      'no-kvm': {
        message: ({ driver }) => say`没有 /dev/kvm；${driver} 驱动无法启动虚拟机`,
        hint: () => say`改用 docker 驱动，它不需要虚拟化。或者加载内核模块 kvm_intel 或 kvm_amd。`,
      },
    },
  },
  'host/cgroup': {
    title: '控制组（cgroup）',
    problems: {
      'v1-refused': {
        message: ({ kubernetes, minikube }) =>
          say`这台机器用的是 cgroup v1；Kubernetes ${kubernetes} 的 kubelet 拒绝在上面运行，而 minikube ${minikube} 还不会让它放行`,
        hint: (args) =>
          say`${nearestPairHint(args)}想用 cgroup v2：换新一点的系统，或者加上内核参数 systemd.unified_cgroup_hierarchy=1 再重启。`,
      },
      'v2-refused': {
        message: ({ kubernetes }) =>
          say`这台机器用的是 cgroup v2；Kubernetes ${kubernetes} 的 kubelet 只认识 v1，无法启动`,
        hint: (args) =>
          say`${nearestPairHint(args)}想用 cgroup v1：在系统还支持的情况下加上内核参数 systemd.unified_cgroup_hierarchy=0 再重启。`,
      },
      'v2-node-refused': {
        message: ({ minikube, engine }) => [
          ...say`这台机器用的是 cgroup v2；minikube ${minikube} 的节点在上面启动不了`,
          ...(engine === undefined ? [] : say`：节点里的 Docker ${engine} 不认识 v2`),
        ],
        hint: nearestPairHint,
      },
      'v2-node-unproven': {
        message: ({ minikube }) =>
          say`这台机器用的是 cgroup v2；k8s-doctor 不知道 minikube ${minikube} 的节点能不能在上面启动`,
        hint: () => say`第一个支持 cgroup v2 的版本是 minikube v1.18.0。`,
      },
    },
  },
  'host/inotify': {
    title: '文件监视上限',
    problems: {
      low: {
        message: ({ nodes, instances, watches }) =>
          say`内核只允许每个用户 ${instances} 个 inotify 实例和 ${watches} 个监视；有 ${nodes} 个节点时，kube-proxy 等程序会因为 "too many open files" 停下`,
        hint: ({ needed, neededWatches }) =>
          say`至少提高到 ${needed} 个实例和 ${neededWatches} 个监视。`,
      },
    },
  },
  'host/clock': {
    title: '系统时钟',
    problems: {
      wrong: {
        message: ({ off, side }) =>
          side.value === 'behind'
            ? say`这台机器的时钟慢了 ${off}：证书会被当作尚未生效，下载和集群都会失败`
            : say`这台机器的时钟快了 ${off}：证书会被当作过期或尚未生效，下载和集群都会失败`,
        hint: () => say`让系统从网络校准时间，然后再检查一次。`,
      },
      drifting: {
        message: ({ off, side }) =>
          side.value === 'behind' ? say`这台机器的时钟慢了 ${off}` : say`这台机器的时钟快了 ${off}`,
        hint: () => say`现在还没有影响；如果不管它，证书迟早会被当作尚未生效。`,
      },
    },
  },
}
