import type { KubernetesCode } from '../../explain/signatures/kubernetes.ts'
import type { WordsOf } from '../../explain/wording.ts'
import { say } from '../../model/text.ts'

/** 集群自己说的话。 */
export const kubernetes: WordsOf<KubernetesCode> = {
  'log/node-not-ready': {
    message: ({ name }) =>
      name === undefined ? say`节点还没有就绪` : say`节点 ${name} 还没有就绪`,
    hint: (_, { tool }) =>
      tool === 'kubeadm'
        ? say`kubectl describe node 的 Conditions 会说明原因。刚执行完 kubeadm init 时，多半是还没有安装网络插件：安装一个，例如 flannel 或 Calico。`
        : say`kubectl describe node 的 Conditions 会说明原因。启动后的第一分钟里这是正常的。`,
  },
  'log/cni-missing': {
    message: ({ name }) =>
      name === undefined
        ? say`集群没有网络插件（CNI），节点无法就绪`
        : say`节点上没有网络插件（CNI）${name}，Pod 得不到网络`,
    hint: (_, { tool }) =>
      tool === 'kubeadm'
        ? say`执行完 kubeadm init 之后要安装一个，例如 flannel 或 Calico；它的地址段必须和 kubeadm init 的 --pod-network-cidr 一致。`
        : say`启动后的第一分钟里这是正常的。如果一直这样：删除集群再启动；网络慢时，插件的镜像可能还在下载。`,
  },
  'log/flannel': {
    message: () => say`flannel 没有写出它的子网文件：它的 Pod 没有在这个节点上运行`,
    hint: () =>
      say`kubectl -n kube-flannel get pods（旧版本在 kube-system）和它们的日志会说明原因。多半是 kubeadm init 没有加 flannel 默认要求的 --pod-network-cidr=10.244.0.0/16。不要手写 subnet.env：重启后就没有了。`,
  },
  'log/unschedulable': {
    message: ({ said }) =>
      said === undefined ? say`没有节点能运行这个 Pod` : say`没有节点能运行这个 Pod：${said}`,
    hint: () =>
      say`Insufficient cpu 或 memory：把 resources.requests 改小、删除别的 Pod，或者建一个更大的集群。控制平面的污点：只有一个节点的 kubeadm 集群可以去掉它：kubectl taint nodes --all node-role.kubernetes.io/control-plane-`,
  },
  'log/sandbox': {
    message: ({ said }) =>
      said === undefined
        ? say`节点上的运行时无法创建 Pod`
        : say`节点上的运行时无法创建 Pod：${said}`,
    hint: () =>
      say`这一行的末尾就是原因：网络插件（cni）、pause 镜像，或者 runc。kubectl -n kube-system get pods -o wide 可以看到网络插件是否在运行。`,
  },
  'log/pod-oom': {
    message: ({ name }) =>
      name === undefined
        ? say`有容器的内存超过上限，被结束了`
        : say`Pod ${name} 的容器内存超过上限，被结束了`,
    hint: () => say`调大 resources.limits.memory，或者让程序少用内存。`,
  },
  'log/pod-config': {
    message: ({ name, id }) =>
      id === undefined
        ? name === undefined
          ? say`Pod 引用了不存在的 ConfigMap 或 Secret`
          : say`Pod ${name} 引用了不存在的 ConfigMap 或 Secret`
        : say`Pod 引用了不存在的 ConfigMap、Secret 或键：${id}`,
    hint: () =>
      say`在 Pod 所在的命名空间里创建它，或者改正名字：kubectl get configmaps,secrets 会列出已有的。`,
  },
  'log/pod-image-name': {
    message: ({ image }) =>
      image === undefined ? say`镜像的名字不合法` : say`${image} 不是合法的镜像名`,
    hint: () =>
      say`镜像名的格式是 仓库/路径：标签，全部小写，没有空格，也没有 http://；示例里的 { } 或 < > 要换成真正的内容。`,
  },
  'log/pod-image-never': {
    message: ({ image, name }) => {
      const what = image ?? name
      return what === undefined
        ? say`节点上没有这个镜像，而 imagePullPolicy: Never 不允许拉取`
        : say`节点上没有这个镜像，而 imagePullPolicy: Never 不允许拉取：${what}`
    },
    hint: (_, { tool }) =>
      ({
        minikube: say`docker build 做出的镜像在本机，不在节点里：minikube image load 名称，或者 minikube image build。`,
        kind: say`docker build 做出的镜像在本机，不在节点里：kind load docker-image 名称。`,
        kubeadm: say`把镜像带到每个节点：docker save，然后 ctr -n k8s.io images import。`,
      })[tool],
  },
  'log/pod-start': {
    message: ({ name, id }) =>
      id === undefined
        ? name === undefined
          ? say`容器无法启动`
          : say`Pod ${name} 的容器无法启动`
        : say`镜像里没有程序 ${id}，容器无法启动`,
    hint: () =>
      say`改正 command 或 args：每个词是单独的一项，用到管道时要通过 shell（sh -c）。很多小镜像只有 sh，没有 bash。`,
  },
  'log/pod-pending': {
    message: ({ name }) => (name === undefined ? say`有 Pod 在等节点` : say`Pod ${name} 在等节点`),
    hint: () =>
      say`kubectl describe pod 的末尾会说明原因：CPU 或内存不够、节点没有就绪，或者卷不存在。`,
  },
  'log/join-unreachable': {
    message: ({ name }) =>
      name === undefined ? say`本机连不上要加入的控制平面` : say`本机连不上 ${name} 的控制平面`,
    hint: () =>
      say`先在本机试 nc -vz 地址 6443。在控制平面的防火墙和安全组里开放 6443 端口；10.0.2.15 是每台 VirtualBox 虚拟机都一样的 NAT 地址：kubeadm init 要用 --apiserver-advertise-address= 写明别的机器能访问的地址。`,
  },
  'log/join-token': {
    message: () => say`kubeadm join 的令牌或哈希已经无效`,
    hint: () =>
      say`令牌只有 24 小时有效。在控制平面上生成新的命令，再到这里以 root 身份运行：kubeadm token create --print-join-command`,
  },
  'log/kubelet-config': {
    message: () => say`kubelet 还没有配置文件，它由 kubeadm 写出`,
    hint: () =>
      say`在 kubeadm init 或 join 之前这是正常的：kubelet 会一直重试，直到有了这个文件。之后还这样，就要看 kubeadm 为什么没有走到那一步。`,
  },
  'log/swap': {
    message: () => say`开着交换分区，kubelet 拒绝运行`,
    hint: () => say`关闭交换分区，并从 /etc/fstab 中去掉；kubelet 随后会自己启动。`,
  },
  'log/cgroup-driver': {
    message: ({ id, name }) =>
      id === undefined || name === undefined
        ? say`kubelet 和容器运行时管理 cgroup 的方式不同，kubelet 无法启动`
        : say`kubelet 用 ${id} 管理 cgroup，Docker 用 ${name}，kubelet 无法启动`,
    hint: (_, { tool }) =>
      tool === 'kubeadm'
        ? say`两边都用 systemd：在 /etc/docker/daemon.json 写 "exec-opts": ["native.cgroupdriver=systemd"] 并重启 docker，再在 /var/lib/kubelet/config.yaml 写 cgroupDriver: systemd 并重启 kubelet。`
        : say`删除集群再启动，让 minikube 重新询问 Docker；如果还这样，启动时加上 --extra-config=kubelet.cgroup-driver= 和 Docker 所用的值。`,
  },
  'log/cgroup-no-systemd': {
    message: () => say`Docker 设置成用 systemd 管理 cgroup，而那里没有运行 systemd`,
    hint: () =>
      say`WSL：在 /etc/wsl.conf 的 [boot] 下写 systemd=true，再执行 wsl --shutdown。其他情况：从 daemon.json 里去掉 native.cgroupdriver=systemd（Docker Desktop：Settings → Docker Engine），或者升级 Docker。`,
  },
  'log/cluster-certificates': {
    message: () => say`集群的证书是 minikube 另一个自己的 CA 签发的：来自以前的 ~/.minikube`,
    hint: () => say`没有人截取连接，这不是网络问题。删除集群再启动，就会有新的证书。`,
  },
  'log/webhook': {
    message: ({ name }) =>
      name === undefined
        ? say`API 服务器要询问集群里的准入 webhook，而它没有应答`
        : say`API 服务器要询问集群里的准入 webhook ${name}，而它没有应答`,
    hint: () =>
      say`它的 Pod 没有就绪，或者镜像没有拉到：ingress 用 kubectl -n ingress-nginx get pods 查看。等到 1/1 再重新 apply。删除 webhook 只是关掉了检查。`,
  },
  'log/addon-waits': {
    message: ({ name }) =>
      name === undefined ? say`插件的 Pod 没有就绪` : say`插件 ${name} 的 Pod 没有就绪`,
    hint: () =>
      say`几乎都是镜像没有拉到：先 kubectl get pods -A，再看 kubectl describe pod 的末尾。可以用 minikube addons enable 名称 --images= --registries= 换成别的地址，或者用 minikube image load 装入镜像。`,
  },
  'log/node-no-docker': {
    message: () => say`节点用 containerd 或 CRI-O 运行容器，docker 在那里看不到任何东西`,
    hint: () =>
      say`在节点里用 crictl：sudo crictl ps -a。它相当于 docker 运行时里的 docker ps；minikube start --container-runtime=docker 会建一个用 docker 的集群。`,
  },
  'log/image-not-cached': {
    message: ({ image }) =>
      image === undefined ? say`镜像源没有 minikube 要的镜像` : say`镜像源没有镜像 ${image}`,
    hint: () =>
      say`镜像源缺少它，或者没有应答；节点会自己再试。在那台机器上运行 k8s-doctor 会逐个询问。`,
  },
  'log/no-browser': {
    message: () => say`这台机器没有浏览器，或者没有图形界面`,
    hint: () =>
      say`让 minikube 只打印地址：minikube dashboard --url，或者 minikube service 名称 --url。这个地址只有本机能访问；从别的机器要用 ssh -L 端口：127.0.0.1：端口。`,
  },
  'log/kind-exists': {
    message: ({ name }) =>
      name === undefined ? say`kind 已经有同名的集群` : say`kind 已经有名为 ${name} 的集群`,
    hint: () =>
      say`可以直接用它（kind export kubeconfig），或者先删除（kind delete cluster --name 名称）。删除后里面的内容会丢失。`,
  },
  'log/probe': {
    message: ({ said }) =>
      said === undefined ? say`有 Pod 没有通过探针检查` : say`有 Pod 没有通过探针检查：${said}`,
    hint: () =>
      say`启动过程中这是正常的。如果一直这样：探针的端口或路径写错了，或者程序没有运行：kubectl logs。`,
  },
}
