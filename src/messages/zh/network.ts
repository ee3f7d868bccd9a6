import { say } from '../../model/text.ts'
import type { AreaWords } from '../translation.ts'

export const network: AreaWords<'network'> = {
  'network/proxy': {
    title: '代理',
    problems: {
      unreachable: {
        message: ({ proxy, variable, why }) =>
          say`${variable} 指向代理 ${proxy}，但它连不上（${why}）；所有下载都走这个代理，所以都会失败`,
        hint: () => say`启动代理程序，或改正端口；也可以不用代理：`,
      },
      'no-proxy': {
        message: ({ missing }) =>
          say`NO_PROXY 没有排除 ${missing}：访问集群的请求会被送到代理那里，到不了集群`,
        hint: () => say`启动时会自动设置 NO_PROXY。在你的终端里使用 kubectl 和 curl 也需要它：`,
      },
      loopback: {
        message: ({ proxy }) =>
          say`代理 ${proxy} 只监听本机回环地址：minikube 能用，节点里用不了（"Local proxy ignored"）`,
        hint: ({ port }) =>
          say`如果节点也要走代理，让代理同时监听 Docker 网桥（打开“允许局域网连接”），启动时加上 --docker-env=HTTPS_PROXY=http://172.17.0.1:${port}。否则先在本机拉取镜像，再用 minikube image load 导入节点`,
      },
    },
  },
  'network/online': {
    title: '已联网',
    problems: {
      offline: {
        message: ({ asked }) =>
          asked.value === 0
            ? say`这台机器没有联网：没有通往外面的路由，什么都下载不了`
            : say`这台机器没有联网：${asked} 个站点一个也连不上，什么都下载不了`,
        hint: () => say`连上网络再检查一次。只检查不需要网络的部分，可以加 --offline。`,
      },
      'not-needed': {
        message: () => say`这台机器没有联网；启动所需的东西都已经在本机`,
        hint: () => say`课程里之后要拉取的镜像仍然需要网络，或者事先用 minikube image load 导入。`,
      },
      portal: {
        message: ({ host }) => say`代替 ${host} 应答的是这个网络的登录页面；登录之前什么都下载不了`,
        hint: () =>
          say`用浏览器打开 http://www.msftconnecttest.com/redirect，登录网络后再检查一次。`,
      },
      'proxy-refuses': {
        message: ({ said }) => say`代理有应答，但不放行任何请求：${said}`,
        hint: () =>
          say`407 表示它要用户名和密码（http://USER:PASSWORD@HOST:PORT），403 表示它禁止访问这些站点；其他情况请问代理的管理员。`,
      },
    },
  },
  'network/dns': {
    title: '域名解析',
    problems: {
      'no-answer': {
        message: ({ servers }) =>
          servers.value.length === 0
            ? say`网络是通的，但域名解析不了：没有设置 DNS 服务器`
            : say`网络是通的，但域名解析不了；DNS 服务器是 ${servers}`,
        hint: () =>
          say`DNS 服务器来自网络设置（DHCP）或 VPN：重新连接网络，或在那里改成别的，例如 223.5.5.5。`,
      },
      forged: {
        message: ({ host, address, owner }) =>
          say`${host} 的解析结果被污染了：${address} 属于 ${owner}；Docker Hub 的镜像只能通过镜像加速或代理拉取`,
        hint: () =>
          say`换 DNS 服务器多半没有用，假结果是在途中插进来的。可行的办法是在 daemon.json 中配置镜像加速地址，或使用代理。`,
      },
      node: {
        message: () =>
          say`Docker 在这台机器上找不到可以交给容器的 DNS 服务器，只好给容器用 8.8.8.8：本机能解析的域名，节点里未必能解析`,
        hint: ({ running, file }) =>
          running.value === 0
            ? say`在 ${file} 的 "dns" 中写上容器连得上的 DNS 服务器，然后重启 Docker。`
            : say`在 ${file} 的 "dns" 中写上容器连得上的 DNS 服务器，然后重启 Docker；重启会停掉正在运行的 ${running} 个容器。`,
      },
    },
  },
  'network/tls': {
    title: 'TLS',
    problems: {
      intercepted: {
        message: ({ host, issuer }) =>
          say`途中有人拆开了加密连接：${host} 出示的证书由 ${issuer} 签发，本机不信任它；所有下载都会失败`,
        hint: ({ folder }) =>
          say`公司和学校的网络常这样做。向网络管理员索取这个颁发机构的证书，不要从连接里直接取。把它加入系统信任的证书，用 NODE_EXTRA_CA_CERTS 指向这个文件，再复制一份到 ${folder}，然后重启 Docker。`,
      },
      node: {
        message: ({ issuer, copied }) =>
          copied === undefined
            ? say`加密连接在途中被 ${issuer} 拆开：本机信任它，节点却不信任，什么都拉取不了`
            : say`加密连接在途中被 ${issuer} 拆开：本机信任它，它的证书也会交给节点`,
        hint: ({ file }) =>
          say`把颁发机构的证书放到 ${file}；已有的集群要先删除一次，之后启动时加 --embed-certs 就会带上它。`,
      },
      'other-host': {
        message: ({ host, subject }) =>
          say`代替 ${host} 应答的是别的服务器：它的证书属于 ${subject}；没法安全地下载`,
        hint: () =>
          say`域名污染、网络过滤或登录页面都会这样。用浏览器打开一个网页看看是谁在应答，或换一个网络、换 DNS 服务器。`,
      },
    },
  },
  'network/subnet': {
    title: '集群网段',
    problems: {
      'none-free': {
        message: ({ networks }) =>
          say`minikube 找不到空闲的网段给节点：它要试的网段都在本机所在的 ${networks} 之内`,
        hint: ({ spare }) =>
          say`启动时换一个网络，例如手机热点。从 minikube v1.26.0 起，可以用 --subnet=${spare} 避开。`,
      },
      shadowed: {
        message: ({ subnet, network, device }) =>
          say`节点要用的网段 ${subnet} 已被占用：${network} 通往 ${device}，节点会连不上`,
        hint: ({ spare }) =>
          say`使用集群时断开 VPN 或那个网络。从 minikube v1.26.0 起，可以用 --subnet=${spare} 避开。`,
      },
      vpn: {
        message: ({ subnet, network, device }) =>
          say`节点要用的网段 ${subnet} 在 ${network} 之内，而后者通往 ${device}：集群存在期间，那边相同的地址访问不到；有些 VPN 程序则会切断集群`,
        hint: ({ spare }) =>
          say`如果连不上节点，请断开 VPN。从 minikube v1.26.0 起，可以用 --subnet=${spare} 避开。`,
      },
      'range-used': {
        message: ({ range, networks }) =>
          say`集群自己要用 ${range}，而这里的 ${networks} 也在其中：Pod 可能访问不到那边的地址`,
        hint: () =>
          say`只有集群里的程序要访问那些地址时才有影响。--service-cluster-ip-range 可以换掉 Service 的网段。`,
      },
    },
  },
  'network/firewall': {
    title: '防火墙',
    problems: {
      'chain-missing': {
        message: () =>
          say`Docker 的防火墙规则不见了（nat 表中没有 DOCKER 链）：节点无法创建，或者没有网络`,
        hint: ({ running }) =>
          running.value === 0
            ? say`重启 Docker 就能恢复。`
            : say`重启 Docker 就能恢复；重启会停掉正在运行的 ${running} 个容器。`,
      },
      'forwarding-off': {
        message: () =>
          say`IPv4 转发已关闭（net.ipv4.ip_forward = 0）：容器访问不了外面，节点拉不了镜像`,
        hint: ({ running }) =>
          running.value === 0
            ? say`重启 Docker 就能恢复。`
            : say`重启 Docker 就能恢复；重启会停掉正在运行的 ${running} 个容器。`,
      },
      active: {
        message: ({ name }) =>
          say`防火墙 ${name} 正在运行：它重新加载时，Docker 的规则可能丢失，节点会断网`,
        hint: () => say`不必关掉它。如果启动卡住或节点拉不了镜像，重启 Docker，它会重新写入规则：`,
      },
      nftables: {
        message: () =>
          say`Docker 用 nftables 写防火墙规则（实验功能）：节点会因此使用旧的 iptables，k8s-doctor 没有这样能运行集群的证据`,
      },
      'untried-kernel': {
        message: ({ kernel, minikube }) =>
          say`内核 ${kernel} 比 minikube ${minikube} 新；Linux 6.17 起可能没有旧的 iptables 表，k8s-doctor 没有节点在这种内核上能启动的证据`,
      },
    },
  },
  'network/ports': {
    title: '端口',
    problems: {
      taken: {
        message: ({ port, use, process }) =>
          process === undefined
            ? say`端口 ${port} 被别的用户的进程占用；${use} 需要它`
            : say`端口 ${port} 被 ${process} 占用；${use} 需要它`,
        hint: () =>
          say`停掉那个程序。如果是以前的集群，先删除它（kubeadm reset 或 minikube delete）。`,
      },
    },
  },
}
