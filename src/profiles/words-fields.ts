import type { Table } from './sentence.ts'

/** One field of it. */
export const fieldWords = {
  'unknown-key': ({ value, near, detail }) =>
    near === ''
      ? {
          en: `unknown key "${value}"; known here: ${detail}`,
          zh: `不认识的键 "${value}"；这里可以写：${detail}`,
        }
      : {
          en: `unknown key "${value}"; did you mean "${near}"?`,
          zh: `不认识的键 "${value}"；是不是 "${near}"？`,
        },
  missing: ({ at }) => ({ en: `"${at}" is missing`, zh: `缺少 "${at}"` }),
  'empty-value': ({ at }) => ({
    en: `"${at}" has no value; give one, or remove the line`,
    zh: `"${at}" 没有值；请写上，或者删掉这一行`,
  }),
  mapping: ({ at }) => ({
    en: `"${at}" wants fields below it, one "name: value" a line, indented`,
    zh: `"${at}" 下面应当是缩进的字段，每行一个 "名称：值"`,
  }),
  list: ({ at, value }) => ({
    en: `"${at}" is a list; write it as [${value}] or with one "- " a line`,
    zh: `"${at}" 是列表；请写成 [${value}]，或者每行一个 "- "`,
  }),
  text: ({ at, value }) => ({
    en: `"${at}" must be text, not ${value}; put it in quotes`,
    zh: `"${at}" 应当是文字，而不是 ${value}；请加上引号`,
  }),
  'text-line': ({ at }) => ({
    en: `"${at}" must be one line without control or invisible characters`,
    zh: `"${at}" 只能有一行，不能含控制字符或不可见字符`,
  }),
  'text-long': ({ at }) => ({
    en: `"${at}" is longer than 120 characters`,
    zh: `"${at}" 超过 120 个字符`,
  }),
  title: () => ({
    en: '"title" is one line of text, or en and zh below it, of which en must be there',
    zh: '"title" 应当是一行文字，或者在它下面写 en 和 zh（en 必须有）',
  }),
  version: ({ at, value }) => ({
    en: `"${at}": ${value} is no version; write it like v1.25.2`,
    zh: `"${at}"：${value} 不是版本号；请写成 v1.25.2 这样`,
  }),
  'version-short': ({ at, value }) => ({
    en: `"${at}": ${value} is not exact; write all three numbers, like v1.25.2`,
    zh: `"${at}"：${value} 不够精确；请写全三个数字，例如 v1.25.2`,
  }),
  mebibytes: ({ at, value }) => ({
    en: `"${at}" is a whole number of MiB, such as 8192 for 8 GiB, up to 16777216 (16 TiB); ${value} is none`,
    zh: `"${at}" 应当是以 MiB 为单位的整数，例如 8 GiB 写 8192，最大 16777216（16 TiB）；${value} 不行`,
  }),
  'mebibytes-unit': ({ at, value, near }) => ({
    en: `"${at}" is a number of MiB without a unit; for ${value} write ${near}`,
    zh: `"${at}" 以 MiB 为单位，不写单位；${value} 请写 ${near}`,
  }),
  cpus: ({ at, value }) => ({
    en: `"${at}" is a whole number of CPUs, from 2 (minikube starts with no fewer) to 1024; ${value} is none`,
    zh: `"${at}" 应当是 CPU 个数，整数，2（更少 minikube 无法启动）到 1024；${value} 不行`,
  }),
  nodes: ({ at, value }) => ({
    en: `"${at}" is a whole number of nodes, 1 to 100; ${value} is none`,
    zh: `"${at}" 应当是节点个数，1 到 100 的整数；${value} 不行`,
  }),
  sha256: ({ at, value }) => ({
    en: `"${at}": ${value} is no sha256; it has 64 digits 0-9 a-f`,
    zh: `"${at}"：${value} 不是 sha256；它由 64 个 0-9 a-f 组成`,
  }),
  schema: ({ value }) => ({
    en: `"schema" must be k8s-doctor/profile/1, not ${value}; a newer format needs a newer k8s-doctor`,
    zh: `"schema" 应当是 k8s-doctor/profile/1，而不是 ${value}；更新的格式需要更新的 k8s-doctor`,
  }),
  id: ({ value }) => ({
    en: `"id": ${value} is no short name; use lower-case letters, digits and single dashes, like my-course-2`,
    zh: `"id":${value} 不行；只能用小写字母、数字和单个短横线，例如 my-course-2`,
  }),
  'one-of': ({ at, value, near, detail }) =>
    near === ''
      ? {
          en: `"${at}": ${value} is not one of ${detail}`,
          zh: `"${at}"：${value} 不在可选值之中：${detail}`,
        }
      : {
          en: `"${at}": ${value} is not one of ${detail}; did you mean ${near}?`,
          zh: `"${at}"：${value} 不在可选值之中：${detail}；是不是 ${near}？`,
        },
  range: ({ at, value }) => ({
    en: `"${at}": ${value} is no range of versions; write one like ">=20.10.0" or ">=20.10.0 <28"`,
    zh: `"${at}"：${value} 不是版本范围；请写成 ">=20.10.0" 或 ">=20.10.0 <28" 这样`,
  }),
  image: ({ value }) => ({
    en: `${value} is no image; write name:tag, such as nginx:alpine or ghcr.io/me/app:v1`,
    zh: `${value} 不是镜像名；请写成 名称：标签，例如 nginx:alpine 或 ghcr.io/me/app:v1`,
  }),
  'image-address': ({ value, near }) => ({
    en: `${value} is no image: leave out the https://, like ${near}`,
    zh: `${value} 不是镜像名：去掉 https://，写成 ${near}`,
  }),
  'image-case': ({ value, near }) => ({
    en: `${value} is no image: its name must be in lower case, like ${near}`,
    zh: `${value} 不是镜像名：名称必须全部小写，例如 ${near}`,
  }),
  mirror: ({ value }) => ({
    en: `${value} is no address of a mirror; write one like https://mirror.example.com`,
    zh: `${value} 不是镜像站地址；请写成 https://mirror.example.com 这样`,
  }),
  'mirror-scheme': ({ value, near }) => ({
    en: `${value} is no address of a mirror: begin with https://, like ${near}`,
    zh: `${value} 不是镜像站地址：要以 https:// 开头，写成 ${near}`,
  }),
  'mirror-password': () => ({
    en: 'a mirror in a profile must not carry a user or password: every learner reads the file',
    zh: '课程配置里的镜像站不能带用户名或密码：每个学员都会读到这个文件',
  }),
  'mirror-query': ({ value }) => ({
    en: `${value}: the address of a mirror ends before ? and #`,
    zh: `${value}：镜像站地址不能包含 ？和 #`,
  }),
  'mirror-http': ({ value }) => ({
    en: `${value}: http is allowed in a private network only (10.x, 172.16-31.x, 192.168.x, localhost); use https`,
    zh: `${value}：只有内网地址（10.x、172.16-31.x、192.168.x、localhost）可以用 http；请改用 https`,
  }),
  cluster: ({ value }) => ({
    en: `"cluster": minikube refuses the name ${value}; use letters, digits and dashes, at least two characters`,
    zh: `"cluster":minikube 不接受 ${value} 这个名字；只能用字母、数字和短横线，至少两个字符`,
  }),
  'cluster-long': () => ({
    en: '"cluster" is longer than 58 characters: with the number of a node it becomes a host name, which has 63',
    zh: '"cluster" 超过 58 个字符；加上节点编号后它会成为主机名，而主机名最多 63 个字符',
  }),
  'list-long': ({ at }) => ({
    en: `"${at}" has more than 200 entries`,
    zh: `"${at}" 超过 200 项`,
  }),
  'cluster-reserved': ({ value }) => ({
    en: `"cluster": ${value} is a word of minikube itself; choose another name`,
    zh: `"cluster":${value} 是 minikube 自己的保留字；请换一个名字`,
  }),
} satisfies Table
