import type { ByHandCode } from '../../explain/signatures/by-hand.ts'
import type { WordsOf } from '../../explain/wording.ts'
import { say } from '../../model/text.ts'
import { own } from '../../model/value.ts'

/** 输入或安装时出的错。 */
export const byHand: WordsOf<ByHandCode> = {
  'log/completion': {
    message: () => say`这个 shell 的自动补全需要软件包 bash-completion`,
    hint: () =>
      say`安装它（apt-get install bash-completion 或 yum install bash-completion），打开新的终端，再执行 source <（kubectl completion bash）。kubectl 本身没有问题。`,
  },
  'log/docker-service': {
    message: () => say`Docker 服务启动不了`,
    hint: () =>
      say`原因在它的日志末尾：sudo journalctl -u docker --no-pager -n 50。常见的有：/etc/docker/daemon.json 写错、磁盘满了、containerd 没有运行。可以交给 ${own('explain', '-')} 查看。`,
  },
  'log/docker-no-service': {
    message: () => say`这里没有 docker 服务：Docker 引擎没有以服务的方式安装`,
    hint: () =>
      say`可能只装了 docker 命令，也可能引擎来自 snap 或 Docker Desktop，它们有自己的服务。请安装引擎：在那台机器上运行 k8s-doctor 会给出方法。`,
  },
  'log/nosuid': {
    message: () => say`节点里的 sudo 用不了：Docker 的数据目录所在的文件系统带有 nosuid 选项`,
    hint: () =>
      say`findmnt -T /var/lib/docker（或 docker info 里的数据目录）会显示挂载选项。重新挂载时去掉 nosuid，或者在 /etc/docker/daemon.json 里把 data-root 换到别的磁盘；然后删除集群再启动。`,
  },
  'log/wsl-1': {
    message: () => say`这个发行版运行在 WSL 1 中，没有 Docker 需要的 Linux 内核`,
    hint: () =>
      say`在 Windows 里：wsl -l -v 会显示它的名字，wsl --set-version 名称 2 会转换它。然后在 Docker Desktop 的 Settings → Resources → WSL integration 里勾选。`,
  },
  'log/none-missing': {
    message: ({ name }) =>
      name === undefined
        ? say`none 驱动需要的程序这台机器上没有`
        : say`none 驱动需要 ${name}，这台机器上没有，或者没有运行`,
    hint: () =>
      say`请用 docker 驱动：minikube start --driver=docker，它的节点里什么都有。用 none 驱动时，机器本身要有 conntrack、socat、crictl、cri-dockerd、containernetworking-plugins 和运行中的容器运行时。`,
  },
  'log/package-gone': {
    message: ({ name }) =>
      name === undefined ? say`软件源里没有这个版本` : say`软件源里没有这个版本的 ${name}`,
    hint: () =>
      say`pkgs.k8s.io 从 1.24 起每个次版本有一个单独的仓库，版本号以 -1.1 之类结尾：apt-cache madison kubeadm 会列出来。更旧的版本，例如 1.23.3-00，只有旧仓库的镜像站才有；minikube 不需要这些软件包。`,
  },
  'log/container-prefix': {
    message: () => say`有几个容器或镜像以这几个字符开头`,
    hint: () => say`多写几个字符，或者用名字：docker ps -a`,
  },
  'log/container-stopped': {
    message: ({ name }) => (name === undefined ? say`容器已经结束` : say`容器 ${name} 已经结束`),
    hint: () =>
      say`docker exec 只能用于运行中的容器。docker ps -a 会显示它为什么结束；带 --rm 启动的结束后就没有了：重新 docker run，加上 -d，并运行一个不会退出的程序。`,
  },
  'log/volume-name': {
    message: ({ name }) =>
      name === undefined
        ? say`docker run -v 后面写的不是目录，也不是卷的名字`
        : say`docker run -v 后面写的 ${name} 不是目录，也不是卷的名字`,
    hint: () =>
      say`目录要写完整的路径，例如 -v "$(pwd)":/data；{ } 或 < > 里的内容是示例中的占位符，要换成自己的。`,
  },
  'log/hyperv-off': {
    message: () => say`Hyper-V 没有启用，或者这里不能用`,
    hint: () =>
      say`以管理员身份打开 PowerShell：Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All，然后重启 Windows。Windows 家庭版没有 Hyper-V；在虚拟机里需要开启嵌套虚拟化。用 docker 驱动更简单：minikube start --driver=docker`,
  },
  'log/resource-type': {
    message: ({ name }) =>
      name === undefined ? say`Kubernetes 没有这种对象` : say`Kubernetes 没有叫 ${name} 的对象类型`,
    hint: () =>
      say`类型要写在名字前面：kubectl delete pod 名称，或者 pod/名称。kubectl api-resources 会列出所有类型。`,
  },
  'log/exec-dashes': {
    message: () => say`kubectl exec 的 Pod 和命令之间要有 --`,
    hint: () => say`例如：kubectl exec -it POD -- sh`,
  },
}
