import type { LogWords } from '../../explain/wording.ts'
import { say } from '../../model/text.ts'

/** 日志里关于机器、用户和工具的话。 */
export const machine: LogWords<'host'> & LogWords<'user'> & LogWords<'tools'> = {
  'host/virtualization/no-cpu-support': {
    message: () => say`这里的 CPU 没有提供 VT-x 或 AMD-V，这个驱动无法启动虚拟机`,
    hint: () => say`改用 docker 驱动（minikube start --driver=docker），或在 BIOS 里打开虚拟化。`,
  },
  'host/virtualization/no-kvm': {
    message: () => say`这里不能使用 KVM，这个驱动无法启动虚拟机`,
    hint: () => say`改用 docker 驱动：minikube start --driver=docker`,
  },
  'host/cgroup/v1-refused': {
    message: () => say`这台机器用的是 cgroup v1，这个版本的 kubelet 拒绝在上面运行`,
    hint: () =>
      say`换用较旧的 Kubernetes（低于 1.35），或 minikube 1.38 以上，或以 cgroup v2 启动系统。`,
  },
  'host/cgroup/v2-refused': {
    message: () => say`这台机器用的是 cgroup v2，这个版本的 kubelet 只认识 v1`,
    hint: () => say`换用 Kubernetes 1.19 以上；课程用的 1.23 在两种上都能运行。`,
  },
  'host/os/wsl-no-systemd': {
    message: () => say`系统没有按容器需要的方式挂载 cgroup；没有启用 systemd 的 WSL 就会这样`,
    hint: () =>
      say`在 /etc/wsl.conf 的 [boot] 下写 systemd=true，在 Windows 里执行 wsl --shutdown，再重新打开。`,
  },
  'host/os/end-of-life': {
    message: () => say`CentOS 7 已停止维护：mirrorlist.centos.org 已经不在，yum 找不到软件包`,
    hint: () =>
      say`请换用仍在维护的系统（Ubuntu 22.04、Rocky 9）；在此之前可把 /etc/yum.repos.d 指向 vault 镜像。`,
  },
  'host/nesting/no-kmsg': {
    message: () => say`没有 /dev/kmsg：这里是容器，缺了它 kubelet 无法启动`,
    hint: () => say`启动外层容器时加上 --privileged，或改用虚拟机。`,
  },
  'host/nesting/nested': {
    message: () => say`节点不能管理自己的 cgroup：看起来是容器里又套了容器`,
    hint: () => say`请用虚拟机；在 cgroup v2 上，minikube 1.31.2 以上会好一些。`,
  },
  'host/inotify/low': {
    message: () => say`内核的 inotify 限额用完了`,
    hint: () =>
      say`把 fs.inotify.max_user_instances 调到 512、fs.inotify.max_user_watches 调到 65536 以上。`,
  },
  'host/clock/wrong': {
    message: () => say`证书被认为已过期或尚未生效：多半是这台机器的时钟不对`,
    hint: () =>
      say`把时钟校准并保持同步。如果时钟没有错，那就是集群证书超过了一年：先 minikube delete 再启动。`,
  },
  'user/root/login': {
    message: ({ id }) =>
      id?.value === 'next'
        ? say`这次启动是以 root 身份输入的；等 Docker 能应答了，minikube 的 docker 驱动就会拒绝 root`
        : say`minikube 的 docker 驱动拒绝 root`,
    hint: () =>
      say`请用 docker 组里的普通用户启动。用完就扔的机器上也可以加 --force，但那会同时关掉 minikube 对 CPU、内存和版本的检查。`,
  },
  'user/files/foreign-owner': {
    message: ({ path }) =>
      path === undefined
        ? say`minikube 或 kubectl 的文件属于别的用户：曾经用 sudo 运行过`
        : say`${path} 属于别的用户：曾经用 sudo 运行过 minikube 或 kubectl`,
    hint: () => say`把 ~/.minikube 和 ~/.kube 的属主改回来，以后不要用 sudo 运行 minikube。`,
  },
  'user/files/not-yours': {
    message: ({ path }) =>
      path === undefined
        ? say`KUBECONFIG 或 MINIKUBE_HOME 指向这个用户不能用的地方`
        : say`这个用户不能用 ${path}，而 KUBECONFIG 或 MINIKUBE_HOME 指向那里`,
    hint: () => say`取消 KUBECONFIG，或让它指向自己的文件。`,
  },
  'user/files/no-place': {
    message: () => say`minikube 无法在主目录里建立自己的目录`,
    hint: () => say`让主目录可写，或把 MINIKUBE_HOME 指到可写的地方。`,
  },
  'user/locks/foreign': {
    message: ({ path }) =>
      path === undefined
        ? say`别的用户或 sudo 在这里运行过 minikube，留下了这个用户打不开的锁`
        : say`别的用户或 sudo 在这里运行过 minikube，留下了锁 ${path}`,
    hint: () =>
      say`确认没有 minikube 在运行后，删除 /tmp/juju-mk* 这些文件。不要改 fs.protected_regular。`,
  },
  'tools/minikube/absent': {
    message: () => say`没有安装 minikube，或者不在 PATH 里`,
    hint: () => say`请安装课程指定的版本。`,
  },
  'tools/minikube/other-platform': {
    message: () => say`这个 minikube 是为别的 CPU 或系统编译的`,
    hint: () =>
      say`下载适合本机的文件：Intel 和 AMD 用 amd64，苹果芯片和 ARM 用 arm64；再删除它建的集群。`,
  },
  'tools/minikube/windows-exe': {
    message: () => say`这个 minikube 是 Windows 程序，在 WSL 里操作的是 Windows 的文件`,
    hint: () => say`在 WSL 里安装 Linux 版。`,
  },
  'tools/minikube/not-a-program': {
    message: () => say`这个 minikube 不是程序，而是一个网页：下载出错了`,
    hint: () => say`重新下载，并核对校验和。`,
  },
  'tools/minikube/not-executable': {
    message: () => say`这个 minikube 没有执行权限`,
    hint: () => say`加上执行权限：chmod +x，或用 install -m 0755 安装。`,
  },
  'tools/kubectl/absent': {
    message: () => say`没有安装 kubectl，或者不在 PATH 里`,
    hint: () => say`安装 kubectl，或者用 minikube kubectl -- 代替。别名在脚本和 sudo 里不起作用。`,
  },
  'tools/kubectl/other-platform': {
    message: () => say`这个 kubectl 是为别的 CPU 或系统编译的`,
    hint: () => say`下载适合本机的文件：Intel 和 AMD 用 amd64，苹果芯片和 ARM 用 arm64。`,
  },
  'tools/kubectl/not-a-program': {
    message: () => say`这个 kubectl 不是程序，而是一个网页：下载出错了`,
    hint: () => say`重新下载，并核对校验和。`,
  },
  'tools/kubectl/not-executable': {
    message: () => say`这个 kubectl 没有执行权限`,
    hint: () => say`加上执行权限：chmod +x，或用 install -m 0755 安装。`,
  },
  'tools/kubectl/skew': {
    message: ({ version, wanted }) =>
      version === undefined || wanted === undefined
        ? say`kubectl 和集群的版本相差太远`
        : say`kubectl 是 ${version}，集群是 ${wanted}：相差超过一个小版本`,
    hint: () => say`安装与集群同一小版本的 kubectl，或者用 minikube kubectl -- 代替。`,
  },
  'tools/pair/kubernetes-untested': {
    message: ({ version }) =>
      version === undefined
        ? say`这个 Kubernetes 比 minikube 认识的还新：可以试，但没有人测试过`
        : say`Kubernetes ${version} 比这个 minikube 认识的还新：可以试，但没有人测试过`,
    hint: () => say`请用课程指定的版本。`,
  },
  'tools/pair/kubernetes-too-old': {
    message: () => say`要启动的 Kubernetes 太旧，这个 minikube 拒绝`,
    hint: () =>
      say`请用课程指定的 minikube:1.36.0 是最后一个接受 Kubernetes 1.23 的版本。不要用 --force，没有人测试过。`,
  },
  'tools/pair/cpu': {
    message: () => say`在这种 CPU 上，这个 minikube 不能使用 docker 驱动`,
    hint: () => say`换用更新的 minikube:1.17.0 起支持 arm64。`,
  },
  'tools/pair/kicbase': {
    message: () => say`节点用的是别的 minikube 版本的基础镜像`,
    hint: () => say`去掉 --base-image，或用这个 minikube 对应的标签，然后删除集群重新启动。`,
  },
}
