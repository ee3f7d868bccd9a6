import { say } from '../../model/text.ts'
import type { AreaWords } from '../translation.ts'

export const docker: AreaWords<'docker'> = {
  'docker/installed': {
    title: 'Docker 已安装',
    problems: {
      absent: {
        message: () => say`没有安装 Docker;minikube 要靠它运行集群节点`,
        hint: ({ os, manager }) => {
          if (os.value === 'darwin' || os.value === 'win32')
            return say`从 https://docs.docker.com/desktop/ 安装 Docker Desktop 并启动它。`
          return manager.value === 'dnf' || manager.value === 'yum'
            ? say`从 Docker 官方软件源安装 Docker Engine:https://docs.docker.com/engine/install/centos/`
            : say`安装 Docker 引擎,然后再检查一次。`
        },
      },
      'wsl-stub': {
        message: ({ path }) =>
          say`${path} 只是 Docker Desktop 的占位程序:Docker Desktop 还没有连接到这个 WSL 发行版`,
        hint: () =>
          say`在 Docker Desktop 中打开 Settings → Resources → WSL integration,勾选这个发行版,重启 Docker Desktop,再开一个新终端。`,
      },
      podman: {
        message: ({ path }) =>
          say`${path} 其实是 podman(podman-docker);minikube 的 docker 驱动需要真正的 Docker 引擎`,
        hint: () => say`在 podman 之外安装 Docker 引擎,它会取代 podman-docker 软件包。`,
      },
      snap: {
        message: ({ path }) => say`${path} 来自 snap,只能看到主目录下的文件,minikube 因此无法启动`,
        hint: () =>
          say`换成发行版或 Docker 官方的软件包。删除 snap 会一并删除它的镜像和卷,请先保存需要的内容。`,
      },
    },
  },
  'docker/daemon': {
    title: 'Docker 引擎在运行',
    problems: {
      'not-running': {
        message: ({ client, state, lastError }) => [
          ...(client === undefined
            ? say`已安装 Docker,但引擎没有运行`
            : say`已安装 Docker ${client},但引擎没有运行`),
          ...(state === undefined ? [] : say`;systemd 状态:${state}`),
          ...(lastError === undefined ? [] : say`。它最后说的是:${lastError}`),
        ],
        hint: ({ manager, lastError }) => {
          if (lastError !== undefined) return say`先解决引擎抱怨的问题,再启动它。`
          if (manager.value.startsWith('desktop'))
            return say`启动 Docker Desktop,等它显示正在运行。`
          return manager.value === 'none'
            ? say`这里没有服务管理程序(没有 systemd):请以 root 身份自己运行 dockerd,并让它一直运行。`
            : say`启动引擎,并设为开机自动启动。`
        },
      },
      hung: {
        message: ({ deadline }) => say`Docker 引擎在 ${deadline} 内没有应答;minikube 只等 6 秒`,
        hint: () => say`重启引擎。如果仍然没有应答,请看它的日志:journalctl -u docker`,
      },
      paused: {
        message: () => say`Docker Desktop 已暂停`,
        hint: () => say`在鲸鱼菜单或 Docker Desktop 窗口里恢复运行。`,
      },
      starting: {
        message: ({ said }) => say`Docker Desktop 还在启动,或者引擎坏了:${said}`,
        hint: () => say`等一分钟再检查;如果还是这样,重启 Docker Desktop。`,
      },
      failed: {
        message: ({ said }) => say`Docker 连不上自己的引擎:${said}`,
        hint: () => say`上面一行是 Docker 自己的话,k8s-doctor 不认识它。这条命令会说得更多吗?`,
      },
    },
  },
  'docker/access': {
    title: '可以使用 Docker',
    problems: {
      'not-in-group': {
        message: ({ user }) =>
          say`${user} 不能使用 Docker:引擎在运行,但它的套接字只对 docker 组开放`,
        hint: () =>
          say`把用户加入该组,然后注销并重新登录。组内成员拥有与 root 相当的权限。不要改用 sudo,也不要对套接字 chmod:minikube 拒绝 root。`,
      },
      'new-login': {
        message: ({ user }) =>
          say`${user} 已在 docker 组中,但这次登录在那之前就开始了,还不能使用 Docker`,
        hint: () => say`注销并重新登录,或打开一个带有该组的 shell:`,
      },
      denied: {
        message: ({ said }) => say`Docker 引擎在运行,但它的套接字拒绝这个用户:${said}`,
        hint: () => say`看看谁可以打开这个套接字:`,
      },
    },
  },
}
