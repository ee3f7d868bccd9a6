import type { Tool } from '../../catalog/digests.ts'
import { download, installCare } from '../../fixes/install-tool.ts'
import type { Installable } from '../../fixes/install-tool.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import type { Bytes, List, Path, Quote, Term, Version } from '../../model/value.ts'
import type { AreaWords } from '../translation.ts'
import { nearestPairHint } from './pair.ts'

const contents: Readonly<Record<string, string>> = {
  html: '一个网页',
  xml: '服务器返回的错误信息',
  archive: '没有解开的压缩包',
  text: '普通文本',
  empty: '空文件',
  unknown: '系统不认识的文件',
}

const install =
  (tool: Tool) =>
  (args: Installable): Text => {
    const { url } = download(tool, args)
    const what = say`安装 ${tool} ${args.wanted}。`
    switch (installCare(tool, args)) {
      case 'none':
        return what
      case 'compare':
        return say`${what}安装前先核对下载的文件，它的 sha256 应为 ${args.sha256 ?? ''}。`
      case 'no-digest':
        return say`${what}k8s-doctor 没有它在 ${args.os}/${args.arch} 上的校验值，所以不会自动安装；请先与 ${`${url}.sha256`} 对比。`
    }
  }

type At = Installable & { readonly path: Path }

/** What can be wrong with the file itself, the same for both tools. */
const file = (tool: Tool) => {
  const hint = install(tool)
  return {
    'windows-exe': {
      message: ({ path }: At) =>
        say`${path} 是 Windows 程序：在 WSL 里它操作的是 Windows 的文件，而不是这里的`,
      hint,
    },
    'not-executable': {
      message: ({ path }: At) =>
        say`${path} 没有执行权限，shell 因此找不到 ${tool}：下载后没有加上执行权限`,
      hint,
    },
    'not-a-program': {
      message: ({ path, what }: At & { readonly what: Term }) =>
        say`${path} 不是 ${tool}，而是${contents[what.value] ?? what.value}：下载出了问题`,
      hint,
    },
    'other-platform': {
      message: ({ path, built, os, arch }: At & { readonly built: Term }) =>
        say`${path} 是给 ${built} 编译的，而这台机器是 ${os}/${arch}：在这里不能用`,
      hint,
    },
    truncated: {
      message: ({ path, size, needs }: At & Readonly<Record<'size' | 'needs', Bytes>>) =>
        say`${path} 不完整：只有 ${size}，文件头要求 ${needs}`,
      hint,
    },
    broken: {
      message: ({ path, said }: At & { readonly said: Quote }) =>
        say`${path} 说不出自己的版本：${said}`,
      hint,
    },
    'other-build': {
      message: ({ path, version }: { readonly path: Path; readonly version: Version }) =>
        say`${path} 自称 ${version}，但不是官方发布的那个文件：可能是发行版或 Homebrew 的构建，也可能被改过`,
    },
    several: {
      message: ({ path, others }: { readonly path: Path; readonly others: List<'path'> }) =>
        say`PATH 上不止一个 ${tool}：这里先找到的是 ${path}，换一个 shell 或用 sudo 时可能是 ${others}`,
      hint: () => say`删除不需要的。`,
    },
  }
}

const unknownHint = (): Text =>
  say`更新的 k8s-doctor 也许认识它。在那之前以实际启动为准：集群在运行，而且每项检查都通过，就可以开始。`

export const tools: AreaWords<'tools'> = {
  'tools/pair': {
    title: '版本搭配',
    problems: {
      'kubernetes-too-old': {
        message: ({ minikube, kubernetes, oldest }) =>
          say`minikube ${minikube} 拒绝 Kubernetes ${kubernetes}：它最低支持 ${oldest}`,
        hint: nearestPairHint,
      },
      'kubernetes-untested': {
        message: ({ minikube, kubernetes, newest }) =>
          say`Kubernetes ${kubernetes} 比 minikube ${minikube} 测试过的最新版（${newest}）还新`,
        hint: () =>
          say`minikube 1.32 及以后会向 GitHub 查询这个版本是否存在，连不上 GitHub 就停下。如果启动失败，请换更旧的 Kubernetes 或更新的 minikube。`,
      },
      cpu: {
        message: ({ minikube, platform, driver }) =>
          say`minikube ${minikube} 的 ${driver} 驱动不能在 ${platform} 上运行，加 --force 也不行`,
        hint: nearestPairHint,
      },
      'no-cri-dockerd': {
        message: ({ minikube, kubernetes }) =>
          say`Kubernetes ${kubernetes} 要用 docker 运行时就需要 cri-dockerd，而 minikube ${minikube} 的节点镜像里没有`,
        hint: nearestPairHint,
      },
      kicbase: {
        message: ({ minikube, image, tag }) =>
          say`minikube 被设置成用 ${image} 建节点；而 minikube ${minikube} 对应的是 kicbase ${tag}`,
        hint: ({ setIn }) =>
          setIn.value === 'environment'
            ? say`取消 MINIKUBE_BASE_IMAGE，也看看 shell 是在哪里设置它的。`
            : say`取消这项设置；之后需要重新创建集群。`,
      },
    },
  },
  'tools/catalog': {
    title: '已知版本',
    problems: {
      'unknown-minikube': {
        message: ({ unknown, newest, date }) =>
          say`这个 k8s-doctor 的资料截至 ${date}，最新只到 minikube ${newest}，无法判断 minikube ${unknown}`,
        hint: unknownHint,
      },
      'unknown-kubernetes': {
        message: ({ unknown, newest, date }) =>
          say`这个 k8s-doctor 的资料截至 ${date}，最新只到 Kubernetes ${newest}，无法判断 Kubernetes ${unknown}`,
        hint: unknownHint,
      },
      old: {
        message: ({ date, days }) =>
          say`这个 k8s-doctor 的版本资料截至 ${date}，已过去 ${days} 天；可能已有更新的版本发布`,
        hint: () => say`如果要用更新的版本，请更新 k8s-doctor。`,
      },
    },
  },
  'tools/minikube': {
    title: 'minikube',
    problems: {
      absent: {
        message: () => say`没有安装 minikube，或者它不在 PATH 上`,
        hint: install('minikube'),
      },
      ...file('minikube'),
      'unfit-version': {
        message: ({ path, installed, kubernetes }) =>
          say`${path} 是 minikube ${installed}，它在这里启动不了 Kubernetes ${kubernetes}`,
        hint: install('minikube'),
      },
      'other-version': {
        message: ({ path, installed, wanted }) =>
          say`${path} 是 minikube ${installed}，课程用的是 ${wanted}：看到的内容可能和课程页面不同`,
        hint: () => say`如果想看到和课程页面完全一样的内容，可以安装课程的版本：`,
      },
      'untested-version': {
        message: ({ path, installed, wanted, kubernetes }) =>
          say`${path} 是 minikube ${installed}，k8s-doctor 没有证据表明它在这里能启动 Kubernetes ${kubernetes}；课程用的是 ${wanted}`,
        hint: install('minikube'),
      },
      'unlisted-patch': {
        message: ({ path, installed, listed }) =>
          say`${path} 是 minikube ${installed}；k8s-doctor 没有这个补丁版的资料，按 ${listed} 来判断`,
      },
    },
  },
  'tools/kubectl': {
    title: 'kubectl',
    problems: {
      absent: {
        message: () => say`没有安装 kubectl，或者它不在 PATH 上`,
        hint: install('kubectl'),
      },
      'alias-only': {
        message: ({ alias }) =>
          say`kubectl 只是 ${alias} 里的一个别名：脚本、sudo 和别的 shell 都看不到它`,
        hint: install('kubectl'),
      },
      'minikube-only': {
        message: ({ copy }) =>
          say`PATH 上没有 kubectl，只有 minikube 自己留用的一份（${copy}）：课程里的 kubectl 都要写成 minikube kubectl --`,
        hint: install('kubectl'),
      },
      ...file('kubectl'),
      'cache-on-path': {
        message: ({ path }) =>
          say`${path} 在 minikube 自己的缓存里：它只属于某一个 Kubernetes 版本，清理缓存时会一起消失`,
        hint: () => say`把这个目录从 PATH 里去掉，改用安装好的 kubectl，或者 minikube kubectl --`,
      },
      'docker-desktop': {
        message: ({ path, others }) =>
          say`${path} 是 Docker Desktop 自带的 kubectl，挡住了 ${others}；它的版本会随 Docker Desktop 变化`,
        hint: () => say`在 PATH 里把自己的 kubectl 所在目录放到 Docker Desktop 的前面。`,
      },
      skew: {
        message: ({ path, installed, kubernetes }) =>
          say`${path} 是 kubectl ${installed}；对 Kubernetes ${kubernetes} 只支持相差一个次版本以内的 kubectl`,
        hint: install('kubectl'),
      },
      newer: {
        message: ({ path, installed, kubernetes }) =>
          say`${path} 是 kubectl ${installed}；对 Kubernetes ${kubernetes} 只支持相差一个次版本以内的 kubectl`,
        hint: ({ wanted }) =>
          say`前几课用到的功能没有变化。如果某条命令的表现和课程不同，可以用 minikube kubectl --，或者安装 kubectl ${wanted}：`,
      },
    },
  },
}
