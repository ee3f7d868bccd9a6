import { say } from '../../model/text.ts'
import { list, own, term } from '../../model/value.ts'
import type { List } from '../../model/value.ts'
import type { AreaWords } from '../translation.ts'

/** `official` is the one source with a Chinese name of its own. */
const inChinese = (sources: List<'term' | 'host'>): List<'term' | 'host'> =>
  list(sources.value.map((source) => (source.value === 'official' ? term('官方站点') : source)))

export const registry: AreaWords<'registry'> = {
  'registry/route': {
    title: '下载来源',
    problems: {
      missing: {
        message: ({ missing, asked }) =>
          say`哪里都没有 ${missing}（问过 ${asked}）；启动会因此失败`,
        hint: () =>
          say`先核对课程里的版本号。也可以请别的网络里的人从官方站点取来，放到教室的服务器上：${own('--mirror')} 地址 会去那里找。`,
      },
      chosen: {
        message: ({ sources, downloads, size, time, unlisted }) => {
          if (unlisted.value.length > 0)
            return say`k8s-doctor 不知道这个版本的 ${inChinese(unlisted)} 的全部镜像，只查询了已知的那些：它们来自 ${inChinese(sources)}`
          if (downloads.value === 0)
            return sources.value.length === 0
              ? say`启动所需的都在本机，没有要下载的`
              : say`启动所需的都在本机，没有要下载的；工具和课程镜像能从 ${inChinese(sources)} 下载`
          return time === undefined
            ? say`需要的都能从 ${inChinese(sources)} 下载：共 ${downloads} 项，${size}`
            : say`需要的都能从 ${inChinese(sources)} 下载：共 ${downloads} 项，${size}，大约 ${time}`
        },
        hint: () => say`${own('route')} 会列出每一项的来源，以及为什么要加这些启动参数。`,
      },
    },
  },
  'registry/official': {
    title: '官方站点',
    problems: {
      unreachable: {
        message: ({ host, fault }) =>
          say`从这里连不上 ${host}（${fault}），又没有哪个镜像源能提供它上面的全部内容`,
        hint: () =>
          say`换一个网络或使用代理，也可以指定一个镜像源：${own('--mirror')} 地址。${own('route')} 会列出还缺什么。`,
      },
      bypassed: {
        message: ({ hosts }) => say`从这里连不上，不过也用不着：${hosts}`,
      },
    },
  },
  'registry/rate-limit': {
    title: 'Docker Hub 剩余拉取次数',
    problems: {
      low: {
        message: ({ left, limit, wanted, hours }) =>
          say`Docker Hub 给这个网络的 ${limit} 次拉取只剩 ${left} 次，而需要 ${wanted} 次；每 ${hours} 小时重新计数`,
        hint: () =>
          say`同一个出口的人共用这个次数。可以登录（docker login）、使用镜像源，或向别人要来镜像再导入：minikube image load。`,
      },
      'used-up': {
        message: ({ wanted }) =>
          say`Docker Hub 暂时拒绝这个网络的拉取（次数用完了）；其中 ${wanted} 个镜像要等次数恢复才能拉取`,
        hint: () =>
          say`同一个出口的人共用这个次数，几小时后重新计数。可以登录（docker login）、使用镜像源，或向别人要来镜像再导入：minikube image load。`,
      },
    },
  },
  'registry/lesson-images': {
    title: '课程用到的镜像',
    problems: {
      'other-cpu': {
        message: ({ image, platform }) =>
          say`课程用的镜像 ${image} 没有 ${platform} 的版本：Pod 会报 "exec format error"，或找不到镜像`,
        hint: () => say`换一个支持这种 CPU 的标签或类似的镜像，也可以请教老师。`,
      },
      missing: {
        message: ({ image, asked }) =>
          say`${asked} 上没有课程用的镜像 ${image}，或者需要登录：Pod 会一直停在 ImagePullBackOff`,
        hint: () => say`核对课程里的镜像名和标签，很容易漏掉一个字母。`,
      },
      unreachable: {
        message: ({ images, hosts }) =>
          say`从这里下载不了课程用的镜像：${images}；${hosts} 没有应答`,
        hint: () =>
          say`没有它们集群也能启动。可以指定一个镜像源（${own('--mirror')} 地址），或向别人要来镜像再导入：minikube image load。`,
      },
    },
  },
}
