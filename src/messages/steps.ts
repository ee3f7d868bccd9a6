import type { Step } from '../model/step.ts'
import { wordFor } from '../model/english.ts'
import { say } from '../model/text.ts'
import type { Text } from '../model/text.ts'
import { image, list, path, quote, term, url, user, version } from '../model/value.ts'
import type { LanguageName } from './language.ts'

type Say = (step: Step) => Text

const terms = (of: readonly string[]) => list(of.map(term))
const quotes = (of: readonly string[]) => list(of.map(quote))
const paths = (of: readonly string[]) => list(of.map(path))
const settingsOf = (settings: Readonly<Record<string, number>>) =>
  terms(Object.entries(settings).map(([name, value]) => `${name}=${value}`))

/** Docker's objects, each with the word for its kind. */
const objects = (
  { containers, volumes, networks }: Extract<Step, { kind: 'delete-leftovers' }>,
  words: readonly [container: string, volume: string, network: string],
) =>
  terms(
    [containers, volumes, networks].flatMap((names, kind) =>
      names.map((name) => `${words[kind] ?? ''} ${name}`),
    ),
  )

const en: Say = (step) => {
  switch (step.kind) {
    case 'write-file':
      return say`write ${path(step.path)}`
    case 'merge-json':
      return say`change ${path(step.path)}, keeping what else is in it`
    case 'text-block':
      return say`add a marked block to ${path(step.path)}`
    case 'remove-file':
      return say`remove ${path(step.path)}`
    case 'set-aside':
      return say`move ${path(step.path)} away, to a name beside it`
    case 'symlink':
      return say`link ${path(step.path)} to ${path(step.target)}`
    case 'install-tool':
      return say`install ${term(step.tool)} ${version(step.version)} to ${path(step.directory)}`
    case 'service':
      return step.action === 'start'
        ? say`start and enable ${term(step.unit)}`
        : say`restart ${term(step.unit)}`
    case 'group-member':
      return say`add ${user(step.user)} to the group ${term(step.group)}`
    case 'chown':
      return step.recursive
        ? say`give ${paths(step.paths)} with everything in it to ${user(step.user)}`
        : say`give ${paths(step.paths)} to ${user(step.user)}`
    case 'sysctl':
      return say`set ${settingsOf(step.settings)}, now and in ${path(step.path)}`
    case 'packages':
      return step.action === 'install'
        ? say`install the ${wordFor(step.packages.length, 'package')} ${terms(step.packages)}`
        : say`upgrade the ${wordFor(step.packages.length, 'package')} ${terms(step.packages)}`
    case 'pull-image':
      return say`pull ${image(step.image)} through Docker`
    case 'save-image':
      return say`save ${image(step.image)} to ${path(step.path)}`
    case 'load-image':
      return say`load ${image(step.image)} into the cluster ${term(step.cluster)}`
    case 'seed-cache':
      return say`download ${url(step.url)}, verify it, put it at ${path(step.path)}`
    case 'prune-images':
      return say`delete Docker images without a name`
    case 'delete-profile':
      return say`delete the cluster ${term(step.profile)} with everything in it`
    case 'delete-all':
      return say`delete every minikube cluster here, whoever made it: ${quotes(step.profiles)}`
    case 'purge-home':
      return step.profiles.length === 0
        ? say`delete ${path(step.home)}, keeping its downloads`
        : say`delete every minikube cluster here, whoever made it (${quotes(step.profiles)}), and ${path(step.home)}, keeping its downloads`
    case 'unpause':
      return say`let the container ${term(step.container)} go on`
    case 'delete-leftovers':
      return say`delete from Docker: ${objects(step, ['container', 'volume', 'network'])}`
    case 'update-context':
      return say`write the address of the cluster ${term(step.profile)} into the kubeconfig`
    case 'minikube-start':
      return say`start the cluster`
    case 'smoke':
      return say`try the first lesson (${image(step.image)}) in the namespace ${term(step.namespace)}, and remove it`
    case 'set-clock':
      return say`set the clock from the network`
  }
}

const zh: Say = (step) => {
  switch (step.kind) {
    case 'write-file':
      return say`写入 ${path(step.path)}`
    case 'merge-json':
      return say`修改 ${path(step.path)}，其余内容保留`
    case 'text-block':
      return say`在 ${path(step.path)} 中加入一段带标记的内容`
    case 'remove-file':
      return say`删除 ${path(step.path)}`
    case 'set-aside':
      return say`把 ${path(step.path)} 移开，改名留在旁边`
    case 'symlink':
      return say`把 ${path(step.path)} 链接到 ${path(step.target)}`
    case 'install-tool':
      return say`把 ${term(step.tool)} ${version(step.version)} 安装到 ${path(step.directory)}`
    case 'service':
      return step.action === 'start'
        ? say`启动 ${term(step.unit)} 并设为开机启动`
        : say`重启 ${term(step.unit)}`
    case 'group-member':
      return say`把 ${user(step.user)} 加入 ${term(step.group)} 组`
    case 'chown':
      return step.recursive
        ? say`把 ${paths(step.paths)} 连同其中的一切还给 ${user(step.user)}`
        : say`把 ${paths(step.paths)} 还给 ${user(step.user)}`
    case 'sysctl':
      return say`设置 ${settingsOf(step.settings)}，立即生效并写入 ${path(step.path)}`
    case 'packages':
      return step.action === 'install'
        ? say`安装软件包 ${terms(step.packages)}`
        : say`升级软件包 ${terms(step.packages)}`
    case 'pull-image':
      return say`通过 Docker 拉取 ${image(step.image)}`
    case 'save-image':
      return say`把 ${image(step.image)} 保存到 ${path(step.path)}`
    case 'load-image':
      return say`把 ${image(step.image)} 加载到集群 ${term(step.cluster)}`
    case 'seed-cache':
      return say`下载 ${url(step.url)}，核对后放到 ${path(step.path)}`
    case 'prune-images':
      return say`删除没有名字的 Docker 镜像`
    case 'delete-profile':
      return say`删除集群 ${term(step.profile)} 及其中的一切`
    case 'delete-all':
      return say`删除这里所有的 minikube 集群，不论是谁的：${quotes(step.profiles)}`
    case 'purge-home':
      return step.profiles.length === 0
        ? say`删除 ${path(step.home)}，其中已下载的文件保留`
        : say`删除这里所有的 minikube 集群，不论是谁的（${quotes(step.profiles)}），以及 ${path(step.home)}，其中已下载的文件保留`
    case 'unpause':
      return say`让容器 ${term(step.container)} 继续运行`
    case 'delete-leftovers':
      return say`从 Docker 中删除：${objects(step, ['容器', '卷', '网络'])}`
    case 'update-context':
      return say`把集群 ${term(step.profile)} 的地址写入 kubeconfig`
    case 'minikube-start':
      return say`启动集群`
    case 'smoke':
      return say`在命名空间 ${term(step.namespace)} 里试做第一课（${image(step.image)}），然后删除`
    case 'set-clock':
      return say`按网络时间校准时钟`
  }
}

/** What a step does, as a line of the plan. */
export const stepTitles: Readonly<Record<LanguageName, Say>> = { en, zh }
