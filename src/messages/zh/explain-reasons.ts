import type { ReasonAdvice } from '../../explain/reason-advice.ts'

/** minikube 的出错代码该怎么办。 */
export const reasonAdvice: Readonly<Record<ReasonAdvice, string>> = {
  drive: '在 Windows 上，minikube 要从 C 盘运行：请先切换过去（cd C:\\）。',
  tunnel: '这个集群已经有一条隧道在运行。请直接使用它，或者在它的终端里按 Ctrl-C 结束它。',
  interrupted: '命令被 Ctrl-C 或信号中断了。请重新执行，等它运行完。',
  memory: '节点的内存用完了。请关闭其他程序，或者多分一些内存：minikube start --memory=4g。',
  hyperv:
    '请以管理员身份打开 PowerShell，启用 Hyper-V 及其 PowerShell 模块，然后重启 Windows。也可以改用 Docker Desktop：minikube start --driver=docker。',
  virtualbox:
    'VirtualBox 没有安装、被系统阻止，或者与 Hyper-V 冲突。请重新安装并重启电脑，或者不用它：minikube start --driver=docker。',
  kvm: '请执行 virt-host-validate qemu，它会指出缺少什么。当前用户要在 libvirt 组里（加入后重新登录），libvirtd 要在运行。也可以不用 KVM：minikube start --driver=docker。',
  mac: '虚拟机没有从 macOS 得到网络。请重启网络服务（sudo brew services restart socket_vmnet），并在防火墙里允许 bootpd；也可以不用虚拟机：minikube start --driver=docker。',
  none: 'none 驱动要求 root 权限，并且节点所需的一切（conntrack、crictl、cri-dockerd、CNI 插件）都装在这台机器上。上课请用 minikube start --driver=docker。',
  desktop:
    'Docker Desktop 不允许使用这个目录。请在 Settings → Resources → File sharing 里允许它，然后重启 Docker Desktop。',
  docker: '请执行 docker info，看引擎自己怎么说。重启引擎后再启动集群。',
  paused: '请执行 minikube status。暂停的集群用 minikube unpause 恢复。',
  driver:
    '这个驱动在这里不能用。请安装并启动 Docker，再执行 minikube start --driver=docker；k8s-doctor 会检查它需要什么。',
  deadline:
    '节点没有在规定时间内就绪。请看 minikube status 和 docker ps；给引擎多分一些 CPU 和内存，再启动一次。',
  machine:
    'minikube 连不上集群所在的机器，或者读不了它的记录。请先保存 minikube logs --file=logs.txt；日志里看不出原因时，可以 minikube delete 后重新启动，但集群里的一切都会丢失。',
  mount: '请确认目录存在并且可读，节点能穿过防火墙访问这台机器，然后重新执行 minikube mount。',
  download: '有东西下载不下来。k8s-doctor 会找出从这里能访问的下载源；设置代理或镜像站后再启动。',
  image:
    '请用 docker images 核对镜像名，用 minikube image ls 看节点里有什么。节点里的引擎怎么回答，见 minikube logs。',
  addon:
    '请用 minikube addons list 核对插件的名称和状态，用 kubectl get pods -A 看哪些 Pod 没有运行：多半是镜像拉取不下来。',
  browser:
    '这里没有浏览器。可以只显示地址：minikube service NAME --url，或者 minikube dashboard --url。',
  service: '请看 kubectl get pods,services,endpoints：服务后面要有处于 Running 并且 Ready 的 Pod。',
  environment:
    '这个命令要求集群正在运行，并且运行时和驱动支持它。请看 minikube status 和 minikube profile list。',
  usage:
    '参数或者它的值不对。请看 minikube COMMAND --help；以前设置过的值见 minikube config view。',
  files:
    '请确认当前用户能写 ~/.minikube 和 ~/.kube（ls -ld ~/.minikube ~/.kube），并且磁盘还有空间。',
  creating:
    '节点没有创建或者启动成功；代码后面的话说的是哪一步。请执行 minikube logs --file=logs.txt，再执行 k8s-doctor explain logs.txt。',
  node: '出错的地方在节点里。请执行 minikube logs --file=logs.txt，再执行 k8s-doctor explain logs.txt。',
  program:
    '是 minikube 自己出错了。请加上 --alsologtostderr 再执行一次；新版的 minikube 也许已经修好。',
}
