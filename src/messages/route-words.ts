import { plural } from '../model/english.ts'
import type { Proof } from '../model/route.ts'
import { sourceNames } from '../route/hosts.ts'
import type { Because, FlagReason } from '../model/chosen-route.ts'
import type { LanguageName } from './language.ts'

type Absent = Extract<Proof, { readonly state: 'absent' }>['why']
type Unproven = Extract<Proof, { readonly state: 'unproven' }>['why']

/** What `k8s-doctor route` says. */
export interface RouteWords {
  readonly heading: (course: string, pair: string) => string
  readonly because: Readonly<Record<Because, string>>
  readonly whys: Readonly<Record<Absent | Unproven, string>>
  readonly notNeeded: string
  /** Behind the name of a program that runs in the node. */
  readonly inNode: string
  readonly missing: string
  readonly unproven: string
  readonly unused: string
  readonly preload: string
  readonly sources: Readonly<Record<string, string>>
  readonly nothing: string
  readonly fetches: (count: number, size: string, time: string | undefined) => string
  readonly inAll: (count: number, size: string) => string
  readonly start: string
  readonly noFlags: string
  readonly flags: Readonly<Record<FlagReason, (source: string) => string>>
  readonly before: string
  readonly after: string
  readonly place: (url: string, sha256: string, path: string) => string
  readonly incomplete: string
}

const en: RouteWords = {
  heading: (course, pair) => `Where everything for ${course} (${pair}) comes from`,
  because: {
    here: 'already here',
    'in-preload': 'in the preload',
    official: 'its home',
    repository: 'with the image repository',
    together: 'one address for all of these',
    only: 'the only one that has it',
    fastest: 'the fastest that has it',
  },
  whys: {
    'no-tag': 'no such tag',
    'no-platform': 'not built for this CPU',
    'not-found': 'not there',
    denied: 'access denied',
    dns: 'no such name',
    refused: 'connection refused',
    timeout: 'no answer in time',
    reset: 'connection cut',
    unreachable: 'no way there',
    tls: 'its certificate is not trusted',
    proxy: 'the proxy did not let it through',
    other: 'failed',
    'rate-limited': 'too many pulls from this address',
    'needs-login': 'wants a login',
    'proxy-login': 'the proxy wants a login',
    'server-error': 'the server failed',
    nonsense: 'an answer that makes no sense',
    offline: 'not asked (--offline)',
  },
  notNeeded: 'has it too',
  inNode: '(node)',
  missing: 'no source has it',
  unproven: 'nobody answered for it',
  unused: 'not used',
  preload: 'preload',
  sources: { ...sourceNames, here: 'this machine', official: 'official' },
  nothing: 'Nothing has to be downloaded.',
  fetches: (count, size, time) =>
    count === 0
      ? 'The start has nothing to download'
      : `The start downloads ${plural(count, 'thing')}, ${size}${time === undefined ? '' : `, about ${time} from here`}`,
  inAll: (count, size) => `with tools and lessons ${count}, ${size}`,
  start: 'The start as far as downloads go (k8s-doctor shows all of it)',
  noFlags: 'No flag is needed for it.',
  flags: {
    repository: (source) => `the system's images come from ${source}, which has every one of them`,
    'base-image': (source) =>
      `the node's image comes from ${source}, by its tag: copies have another digest`,
    'base-image-with-repository': () =>
      'with another image repository the name of the node image would be changed too',
    'base-image-here': () =>
      'docker has the node image by its tag alone, and minikube would ask for its digest',
    'binary-mirror': (source) =>
      `kubeadm, kubelet and kubectl come from ${source}; where minikube would look, they are not`,
    'registry-mirror': (source) => `the node's Docker pulls the lessons' images through ${source}`,
    'no-preload': () => 'the preload does not answer, or single images are quicker',
    insecure: () => 'that registry speaks without encryption',
  },
  before: 'Before the start',
  after: 'When the cluster runs',
  place: (url, sha256, path) => `put ${url} at ${path} (sha256 ${sha256})`,
  incomplete: 'This is not complete: the start may fail.',
}

const zh: RouteWords = {
  heading: (course, pair) => `${course}（${pair}）所需内容的来源`,
  because: {
    here: '本机已有',
    'in-preload': '在预加载包里',
    official: '官方来源',
    repository: '与镜像仓库一致',
    together: '这几项共用一个地址',
    only: '只有它有',
    fastest: '有它的来源中最快',
  },
  whys: {
    'no-tag': '没有这个标签',
    'no-platform': '没有这种 CPU 的版本',
    'not-found': '没有',
    denied: '拒绝访问',
    dns: '域名解析不了',
    refused: '拒绝连接',
    timeout: '没有及时应答',
    reset: '连接被切断',
    unreachable: '到不了',
    tls: '证书不受信任',
    proxy: '代理没有放行',
    other: '失败',
    'rate-limited': '这个网络拉取次数过多',
    'needs-login': '需要登录',
    'proxy-login': '代理需要登录',
    'server-error': '服务器出错',
    nonsense: '回答看不懂',
    offline: '没有询问（--offline）',
  },
  notNeeded: '也有',
  inNode: '（节点）',
  missing: '哪里都没有',
  unproven: '没有得到应答',
  unused: '不使用',
  preload: '预加载包',
  sources: {
    ...sourceNames,
    here: '本机',
    official: '官方',
    aliyun: '阿里云',
    'aliyun-oss': '阿里云 OSS',
  },
  nothing: '不需要下载任何东西。',
  fetches: (count, size, time) =>
    count === 0
      ? '启动没有要下载的'
      : `启动要下载 ${count} 项，${size}${time === undefined ? '' : `，这里大约需要 ${time}`}`,
  inAll: (count, size) => `加上工具和课程镜像共 ${count} 项，${size}`,
  start: '与下载有关的启动参数（完整命令见 k8s-doctor）',
  noFlags: '不需要为此加任何参数。',
  flags: {
    repository: (source) => `系统镜像都从 ${source} 拉取，那里一个不缺`,
    'base-image': (source) => `节点镜像从 ${source} 拉取，只写标签：副本的摘要不同`,
    'base-image-with-repository': () => '换了镜像仓库，minikube 会连节点镜像的名字一起改掉',
    'base-image-here': () => 'docker 里的节点镜像只有标签，不写明的话 minikube 会再按摘要下载一次',
    'binary-mirror': (source) =>
      `kubeadm、kubelet 和 kubectl 从 ${source} 下载；minikube 默认去的地方没有`,
    'registry-mirror': (source) => `节点里的 Docker 通过 ${source} 拉取课程镜像`,
    'no-preload': () => '预加载包没有应答，或者逐个拉取镜像更快',
    insecure: () => '这个仓库不加密',
  },
  before: '启动之前',
  after: '集群运行之后',
  place: (url, sha256, path) => `把 ${url} 放到 ${path}（sha256 ${sha256}）`,
  incomplete: '还不完整：启动可能失败。',
}

export const routeWords: Readonly<Record<LanguageName, RouteWords>> = { en, zh }
