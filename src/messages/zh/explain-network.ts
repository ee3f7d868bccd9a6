import type { LogWords } from '../../explain/wording.ts'
import { say } from '../../model/text.ts'

/** 日志里关于资源、网络和集群的话。 */
export const network: LogWords<'resources'> & LogWords<'network'> & LogWords<'cluster'> = {
  'resources/cpu/too-few': {
    message: () => say`CPU 数量少于 minikube 和 Kubernetes 的需要，或少于所要求的`,
    hint: () => say`给这台机器（或 Docker Desktop）至少 2 个 CPU;--cpus 不要超过实际数量。`,
  },
  'resources/memory/too-little': {
    message: () => say`内存太小，minikube 无法启动`,
    hint: () => say`给这台机器（或 Docker Desktop）4 GiB 以上的内存；4 个 CPU、8 GiB 比较宽裕。`,
  },
  'resources/memory/default-too-big': {
    message: () => say`要求的内存比实际的还多`,
    hint: () => say`要少一点：--memory= 取实际内存的八成左右，或者不加这个参数。`,
  },
  'resources/memory/tight': {
    message: () => say`内存偏小：能启动，但不够宽裕`,
    hint: () => say`给这台机器（或 Docker Desktop）多一些内存。`,
  },
  'resources/disk/full': {
    message: () => say`磁盘已满`,
    hint: () =>
      say`在 Docker 和 ~/.minikube 所在的磁盘上腾出空间：至少 5 GB，最好 20 GB。先看是什么占用的，再删除没人要的东西。`,
  },
  'resources/disk/tight': {
    message: () => say`磁盘快满了`,
    hint: () => say`上课之前腾出一些空间，20 GB 比较宽裕。`,
  },
  'network/proxy/unreachable': {
    message: ({ host }) =>
      host === undefined
        ? say`代理连不上，所有下载都要经过它，因此全部失败`
        : say`代理 ${host} 连不上，所有下载都要经过它，因此全部失败`,
    hint: () =>
      say`启动代理，或去掉 HTTP_PROXY 和 HTTPS_PROXY；docker pull 用的是 Docker 自己的代理设置。`,
  },
  'network/proxy/no-proxy': {
    message: () => say`设置了代理，但 NO_PROXY 没有排除集群：与集群的通信会走代理，到不了`,
    hint: () =>
      say`把 localhost,127.0.0.1,10.96.0.0/12,192.168.49.0/24 加入 NO_PROXY 和 no_proxy，再启动。`,
  },
  'network/proxy/loopback': {
    message: () => say`代理只监听本机的回环地址：minikube 能用，节点用不了`,
    hint: () =>
      say`在本机拉取镜像再交给集群（minikube image load），或让代理同时监听 Docker 网桥的地址。`,
  },
  'network/online/proxy-refuses': {
    message: () => say`代理有应答，但不放行任何请求：它要用户名和密码`,
    hint: () => say`写进 HTTPS_PROXY；Docker 的写进它自己的代理设置。`,
  },
  'network/online/offline': {
    message: () => say`没有通往互联网的路由`,
    hint: () => say`连上网络再试。`,
  },
  'network/dns/node': {
    message: ({ host }) =>
      host === undefined
        ? say`节点里面解析不了域名`
        : say`节点里面解析不了 ${host}，不管本机能不能解析`,
    hint: () =>
      say`给 Docker 一个它能用的域名服务器：/etc/docker/daemon.json 里的 "dns"，然后重启 Docker。VPN 和防火墙也会造成这种情况。`,
  },
  'network/dns/no-answer': {
    message: ({ host }) => (host === undefined ? say`有域名解析不了` : say`域名 ${host} 解析不了`),
    hint: () =>
      say`如果什么域名都解析不了，问题在网络或域名服务器；如果只有这一个，就是它被屏蔽或写错了。`,
  },
  'network/dns/forged': {
    message: ({ address }) =>
      address === undefined
        ? say`域名服务器对 Docker Hub 的回答是伪造的`
        : say`域名服务器对 Docker Hub 的回答是伪造的：${address} 不是 Docker 的地址`,
    hint: () => say`这样拉不到 Docker Hub 的镜像：请用有应答的镜像源，或换一个域名服务器。`,
  },
  'network/subnet/none-free': {
    message: () => say`找不到空闲的网段给节点：minikube 会试的网段这里都在用`,
    hint: () =>
      say`启动时用 --subnet= 指定没人用的网段，例如 10.200.49.0/24；并删除旧集群留下的网络。`,
  },
  'network/firewall/chain-missing': {
    message: () => say`Docker 的防火墙规则不见了：Docker 启动之后被清空过`,
    hint: () => say`重启 Docker，它会重新建立规则；其中运行的容器会停止。`,
  },
  'network/firewall/forwarding-off': {
    message: () => say`IPv4 转发被关闭：容器访问不了外面`,
    hint: () => say`设置 net.ipv4.ip_forward=1；Docker 启动时会这样做。`,
  },
  'network/firewall/active': {
    message: () => say`防火墙在运行，可能挡住集群的端口`,
    hint: () => say`开放那一行里提到的端口。`,
  },
  'network/ports/taken': {
    message: ({ port }) =>
      port === undefined ? say`需要的端口被占用` : say`端口 ${port} 被别的程序占用`,
    hint: () => say`停掉那个程序，或换一个端口。`,
  },
  'cluster/profile/driver': {
    message: () => say`现有的集群是用另一个驱动建的，minikube 拒绝用这个驱动启动它`,
    hint: () => say`用它原来的驱动启动（下面的命令会列出）。不需要里面的内容时，才删除这个集群。`,
  },
  'cluster/profile/kubernetes-newer': {
    message: ({ version, wanted }) =>
      version === undefined || wanted === undefined
        ? say`现有集群的 Kubernetes 更新，minikube 不会降级`
        : say`现有集群的 Kubernetes 是 ${version}，minikube 不会降级到 ${wanted}`,
    hint: () =>
      say`启动时不要写 --kubernetes-version，集群会保留自己的版本。不需要里面的内容时，才删除这个集群。`,
  },
  'cluster/profile/no-cri-dockerd': {
    message: () =>
      say`节点里没有 cri-dockerd，而 Kubernetes 1.24 起用 docker 运行时离不开它：节点是 minikube 1.26 之前建的，或者 --base-image 太旧`,
    hint: () => say`删除集群，不带旧的 --base-image 重新启动。在本机安装 cri-dockerd 没有用。`,
  },
  'cluster/profile/damaged': {
    message: () => say`集群的 config.json 损坏或读不了`,
    hint: () => say`删除这个集群，重新启动。`,
  },
  'cluster/leftovers/stale': {
    message: () => say`以前的集群留下的东西挡了路`,
    hint: () => say`先删除那个集群；不行再用 delete --all。--purge 会连下载好的文件一起删掉。`,
  },
  'cluster/running/broken': {
    message: () => say`节点的容器一启动就退出`,
    hint: () =>
      say`先保存它说的话（docker logs minikube），再删除重来。在那台机器上运行 k8s-doctor 可以查原因：cgroup、存储、容器嵌套。`,
  },
  'cluster/running/paused': {
    message: () => say`集群已暂停`,
    hint: () => say`恢复运行：minikube unpause`,
  },
  'cluster/running/stopped': { message: () => say`集群已停止`, hint: () => say`启动它。` },
  'cluster/running/node-gone': {
    message: () => say`节点的容器或虚拟机不见了，minikube 还留着这个集群的记录`,
    hint: () => say`再启动一次，就会重新创建节点。`,
  },
  'cluster/running/api-down': {
    message: () => say`集群的 Kubernetes API 起不来`,
    hint: (_, { alone, tool }) => [
      ...(alone
        ? say`日志没有说明原因。常见的原因：镜像没有拉到、CPU 少于 2 个或内存太小、代理。`
        : say`原因可能就在这里的其他结果里。`),
      ...(tool === 'minikube'
        ? say`在那台机器上运行 k8s-doctor 会查找原因；minikube logs 说得更多。`
        : say`在节点上看 journalctl -xeu kubelet 和 crictl ps -a。`),
    ],
  },
  'cluster/kubeconfig/none-chosen': {
    message: () => say`kubectl 不知道有哪个集群，于是去找 localhost:8080，那里什么也没有`,
    hint: () =>
      say`先启动集群，或让 kubectl 指向它。用 sudo 运行 kubectl，读的是 root 的设置，不是你的。`,
  },
  'cluster/kubeconfig/damaged': {
    message: ({ path }) =>
      path === undefined ? say`kubeconfig 不合法` : say`${path} 不是合法的 kubeconfig`,
    hint: () => say`把它改好，或者移走，让 minikube 重新写一个。`,
  },
  'cluster/kubeconfig/missing': {
    message: () => say`kubectl 要用的 context 在 kubeconfig 里没有`,
    hint: () => say`让 minikube 重新写入。`,
  },
  'cluster/kubeconfig/stale': {
    message: () => say`kubectl 的设置是以前那个集群的：证书对不上`,
    hint: () => say`让 minikube 重新写入。`,
  },
  'cluster/system-pods/image': {
    message: ({ name, image }) => {
      if (name !== undefined) return say`系统 Pod ${name} 在等一个拉不到的镜像`
      return image === undefined ? say`有系统 Pod 在等拉不到的镜像` : say`镜像源里没有 ${image}`
    },
    hint: () =>
      say`从有应答的地方拉取，改成需要的名字，再交给集群：minikube image load。前几课用不到 storage-provisioner 和 dashboard。`,
  },
  'cluster/system-pods/crash': {
    message: ({ name }) =>
      name === undefined ? say`有系统 Pod 反复退出` : say`系统 Pod ${name} 反复退出`,
    hint: () => say`它自己的日志会说原因：kubectl -n kube-system logs，加上 --previous。`,
  },
}
