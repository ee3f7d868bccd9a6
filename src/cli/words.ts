import type { LanguageName } from '../messages/language.ts'

/** What `--help` says. */
export interface HelpWords {
  readonly description: string
  readonly usage: string
  readonly options: string
  readonly commands: string
  readonly standard: string
  readonly profile: string
  readonly sha256: string
  readonly only: string
  readonly skip: string
  readonly json: string
  readonly output: string
  readonly lang: string
  readonly offline: string
  readonly timeout: string
  readonly verbose: string
  readonly colour: string
  readonly list: string
  readonly version: string
  readonly help: string
  readonly explain: string
  readonly check: string
  readonly record: string
  readonly profiles: string
  readonly completion: string
  readonly epilogue: string
}

const en: HelpWords = {
  description:
    'Finds what keeps a local Kubernetes course from starting. A plain run only looks and changes nothing.',
  usage: 'Usage:',
  options: 'Options:',
  commands: 'Commands:',
  standard: 'default:',
  profile: 'the course: a built-in name, a file, or an https URL',
  sha256: 'the digest a profile from a URL must have',
  only: 'only these checks or areas, comma-separated (and what they wait for)',
  skip: 'not these checks or areas, comma-separated',
  json: 'the report as JSON, redacted',
  output: 'write the report to a file: JSON, or text for .txt and .log',
  lang: 'language of the output',
  offline: 'ask nothing of the network',
  timeout: 'longest time for the whole run, in seconds',
  verbose: 'show every check and the evidence',
  colour: 'no colours (NO_COLOR and FORCE_COLOR work too)',
  list: 'list every check',
  version: 'print the version',
  help: 'show this help',
  explain: 'explain a code or a check without network, or a log: a file, or - for a pipe',
  check: 'after a log: ask this machine whether it is so',
  record: 'write a redacted recording of this machine that tests can replay',
  profiles: 'list, show or check course profiles',
  completion: 'print a completion script for bash, zsh or fish',
  epilogue: `Exit codes: 0 ready, 1 not ready, 2 usage, 3 could not be determined, 70 a bug of ours, 130 interrupted.

Examples:
  k8s-doctor
  k8s-doctor --profile docker-book --lang zh
  k8s-doctor --json --output report.json
  k8s-doctor explain docker/daemon/not-running
  minikube start 2>&1 | k8s-doctor explain -`,
}

const zh: HelpWords = {
  description: '找出本地 Kubernetes 课程无法开始的原因。直接运行只做检查,不改动任何东西。',
  usage: '用法:',
  options: '选项:',
  commands: '命令:',
  standard: '默认:',
  profile: '课程:内置名称、文件或 https 地址',
  sha256: '来自网址的课程配置必须具有的摘要',
  only: '只做这些检查或领域,用逗号分隔(包括它们所依赖的)',
  skip: '不做这些检查或领域,用逗号分隔',
  json: '以 JSON 输出报告(已脱敏)',
  output: '把报告写入文件:JSON;.txt 和 .log 则为文本',
  lang: '输出语言',
  offline: '不访问网络',
  timeout: '整个运行的最长时间,单位秒',
  verbose: '显示每一项检查和依据',
  colour: '不使用颜色(也可用 NO_COLOR、FORCE_COLOR)',
  list: '列出所有检查',
  version: '显示版本',
  help: '显示帮助',
  explain: '解释一个代码或一项检查(不需要网络),或解释日志:文件,管道用 -',
  check: '解释日志之后,再检查本机是不是这样',
  record: '把本机记录成脱敏的文件,供测试重放',
  profiles: '列出、查看或检查课程配置',
  completion: '输出 bash、zsh 或 fish 的补全脚本',
  epilogue: `退出码:0 可以开始,1 还不能开始,2 用法错误,3 无法确定,70 我们的缺陷,130 被中断。

示例:
  k8s-doctor
  k8s-doctor --profile docker-book --lang zh
  k8s-doctor --json --output report.json
  k8s-doctor explain docker/daemon/not-running
  minikube start 2>&1 | k8s-doctor explain -`,
}

export const helpWords: Readonly<Record<LanguageName, HelpWords>> = { en, zh }
