import type { NetworkFault } from '../../model/host.ts'
import type { InstallReasons } from '../../model/install-reason.ts'

type Sentences = {
  readonly [Code in keyof InstallReasons]: (...args: Parameters<InstallReasons[Code]>) => string
}

const network: Readonly<Record<NetworkFault, string>> = {
  dns: '找不到它的域名',
  refused: '拒绝连接',
  timeout: '没有及时回应',
  reset: '中断了连接',
  unreachable: '连不上',
  tls: '它的证书不被接受',
  proxy: '代理没有放行',
  other: '失败',
}

const system: Readonly<Record<string, string>> = {
  ENOSPC: '没有空间了',
  EDQUOT: '超出配额',
  EROFS: '以只读方式挂载',
  EACCES: '没有权限',
  EPERM: '不允许这个操作',
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} 秒`

/** What a source, or the machine, did wrong, in Chinese. */
export const reasonsZh: Sentences = {
  status: (code) => `回应 ${code}`,
  'status-no-address': (code) => `回应 ${code}，但没有给出地址`,
  'other-part': (range) => `给的是另一段内容（${range}）`,
  'web-page': () => '给的是网页，不是文件',
  packed: (encoding) => `给的是压缩过的内容（${encoding}）`,
  empty: () => '给的是空文件',
  'too-slow': (bytes, ms) => `${seconds(ms)}只发来 ${bytes} 字节`,
  'too-long': (most) => `发来的内容超过 ${most} 字节`,
  'to-loopback': (address) => `转到了本机的另一个服务 ${address}`,
  stall: (ms) => `${seconds(ms)}没有发来任何内容`,
  'ended-early': () => '提前结束',
  'ended-after': (bytes, wanted) => `发了 ${bytes} 字节就结束，应为 ${wanted} 字节`,
  'wrong-bytes': (algorithm, digest, wanted) =>
    `内容不对（${algorithm} 是 ${digest}，应为 ${wanted}）`,
  'no-connection': (ms) => `${seconds(ms)}内没有连上`,
  'no-answer': (ms) => `${seconds(ms)}内没有回应`,
  'not-http': (protocol) => `地址不是 http（${protocol}）`,
  'not-encrypted': () => '不加密，因此没有使用',
  downgrade: (address) => `从 https 转到了 ${address}`,
  redirects: (most) => `转向超过 ${most} 次`,
  'no-file': (detail) => detail,
  'no-address': () => '不是网址',
  network: (fault, detail) =>
    `${network[fault]}（${detail}）${fault === 'tls' ? '；可以用 NODE_EXTRA_CA_CERTS 或 SSL_CERT_FILE 指定另外的根证书文件' : ''}`,
  'proxy-status': (proxy, variable, code) => `代理 ${proxy}（${variable}）回应 ${code}`,
  'proxy-scheme': (proxy, variable, scheme) =>
    `代理 ${proxy}（${variable}）要求的登录方式这里不支持（407，${scheme}）`,
  'proxy-login': (proxy, variable) =>
    `代理 ${proxy}（${variable}）要求用户名和密码（407）：写在主机名前面，即 USER:PASSWORD@${proxy}`,
  'proxy-wrong-login': (proxy, variable) =>
    `代理 ${proxy}（${variable}）不接受其中的用户名和密码（407）`,
  'proxy-protocol': (protocol, variable) => `这里不支持 ${protocol} 代理（${variable}）`,
  'proxy-failed': (proxy, variable, detail) => `代理 ${proxy}（${variable}）失败：${detail}`,
  'not-needed': () => '没有用到',
  system: (place, code) => `${place}：${system[code] ?? code}（${code}）`,
  room: (place, need, free) => `${place}：需要 ${need} MiB，只剩 ${free} MiB`,
  'not-kept': (place) => `${place} 保存不住写进去的内容`,
  noexec: (place) => `${place} 以 noexec 挂载，不能运行程序`,
  'in-use': (place) => `${place}：新文件一直被占用`,
  'being-changed': (path) => `${path} 正被别的程序改动`,
  'no-plain-file': (path) => `${path}：那里的不是普通文件`,
  'a-link': (path, target) =>
    `${path} 是指向 ${target} 的符号链接，root 不会跟着它走；请先删掉这个链接`,
  'set-id': (path) => `${path} 会以它的所有者的身份运行（set-id）；请先删掉它`,
  'not-for-root': (path) => `${path} 所在的文件夹只有 root 能写，而 root 只在那里放程序`,
  'not-placed': (path) => `${path} 那里没有装过可以撤销的东西`,
  changed: (path) => `${path} 已经不是当初装上的文件`,
  'no-backup': (path) => `${path} 原来的文件已经没有保留`,
  'no-program': (release, kind) => `${release} 不是程序（${kind}）`,
  'built-for': (release, built, wanted) => `${release} 是 ${built} 的程序，不是 ${wanted} 的`,
  'not-run-here': (arch) => `这台机器不能运行 ${arch} 的程序`,
  'no-reply': (ms) => `新文件在 ${seconds(ms)}内没有回答`,
  'other-reply': (version, code, said) =>
    `新文件没有说自己是 ${version}（退出码 ${code ?? '无'}）：${said}`,
  'archive-damaged': (detail) => `压缩包已损坏（${detail}）`,
  'archive-lacks': (path) => `压缩包里没有 ${path}`,
  'no-digest': () => '不知道它的校验值',
  'no-source': () => '没有下载源',
  'none-delivered': () => '没有一个下载源给出这个文件',
  late: (minutes) => `${minutes} 分钟后仍未完成`,
  interrupted: () => '被中断',
}
