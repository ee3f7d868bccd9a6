import { say } from '../../model/text.ts'
import { own } from '../../model/value.ts'
import type { AreaWords } from '../translation.ts'
import { dockerContext } from './docker-context.ts'
import { dockerEngine } from './docker-engine.ts'

export const docker: AreaWords<'docker'> = {
  ...dockerContext,
  ...dockerEngine,
  'docker/installed': {
    title: 'Docker 已安装',
    problems: {
      absent: {
        message: () => say`没有安装 Docker；minikube 要靠它运行集群节点`,
        hint: ({ os, manager, repository, source }) => {
          if (os.value === 'darwin' || os.value === 'win32')
            return say`从 https://docs.docker.com/desktop/ 安装 Docker Desktop 并启动它。`
          if (source !== undefined)
            return say`系统自己的软件源都没有应答，Docker 官方软件源可以用：${source}。${own('--fix')} 会从那里安装，也可以参照 https://docs.docker.com/engine/install/`
          const rpm = manager.value === 'dnf' || manager.value === 'yum'
          return rpm && repository === undefined
            ? say`如果 Docker 官方软件源支持这个系统，就从那里安装 Docker Engine：https://docs.docker.com/engine/install/`
            : say`安装 Docker 引擎，然后再检查一次。`
        },
      },
      'wsl-stub': {
        message: ({ path }) =>
          say`${path} 只是 Docker Desktop 的占位程序：Docker Desktop 没有启动，或者还没有连接到这个 WSL 发行版`,
        hint: () =>
          say`先启动 Docker Desktop。如果还不行，在它的 Settings → Resources → WSL integration 里勾选这个发行版，重启 Docker Desktop，再开一个新终端。`,
      },
      podman: {
        message: ({ path }) =>
          say`${path} 其实是 podman(podman-docker)；minikube 的 docker 驱动需要真正的 Docker 引擎`,
        hint: () => say`在 podman 之外安装 Docker 引擎，它会取代 podman-docker 软件包。`,
      },
      snap: {
        message: ({ path }) =>
          say`${path} 来自 snap，只能看到主目录下的文件，minikube 因此无法启动`,
        hint: () =>
          say`换成发行版或 Docker 官方的软件包。删除 snap 会一并删除它的镜像和卷，请先保存需要的内容。`,
      },
    },
  },
  'docker/daemon': {
    title: 'Docker 引擎在运行',
    problems: {
      'engine-missing': {
        message: () => say`这里只有 docker 命令，没有它要连接的引擎（dockerd）`,
        hint: () =>
          say`安装 Docker 引擎。如果是在容器里，就用外面那台机器的引擎：启动容器时加上 -v /var/run/docker.sock:/var/run/docker.sock`,
      },
      'bad-config': {
        message: ({ path, said, line, column }) => [
          ...say`Docker 引擎没有运行，也启动不了：${path} 不是合法的 JSON`,
          ...(line === undefined || column === undefined
            ? []
            : say`（第 ${line} 行第 ${column} 列）`),
          ...say`：${said}`,
        ],
        hint: () => say`改好这个文件（常见的是多了或少了逗号，或用了中文引号），再启动引擎。`,
      },
      'unknown-key': {
        message: ({ path, keys }) =>
          say`Docker 引擎没有运行，也启动不了：它不认识 ${path} 里的 ${keys}`,
        hint: () => say`把名字改对，或者删掉这一项；文件里其他的设置可以保留。然后启动引擎。`,
      },
      'not-running': {
        message: ({ client, state, lastError }) => [
          ...(client === undefined
            ? say`已安装 Docker，但引擎没有运行`
            : say`已安装 Docker ${client}，但引擎没有运行`),
          ...(state === undefined ? [] : say`;systemd 状态：${state}`),
          ...(lastError === undefined ? [] : say`。它最后说的是：${lastError}`),
        ],
        hint: ({ manager, lastError }) => {
          if (lastError !== undefined) return say`先解决引擎抱怨的问题，再启动它。`
          if (manager.value.startsWith('desktop'))
            return say`启动 Docker Desktop，等它显示正在运行。`
          return manager.value === 'none'
            ? say`这里没有服务管理程序（没有 systemd）：请以 root 身份自己运行 dockerd，并让它一直运行。`
            : say`启动引擎。`
        },
      },
      'no-socket': {
        message: ({ said }) => say`systemd 说 Docker 引擎在运行，但它的套接字没有应答：${said}`,
        hint: () =>
          say`重启引擎。如果还是这样，看看 daemon.json 或服务单元是不是设置了别的 hosts。`,
      },
      hung: {
        message: ({ deadline }) => say`Docker 引擎在 ${deadline} 内没有应答；minikube 只等 6 秒`,
        hint: ({ manager }) =>
          manager.value.startsWith('desktop')
            ? say`退出 Docker Desktop，再重新启动。`
            : say`重启引擎，其中运行的容器会停止。如果仍然没有应答，请看它的日志：journalctl -u docker`,
      },
      paused: {
        message: () => say`Docker Desktop 已暂停`,
        hint: () => say`在鲸鱼菜单或 Docker Desktop 窗口里恢复运行。`,
      },
      starting: {
        message: ({ said }) => say`Docker 引擎还在启动，或者已经损坏：${said}`,
        hint: () => say`等一分钟再检查；如果还是这样，重启 Docker。`,
      },
      failed: {
        message: ({ said, exit }) => {
          if (said !== undefined) return say`Docker 连不上自己的引擎：${said}`
          return exit === undefined || exit.value === 137
            ? say`docker version 什么也没说就被外部终止了，内存不足时会这样`
            : say`docker version 什么也没说，退出码是 ${exit}`
        },
        hint: () => say`k8s-doctor 不认识这个回答。这条命令会说得更多吗？`,
      },
    },
  },
  'docker/access': {
    title: '可以使用 Docker',
    problems: {
      'not-in-group': {
        message: ({ user }) =>
          say`${user} 不能使用 Docker：引擎在运行，但它的套接字只对 docker 组开放`,
        hint: () =>
          say`把用户加入该组，然后注销并重新登录。组内成员拥有与 root 相当的权限。不要改用 sudo，也不要对套接字 chmod:minikube 拒绝 root。`,
      },
      'new-login': {
        message: ({ user }) =>
          say`${user} 已在 docker 组中，但这次登录在那之前就开始了，还不能使用 Docker`,
        hint: () => say`注销并重新登录，或打开一个带有该组的 shell:`,
      },
      'no-group': {
        message: ({ user }) =>
          say`${user} 不能使用 Docker：引擎在运行，但系统里没有 docker 组，套接字只属于 root`,
        hint: () =>
          say`建立这个组，把用户加进去，重启引擎（其中运行的容器会停止），然后注销并重新登录。组内成员拥有与 root 相当的权限。`,
      },
      'foreign-group': {
        message: ({ user, gid }) =>
          say`${user} 不能使用 Docker：引擎的套接字属于编号 ${gid} 的组，那不是本系统的 docker 组`,
        hint: () =>
          say`把套接字挂载进容器时会这样：启动容器时加上 --group-add 和这个编号。如果不在容器里，重启引擎，它会把套接字交给 docker 组。`,
      },
      'not-in-docker-users': {
        message: ({ user }) =>
          say`${user} 不能使用 Docker：Docker Desktop 在运行，但这个 Windows 用户无权打开它的管道`,
        hint: () => say`在以管理员身份运行的终端里把用户加入 docker-users 组，然后注销并重新登录：`,
      },
      denied: {
        message: ({ said }) => say`Docker 引擎在运行，但它的套接字拒绝这个用户：${said}`,
        hint: () => say`看看谁可以打开这个套接字：`,
      },
    },
  },
}
