import { sayReason } from '../model/install-reason.ts'
import type { InstallFailure } from '../model/install.ts'
import { formatBytes } from '../report/format.ts'
import { reasonsZh } from '../messages/zh/install-reasons.ts'
import { soFar } from './install-words.ts'
import type { InstallWords } from './install-words.ts'

const whys: Readonly<Record<InstallFailure, string>> = {
  'no-digest': '不知道它的 sha256',
  'no-source': '没有一个下载源能提供它',
  'no-space': '空间不够',
  'not-writable': '目标位置不能写入',
  'no-exec': '目标位置不允许执行程序（以 noexec 挂载）',
  archive: '它所在的压缩包不正常',
  'other-cpu': '这个文件是给另一种 CPU 编译的',
  'self-test': '这个文件在这里不能运行',
  busy: '文件正被占用',
  interrupted: '被中断',
}

/** Why an install is not taken back. */
const refusals = {
  unknown: '不是 k8s-doctor 安装的',
  'not-installed': '现在并没有安装',
  changed: '它已经不是 k8s-doctor 放在那里的文件',
  'no-backup': '以前的文件已经没有备份',
} as const

export const zh: InstallWords = {
  unknownTool: (command, asked, known) =>
    `${command} 认识的是 ${known.join('、')}，不认识 "${asked}"`,
  badVersion: (asked) => `"${asked}" 不是版本号；三个数字都要写，例如 v1.25.2`,
  badMirror: (base) =>
    `${base} 不能当镜像用：要用 https，或者内网里的 http；不能带密码，"?" 后面不能有内容`,
  noFolder: (folder) => `没有 ${folder} 这个目录`,
  noWindows:
    '在 Windows 上还不能自己安装：--dry-run 会给出下载地址、校验值和目录；请下载、核对校验值、放到那个目录，再把目录加到 Path',
  noPlatform: '无法确定这台机器的 CPU',
  noDigest: ({ tool, version, platform, nearest, released }) =>
    [
      released
        ? `${tool} ${version} 已经发布，但这个 k8s-doctor 没有它在 ${platform} 上的 sha256；没有 sha256 就不安装。`
        : `这个 k8s-doctor 不知道 ${platform} 上的 ${tool} ${version}；没有 sha256 就不安装。`,
      nearest === undefined
        ? '这个平台的任何版本它都没有。'
        : `能安装的最接近的版本是 ${nearest}。`,
      '课程配置可以自带校验值（digests）。',
    ].join(''),
  otherPair: ({ tool, version, pinned }) =>
    `课程的 ${pinned} 在本机启动不了集群，改用 ${tool} ${version}。`,
  startsNothing: ({ tool, version, wanted, path }) =>
    `${tool} ${wanted} 在本机启动不了集群，却会替换 ${path}（${tool} ${version}）；加上 --beside 可以另外安装，不替换任何文件`,
  labels: {
    target: '装到',
    member: '只取',
    source: '来源',
    size: '大小',
    replaces: '替换',
    shell: 'shell',
  },
  replaces: {
    nothing: '没有',
    same: '没有：已经装好了',
    foreign: '一个 k8s-doctor 不认识的文件',
  },
  fromCache: '只用缓存（--offline）',
  dryRun: '没有改动任何东西（--dry-run）。',
  progress: (progress) =>
    [
      soFar(progress, '/'),
      ...(progress.left === undefined ? [] : [`还要 ${progress.left} 秒`]),
      progress.source,
    ].join('  '),
  asking: (source) => `正在询问 ${source}`,
  reason: (reason) => sayReason(reasonsZh, reason),
  sourceFailed: (source, why, others) => `${source}：${why}${others ? '；换一个下载源继续' : ''}`,
  andMore: (count) => `以及它的另外 ${count} 个路径`,
  waiting: (holder) => `等待另一个 k8s-doctor:${holder}`,
  verified: 'sha256 核对无误',
  installed: ({ tool, version, path, bytes, seconds, from }) =>
    `${tool} ${version} 已装好：${path}（${formatBytes(bytes)}，用时 ${seconds} 秒${from.length === 0 ? '' : `，来自 ${from.join('、')}`}）`,
  already: ({ tool, version, path }) => `${tool} ${version} 早已装好：${path}`,
  linked: (path, target) => `${path} 是指向 ${target} 的链接：kubectl 由 minikube 提供`,
  undoWith: (command) => `想撤销：${command}`,
  notOnPath: (directory, line) =>
    `${directory} 不在 PATH 上；请把这一行加到 shell 的启动文件里：${line}`,
  shadowed: (tool, by, path, line) =>
    `输入 ${tool} 时运行的仍是 ${by}，它在 PATH 上排在 ${path} 前面；这一行可以改变顺序：${line}`,
  rehash: (before) => `已经打开的 shell 可能还在用 ${before}：执行 hash -r 让它重新查找。`,
  ci: (variables) => `这个工作流后面的步骤会得到 ${variables.join(' 和 ')}。`,
  shellWritten: (file) => `已写入 ${file}；新打开的 shell 会读到`,
  shellCleaned: (file) => `${file} 里的那一段已经去掉`,
  failed: ({ tool, version }, failure) => `${tool} ${version} 没有装上：${whys[failure]}。`,
  advice: {
    'no-source':
      '在教室里可以指定教室的镜像（--mirror 网址或目录）；在代理后面请设置 HTTPS_PROXY，公司自己的证书请用 NODE_EXTRA_CA_CERTS。',
    'no-space': '请腾出空间，或换一个位置：--bin-dir 目录。',
    'not-writable': '请用 --bin-dir 换一个位置。',
    'no-rights': '请用 --bin-dir 换一个位置，或者用 sudo 运行。',
    cache: '下载和安装记录要用到那个位置；XDG_CACHE_HOME 和 XDG_STATE_HOME 可以指定别的位置。',
    'no-exec': '请用 --bin-dir 换一个位置。',
    interrupted: '已经下载的部分会留给下一次运行。',
  },
  tried: '试过：',
  noInstalls: 'k8s-doctor 没有在这里安装过任何东西。',
  nothingOf: (tool) => `这里的 ${tool} 不是本程序安装的，没有可以删除的`,
  nothingToUndo: '没有可以撤销的',
  unknownTransaction: (asked) => `没有 "${asked}" 这一次安装；k8s-doctor undo --list 会列出所有的`,
  undone: ({ tool, version, path, restored }) =>
    restored
      ? `${path}：已恢复成安装 ${tool} ${version} 之前的文件`
      : `${path}：已删除 ${tool} ${version}`,
  wouldUndo: ({ tool, version, path, restored }) =>
    restored
      ? `${path}：将恢复成安装 ${tool} ${version} 之前的文件`
      : `${path}：将删除 ${tool} ${version}`,
  linkRemoved: (path) => `${path}：链接已删除`,
  refused: (path, why) => `没有改动 ${path}：${refusals[why]}。`,
  states: {
    prepared: '中途断了',
    committed: '已安装',
    undoing: '中途断了',
    undone: '已撤销',
    aborted: '中途断了',
  },
  noShell: (name) => `补全和别名只支持 bash、zsh 和 fish;SHELL 是 "${name}"`,
  noText: (file) => `没有改动 ${file}：它不是纯文本，或者有人改过里面属于 k8s-doctor 的那一段`,
  underSudo: 'shell 的启动文件属于用户自己：请不要用 sudo 运行',
  linkNeedsMinikube: '做链接需要先有 minikube:k8s-doctor install minikube',
  linkInTheWay: (path) => `${path} 是一个程序，不是链接：请先删除它`,
  onlyKubectl: (option) => `${option} 只用于 kubectl`,
}
