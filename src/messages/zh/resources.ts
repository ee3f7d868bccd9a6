import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import type { Bytes, Count, Term } from '../../model/value.ts'
import type { AreaWords } from '../translation.ts'

interface Amount {
  readonly by: Term
  readonly where: Term
  readonly wanted: Bytes | Count
}

const owner = ({ by }: Amount): Text => {
  if (by.value === 'docker') return say`Docker 能用的`
  return by.value === 'cgroup' ? say`当前进程的限制（cgroup）之内` : say`这台机器`
}

const more = ({ by, where, wanted }: Amount, what: 'cpu' | 'memory'): Text => {
  const cpu = what === 'cpu'
  if (by.value === 'cgroup')
    return cpu
      ? say`启动容器或服务时放宽限制（docker run --cpus=${wanted}）。`
      : say`启动容器或服务时放宽限制（docker run --memory），至少 ${wanted}。`
  if (where.value === 'desktop' && by.value === 'docker')
    return say`在 Docker Desktop 中打开 Settings → Resources → ${cpu ? 'CPUs' : 'Memory'}，设为至少 ${wanted}，再点 Apply & Restart。其他引擎在各自的虚拟机设置里调整。`
  if (where.value === 'wsl')
    return cpu
      ? say`在 Windows 用户目录的 .wslconfig 文件里，[wsl2] 下面写上 processors=${wanted}，然后运行 wsl --shutdown。`
      : say`在 Windows 用户目录的 .wslconfig 文件里，[wsl2] 下面用 memory= 设为至少 ${wanted}，然后运行 wsl --shutdown。`
  return cpu
    ? say`给虚拟机或云服务器分配 ${wanted} 个 CPU。`
    : say`给虚拟机或云服务器分配至少 ${wanted} 内存；如果是笔记本，请先关掉其他程序。`
}

const makeRoom = ({ place }: { readonly place: Term }): Text =>
  place.value === 'docker'
    ? say`先看看 Docker 占了多少，再删除没有名字的镜像和旧的构建缓存；删除后无法恢复。占地方的也可能是同一块磁盘上的其他文件。`
    : say`删除或移走这块磁盘上的文件。`

export const resources: AreaWords<'resources'> = {
  'resources/cpu': {
    title: 'CPU',
    problems: {
      'too-few': {
        message: (args) =>
          say`${owner(args)}只有 ${args.cpus} 个 CPU；minikube 和 Kubernetes 需要 ${args.wanted} 个`,
        hint: (args) => more(args, 'cpu'),
      },
      few: {
        message: (args) =>
          say`${owner(args)}有 ${args.cpus} 个 CPU：可以启动，${args.wanted} 个会更顺畅`,
        hint: (args) => more(args, 'cpu'),
      },
    },
  },
  'resources/memory': {
    title: '内存',
    problems: {
      'too-little': {
        message: (args) =>
          say`${owner(args)}只有 ${args.memory} 内存；minikube ${args.minikube} 在不足 ${args.wanted} 时拒绝启动`,
        hint: (args) => more(args, 'memory'),
      },
      'default-too-big': {
        message: ({ memory, request }) =>
          say`minikube 默认会给每个节点 ${request}，而这里一共只有 ${memory}；到时内核会强行结束节点里的程序`,
        hint: ({ fits }) => say`启动时改为每个节点 ${fits} MiB。`,
      },
      tight: {
        message: (args) =>
          say`${owner(args)}有 ${args.memory} 内存：可以启动，${args.wanted} 会更顺畅`,
        hint: (args) => more(args, 'memory'),
      },
    },
  },
  'resources/disk': {
    title: '磁盘空间',
    problems: {
      full: {
        message: ({ path, free, wanted }) =>
          say`${path} 只剩 ${free}；存放镜像和下载的文件需要 ${wanted}`,
        hint: makeRoom,
      },
      'no-inodes': {
        message: ({ path, free, total }) =>
          say`${path} 的 ${total} 个 inode 只剩 ${free} 个：即使还有空间，也无法再创建文件`,
        hint: makeRoom,
      },
      tight: {
        message: ({ path, free, wanted }) =>
          say`${path} 还剩 ${free}：可以启动，要做完练习最好有 ${wanted}`,
        hint: makeRoom,
      },
      'few-inodes': {
        message: ({ path, free, total }) =>
          say`${path} 的 ${total} 个 inode 还剩 ${free} 个；镜像里有大量小文件`,
        hint: makeRoom,
      },
    },
  },
}
