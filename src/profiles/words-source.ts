import type { Table } from './sentence.ts'

/** Fields that do not fit each other, or this tool's knowledge. */
export const togetherWords = {
  'disk-order': ({ detail }) => ({
    en: `"resources.disk.minimum" is larger than "resources.disk.comfortable" (${detail})`,
    zh: `"resources.disk.minimum" 大于 "resources.disk.comfortable"（${detail}）`,
  }),
  'memory-small': ({ value, detail }) => ({
    en: `${value} MiB is less than minikube starts with (${detail} MiB); the unit is MiB: 8 GiB is 8192`,
    zh: `${value} MiB 不够 minikube 启动（至少 ${detail} MiB）；单位是 MiB:8 GiB 写 8192`,
  }),
  'disk-small': ({ at, value }) => ({
    en: `"${at}" is only ${value} MiB; the unit is MiB: 20 GiB is 20480`,
    zh: `"${at}" 只有 ${value} MiB；单位是 MiB:20 GiB 写 20480`,
  }),
  'none-nodes': () => ({
    en: 'the driver "none" runs one node only',
    zh: '驱动 "none" 只支持一个节点',
  }),
  'none-cluster': () => ({
    en: 'with the driver "none" the cluster must be called minikube',
    zh: '使用驱动 "none" 时集群名只能是 minikube',
  }),
  'digest-differs': ({ at, detail }) => ({
    en: `"${at}" is not the sha256 that was published for ${detail}; remove it, k8s-doctor knows that release`,
    zh: `"${at}" 与 ${detail} 公布的 sha256 不同；请删掉，k8s-doctor 已经知道这个版本`,
  }),
  'release-unknown': ({ value, detail }) => ({
    en: `k8s-doctor knows no sha256 of ${detail} ${value} and will not install it; give it under "digests"`,
    zh: `k8s-doctor 没有 ${detail} ${value} 的 sha256，不会安装它；请写在 "digests" 下`,
  }),
  'kubernetes-out': ({ value, near, detail }) => ({
    en: `minikube ${near} is made for Kubernetes ${detail}, not ${value}`,
    zh: `minikube ${near} 支持的是 Kubernetes ${detail}，不是 ${value}`,
  }),
  'id-built-in': ({ value }) => ({
    en: `a profile "${value}" travels with k8s-doctor; choose another id, so that reports tell them apart`,
    zh: `k8s-doctor 自带名为 "${value}" 的课程配置；请换一个 id，以免报告里混淆`,
  }),
} satisfies Table

/** Where it comes from. */
export const sourceWords = {
  'unknown-name': ({ value, near, detail }) => ({
    en: `there is no profile and no file "${value}"${near === '' ? '' : `; did you mean "${near}"?`} Built in: ${detail}`,
    zh: `没有名为 "${value}" 的课程配置或文件${near === '' ? '。' : `；是不是 "${near}"？`}自带的有：${detail}`,
  }),
  absent: () => ({ en: 'there is no such file', zh: '没有这个文件' }),
  denied: () => ({ en: 'this file may not be read', zh: '没有权限读取这个文件' }),
  'no-file': () => ({ en: 'this is no file that can be read', zh: '这不是可以读取的文件' }),
  address: () => ({
    en: 'a profile is fetched from an https address only (http from this machine itself)',
    zh: '只能从 https 地址获取课程配置（http 仅限本机）',
  }),
  password: () => ({
    en: 'the address must not carry a user or password',
    zh: '地址里不能带用户名或密码',
  }),
  offline: () => ({
    en: 'nothing is fetched with --offline; save the profile as a file and give its path',
    zh: '使用 --offline 时不会联网；请把课程配置保存为文件，再给出路径',
  }),
  'redirect-http': ({ detail }) => ({
    en: `the address leads to ${detail}, which is not https; a profile is not taken from there`,
    zh: `该地址跳转到 ${detail}，不是 https；不会从那里获取课程配置`,
  }),
  'redirect-private': ({ detail }) => ({
    en: `the address leads from the internet to ${detail}, which is inside a private network; a profile is not taken from there`,
    zh: `该地址从互联网跳转到内网主机 ${detail}；不会从那里获取课程配置`,
  }),
  redirects: () => ({
    en: 'the address leads from one place to the next, more than 3 times',
    zh: '该地址跳转超过 3 次',
  }),
  status: ({ detail }) => ({
    en: `the server answers ${detail} instead of the profile`,
    zh: `服务器返回 ${detail}，没有给出课程配置`,
  }),
  'needs-login': ({ detail }) => ({
    en: `the server answers ${detail}: the file is not public. Learners have no login; put it where everybody can read it`,
    zh: `服务器返回 ${detail}：该文件不是公开的。学员没有登录权限，请放到任何人都能读取的地方`,
  }),
  dns: ({ detail }) => ({
    en: `the name of the server is not known: ${detail}`,
    zh: `找不到服务器的域名：${detail}`,
  }),
  timeout: () => ({ en: 'the server did not answer in time', zh: '服务器没有及时应答' }),
  tls: ({ detail }) => ({
    en: `the server's certificate is not trusted: ${detail}`,
    zh: `服务器的证书不可信：${detail}`,
  }),
  unreachable: ({ detail }) => ({
    en: `the server cannot be reached: ${detail}`,
    zh: `无法连接服务器：${detail}`,
  }),
  'sha256-given': () => ({
    en: 'the sha256 to compare with is none; it has 64 digits 0-9 a-f',
    zh: '给出的 sha256 不对；它由 64 个 0-9 a-f 组成',
  }),
  'sha256-differs': ({ value }) => ({
    en: `the profile is not the one expected: its sha256 is ${value}`,
    zh: `这不是预期的课程配置：它的 sha256 是 ${value}`,
  }),
} satisfies Table
