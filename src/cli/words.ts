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
  readonly label: string
  readonly lang: string
  readonly mirror: string
  readonly offline: string
  readonly timeout: string
  readonly verbose: string
  readonly colour: string
  readonly list: string
  readonly fix: string
  readonly dryRun: string
  readonly yes: string
  readonly allowPair: string
  readonly noStart: string
  readonly startTimeout: string
  readonly undo: string
  readonly version: string
  readonly help: string
  readonly route: string
  readonly explain: string
  readonly run: string
  readonly check: string
  readonly record: string
  readonly profiles: string
  readonly completion: string
  readonly install: string
  readonly uninstall: string
  readonly binDir: string
  readonly beside: string
  readonly link: string
  readonly shellCompletion: string
  readonly alias: string
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
  label: 'a name for this run, kept in the JSON report (also K8S_DOCTOR_LABEL)',
  lang: 'language of the output',
  mirror:
    'a mirror to ask too: a registry, a file server, for install also a folder; may be repeated (also K8S_DOCTOR_MIRROR)',
  offline: 'ask nothing of the network',
  timeout: 'longest time for the whole run, in seconds',
  verbose: 'show every check and the evidence',
  colour: 'no colours (NO_COLOR and FORCE_COLOR work too)',
  list: 'list every check; with undo: the runs that changed something',
  fix: 'repair what can be repaired: shows the plan, asks, looks again, then starts the cluster',
  dryRun:
    'show what would be done, with every command, and change nothing (--fix, install, uninstall, undo)',
  yes: 'with --fix: agree to everything the plan lists; other versions take --allow-pair',
  allowPair: "go on with other versions, where the course's own cannot work here",
  noStart: 'with --fix: repair, but do not start the cluster',
  startTimeout:
    'with --fix: longest time for one start of the cluster, in seconds (1800 unless told)',
  undo: 'take back what a run of --fix, or an install, did; the last one unless told',
  version: 'print the version; with --verbose also the date of the catalog',
  help: 'show this help',
  route: 'show where each download comes from, and the flags and steps for it',
  explain:
    "explain a code or a check without network, a stored report, or a log: a file, - for a pipe; alone: minikube's last start",
  run: 'run a command, and explain its output where it fails: k8s-doctor run -- minikube start',
  check: 'after a log, or a command that failed: ask this machine whether it is so',
  record: 'write a redacted recording of this machine that tests can replay',
  profiles: 'list, show or check course profiles',
  completion: 'print a completion script for bash, zsh or fish',
  install:
    'fetch, verify and place minikube or kubectl: the version of the course, or the one named',
  uninstall: 'take back every install of minikube or kubectl',
  binDir: 'the folder of the program (~/.local/bin, as root /usr/local/bin)',
  beside: 'keep this version beside the one on PATH, in ~/.local/share/k8s-doctor/tools',
  link: 'make kubectl a link to minikube, which takes the version of the cluster',
  shellCompletion: "complete its words in the shell: a marked block in the shell's start file",
  alias: 'in interactive shells kubectl is minikube kubectl --: a line in the same block',
  epilogue: `Exit codes: 0 ready, 1 not ready, 2 usage, 3 could not be determined, 4 a repair, an installation or the start of the cluster failed or was not agreed to, 70 a bug of ours, 130 interrupted.

Examples:
  k8s-doctor
  k8s-doctor --profile docker-book --lang zh
  k8s-doctor --json --output report.json
  k8s-doctor explain docker/daemon/not-running
  minikube start 2>&1 | k8s-doctor explain -
  k8s-doctor run -- minikube start
  k8s-doctor --fix --dry-run
  k8s-doctor install minikube`,
}

const zh: HelpWords = {
  description: '找出本地 Kubernetes 课程无法开始的原因。直接运行只做检查，不改动任何东西。',
  usage: '用法：',
  options: '选项：',
  commands: '命令：',
  standard: '默认：',
  profile: '课程：内置名称、文件或 https 地址',
  sha256: '来自网址的课程配置必须具有的摘要',
  only: '只做这些检查或领域，用逗号分隔（包括它们所依赖的）',
  skip: '不做这些检查或领域，用逗号分隔',
  json: '以 JSON 输出报告（已脱敏）',
  output: '把报告写入文件：JSON；.txt 和 .log 则为文本',
  label: '这次运行的名称，写入 JSON 报告（也可用 K8S_DOCTOR_LABEL）',
  lang: '输出语言',
  mirror:
    '另外要询问的镜像站：镜像仓库、文件服务器，install 还可以用目录；可以给多个（也可用 K8S_DOCTOR_MIRROR）',
  offline: '不访问网络',
  timeout: '整个运行的最长时间，单位秒',
  verbose: '显示每一项检查和依据',
  colour: '不使用颜色（也可用 NO_COLOR、FORCE_COLOR）',
  list: '列出所有检查；与 undo 一起：列出改动过东西的运行',
  fix: '修复能修复的问题：先给出计划并征求同意，再检查一次，然后启动集群',
  dryRun: '只显示会做什么和每条命令，不做任何改动（--fix、install、uninstall、undo）',
  yes: '与 --fix 一起：同意计划中的所有步骤；换用别的版本要用 --allow-pair',
  allowPair: '课程的版本在本机不能用时，换用别的版本',
  noStart: '与 --fix 一起：只修复，不启动集群',
  startTimeout: '与 --fix 一起：启动集群一次最长多少秒（默认 1800）',
  undo: '撤销一次 --fix 所做的改动；默认是最近一次',
  version: '显示版本；加 --verbose 还显示资料的日期',
  help: '显示帮助',
  route: '显示每项下载来自哪里，以及为此需要的启动参数和步骤',
  explain:
    '解释一个代码、一项检查（不需要网络），保存的报告或日志：文件，管道用 -；不写则是 minikube 最近一次启动',
  run: '运行一条命令，失败时解释它的输出：k8s-doctor run -- minikube start',
  check: '解释日志或失败的命令之后，再检查本机是不是这样',
  record: '把本机记录成脱敏的文件，供测试重放',
  profiles: '列出、查看或检查课程配置',
  completion: '输出 bash、zsh 或 fish 的补全脚本',
  install: '下载、核对并安装 minikube 或 kubectl：课程的版本，或指定的版本',
  uninstall: '撤销 minikube 或 kubectl 的所有安装',
  binDir: '程序所在的目录（~/.local/bin；root 为 /usr/local/bin）',
  beside: '与 PATH 上的版本并存，放在 ~/.local/share/k8s-doctor/tools',
  link: '把 kubectl 做成指向 minikube 的链接，版本随集群',
  shellCompletion: '在 shell 里补全它的命令：写进 shell 启动文件里有标记的一段',
  alias: '交互式 shell 里 kubectl 就是 minikube kubectl --：写在同一段里',
  epilogue: `退出码：0 可以开始，1 还不能开始，2 用法错误，3 无法确定，4 修复、安装或集群启动失败、没有得到同意，70 我们的缺陷，130 被中断。

示例：
  k8s-doctor
  k8s-doctor --profile docker-book --lang zh
  k8s-doctor --json --output report.json
  k8s-doctor explain docker/daemon/not-running
  minikube start 2>&1 | k8s-doctor explain -
  k8s-doctor run -- minikube start
  k8s-doctor --fix --dry-run
  k8s-doctor install minikube`,
}

export const helpWords: Readonly<Record<LanguageName, HelpWords>> = { en, zh }
