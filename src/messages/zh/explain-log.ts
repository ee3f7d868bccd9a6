import type { EndCode } from '../../explain/marks.ts'
import type { ByHandCode } from '../../explain/signatures/by-hand.ts'
import type { KubernetesCode } from '../../explain/signatures/kubernetes.ts'
import type { LogWords } from '../../explain/wording.ts'
import { say } from '../../model/text.ts'

/** 只有日志里才看得到的问题。 */
export const log: Omit<LogWords<'log'>, EndCode | KubernetesCode | ByHandCode> = {
  'log/no-systemd': {
    message: () => say`系统不是由 systemd 启动的，没有 systemctl 可以启动服务`,
    hint: () =>
      say`WSL 2：在 /etc/wsl.conf 的 [boot] 下写 systemd=true，再执行 wsl --shutdown。容器里：直接启动服务的程序，或改用虚拟机。`,
  },
  'log/kubelet-stopped': {
    message: () => say`节点在运行，但 kubelet 停了：Kubernetes 不会在上面启动任何东西`,
    hint: () => say`再启动一次，kubelet 就会恢复。`,
  },
  'log/no-cfs': {
    message: () => say`这个内核不能限制容器的 CPU，而 minikube 的节点需要`,
    hint: () => say`WSL：执行 wsl --update，并用 WSL 2 而不是 1。其他系统：换用发行版的标准内核。`,
  },
  'log/download-corrupt': {
    message: () => say`下载的文件和校验和对不上`,
    hint: () => say`从 ~/.minikube/cache 里删除那一个文件（只删它），重新下载。`,
  },
  'log/memory-request': {
    message: () => say`要求的内存（--memory）比 minikube 需要的少`,
    hint: () =>
      say`去掉 --memory，或者写 2200 MB 以上；minikube config unset memory 会删除保存过的值。`,
  },
  'log/tls-intercepted': {
    message: ({ host }) =>
      host === undefined
        ? say`这台机器和服务器之间有人截取：证书的签发者不可信`
        : say`这台机器和 ${host} 之间有人截取：证书的签发者不可信`,
    hint: () =>
      say`在公司里：把公司的根证书放进 ~/.minikube/certs 并让 Docker 信任它，用 --embed-certs 启动新集群。不要用 --insecure-registry。`,
  },
  'log/not-tls': {
    message: () => say`该用 HTTPS 的地方应答的是 HTTP：代理写成了 https，或者镜像仓库没有加密`,
    hint: () => say`多半是 HTTPS_PROXY 应以 http:// 开头，因为代理本身不用 TLS。`,
  },
  'log/coredns-loop': {
    message: () => say`CoreDNS 在问它自己：本机的 resolv.conf 写的是回环地址`,
    hint: () =>
      say`启动时加上 --extra-config=kubelet.resolv-conf=/run/systemd/resolve/resolv.conf（none 驱动和 kubeadm）。`,
  },
  'log/nodeport': {
    message: ({ host, port }) =>
      host === undefined || port === undefined
        ? say`这个地址上的 NodePort 没有应答`
        : say`${host} 的 NodePort ${port} 没有应答`,
    hint: () =>
      say`NodePort 在节点的地址上监听，不在本机的地址上：用 minikube service 名称 --url 给出的地址，从别的机器访问则用 kubectl port-forward。`,
  },
  'log/rate-limit': {
    message: () => say`这个地址在 Docker Hub 的拉取次数用完了`,
    hint: () => say`先 docker login，或等几个小时，或从镜像源拉取后交给集群：minikube image load。`,
  },
  'log/kubernetes-too-new': {
    message: () =>
      say`这个 minikube 不认识要启动的 Kubernetes，GitHub 的版本列表里也没有它，或者没有应答`,
    hint: () => say`请用课程指定的版本，或更新的 minikube。`,
  },
  'log/kicbase-digest': {
    message: () =>
      say`镜像源里节点镜像的摘要和 minikube 要的不一样；minikube 转而去别处下载，而那里可能被屏蔽`,
    hint: () => say`按标签从镜像源拉取，启动时用 --base-image= 加上这个名字，不带 @sha256。`,
  },
  'log/kicbase': {
    message: () => say`节点镜像（kicbase）从哪里都下载不到`,
    hint: () =>
      say`用 docker 从有应答的地方拉取，再用 --base-image= 加上这个名字启动。在那台机器上运行 k8s-doctor 会逐个询问。`,
  },
  'log/binaries-mirror': {
    message: () =>
      say`国内镜像设置指向的阿里云存储桶里，已经没有这个版本的 kubeadm、kubelet 和 kubectl`,
    hint: () =>
      say`加上 --binary-mirror=https://dl.k8s.io/release，或其他有应答的地址（minikube 1.25 起）。`,
  },
  'log/download-failed': {
    message: ({ url }) => (url === undefined ? say`有文件下载失败` : say`${url} 下载失败`),
    hint: () => say`用 curl -I 试试这个地址。被屏蔽时请用有应答的镜像源或代理。`,
  },
  'log/pause-image': {
    message: ({ image }) =>
      image === undefined
        ? say`pause 镜像拉不到；没有它，任何 Pod 都启动不了`
        : say`镜像 ${image} 拉不到；没有它，任何 Pod 都启动不了`,
    hint: () => say`从镜像源拉取，改成一模一样的名字，再交给集群：minikube image load。`,
  },
  'log/pull-timeout': {
    message: ({ host }) =>
      host === undefined ? say`下载的服务器没有及时应答` : say`${host} 没有及时应答`,
    hint: () =>
      say`从那里访问很慢，或被屏蔽。请换用有应答的源：在那台机器上运行 k8s-doctor 会逐个询问。节点不会使用本机 daemon.json 里的镜像加速地址。`,
  },
  'log/pull-reset': {
    message: ({ host }) =>
      host === undefined ? say`下载中断` : say`与 ${host} 的连接被拒绝或中断`,
    hint: () => say`再试一次；如果总是这样，就是路上有东西挡着：请用镜像源或代理。`,
  },
  'log/docker-source': {
    message: () => say`Docker 官方的下载地址没有应答`,
    hint: () =>
      say`从有签名的镜像站安装 Docker，例如 mirrors.aliyun.com/docker-ce 或 mirrors.tuna.tsinghua.edu.cn/docker-ce。`,
  },
  'log/kubernetes-packages': {
    message: () => say`旧的 Kubernetes 软件源已在 2024 年 3 月关闭，每次更新软件包都会卡在它上面`,
    hint: () => say`从 /etc/apt/sources.list.d 或 /etc/yum.repos.d 里去掉它；新的是 pkgs.k8s.io。`,
  },
  'log/image-cpu': {
    message: ({ id }) =>
      id === undefined
        ? say`这个镜像没有适合本机 CPU 的版本`
        : say`这个镜像没有适合本机 CPU（${id}）的版本`,
    hint: () => say`换一个有这种 CPU 版本的镜像；docker manifest inspect 会列出来。`,
  },
  'log/image-schema1': {
    message: () => say`这个镜像的格式（schema 1）Docker 已经不支持`,
    hint: () => say`换一个更新的标签。`,
  },
  'log/image-denied': {
    message: ({ image }) =>
      image === undefined ? say`镜像不存在，或者需要登录` : say`镜像 ${image} 不存在，或者需要登录`,
    hint: () =>
      say`先看看名字有没有写错，名字和标签之间是冒号。私有镜像需要 docker login；推送时名字要以自己的用户名开头（docker tag 名称 用户名/名称）。`,
  },
  'log/image-tag': {
    message: ({ image }) =>
      image === undefined ? say`仓库里没有镜像的这个标签` : say`仓库里没有 ${image}`,
    hint: () => say`检查标签；镜像源可能没有，或者还没有同步。`,
  },
  'log/layer-broken': {
    message: () => say`镜像有一层在下载中损坏了`,
    hint: () => say`重新拉取；如果总是这样，就是镜像源或代理改动了内容。`,
  },
  'log/token-server': {
    message: ({ host }) =>
      host === undefined
        ? say`镜像仓库的令牌服务器没有给出令牌`
        : say`镜像仓库的令牌服务器 ${host} 没有给出令牌`,
    hint: () => say`除了仓库本身，它也必须能访问。`,
  },
  'log/node-offline': {
    message: ({ host }) =>
      host === undefined ? say`节点访问不了镜像仓库` : say`节点访问不了 ${host}`,
    hint: () => say`节点里还没有的镜像就拉不到：用 minikube image load 交给它，或给集群设置代理。`,
  },
  'log/no-cluster': {
    message: () => say`还没有这个名字的集群`,
    hint: () => say`先启动它；别的用户（包括 root）的集群在这里看不到。`,
  },
  'log/yaml-blanks': {
    message: () => say`文件里的空格其实是不换行空格：是从网页上复制来的`,
    hint: () =>
      say`把它们换成普通空格，例如 sed -i 's/\\xc2\\xa0/ /g' 文件。--validate=false 只是把问题盖住。`,
  },
  'log/api-removed': {
    message: ({ name, said }) =>
      name === undefined || said === undefined
        ? say`这个集群不认识文件里的 apiVersion`
        : say`这个集群的 ${said} 里没有 ${name}`,
    hint: () => say`改用这个 Kubernetes 版本的 apiVersion：kubectl api-resources 会列出来。`,
  },
  'log/yaml': {
    message: () => say`文件不合法：结构不对，或者字段名写错了`,
    hint: () =>
      say`看提到的那一行：只用空格缩进，冒号后面留空格，一行一个字段。网页可能丢了换行：请从原始文件取，不要从网页复制。`,
  },
  'log/service-missing': {
    message: ({ name }) =>
      name === undefined ? say`这个 Service 不存在` : say`Service ${name} 不存在`,
    hint: () => say`先创建它（kubectl apply -f 文件）；kubectl get services -A 能看到它在哪里。`,
  },
  'log/service-empty': {
    message: () => say`这个 Service 后面没有运行中的 Pod`,
    hint: () =>
      say`它的 selector 要和 Pod 的标签一致，Pod 也要在运行：kubectl get pods --show-labels`,
  },
  'log/pod-image': {
    message: ({ name, image }) => {
      const what = image ?? name
      return what === undefined ? say`有 Pod 的镜像拉不到` : say`镜像拉不到：${what}`
    },
    hint: () =>
      say`kubectl describe pod 的末尾会说原因。可以在本机拉好再交给集群：docker pull，然后 minikube image load。`,
  },
  'log/pod-crash': {
    message: ({ name }) => (name === undefined ? say`有 Pod 反复退出` : say`Pod ${name} 反复退出`),
    hint: () =>
      say`kubectl logs --previous 会说原因。执行完就结束的命令（echo、date）要设 restartPolicy: OnFailure 或 Never。`,
  },
  'log/pod-waits': {
    message: ({ name }) =>
      name === undefined ? say`有 Pod 还在创建中` : say`Pod ${name} 还在创建中`,
    hint: () =>
      say`多半是镜像还在下载，而且很慢：kubectl describe pod 可以看到。节点不使用本机配置的镜像加速：在本机 docker pull 之后用 minikube image load 交给它，或者用 --registry-mirror= 建集群。`,
  },
  'log/unknown-command': {
    message: ({ name }) => (name === undefined ? say`没有这个命令` : say`没有命令 ${name}`),
    hint: () => say`看看有没有打错字。`,
  },
  'log/docker-said': {
    message: ({ said }) => (said === undefined ? say`Docker 拒绝了` : say`Docker 拒绝了：${said}`),
  },
  'log/kubectl-said': {
    message: ({ said }) =>
      said === undefined ? say`kubectl 出错停止` : say`kubectl 出错停止：${said}`,
  },
}
