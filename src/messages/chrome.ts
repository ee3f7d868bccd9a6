import type { Area, Reason } from '../model/check.ts'
import type { Risk } from '../model/fix.ts'
import type { Why } from '../model/unreadable.ts'
import { plural } from '../model/english.ts'
import type { LanguageName } from './language.ts'

export interface Counts {
  readonly problems: number
  readonly covered: number
  readonly warnings: number
  readonly fine: number
  readonly blocked: number
  readonly unknown: number
}

/** The words of the frame: everything a report says that is not about one check. */
export interface Chrome {
  readonly areas: Readonly<Record<Area, string>>
  readonly reasons: Readonly<Record<Reason, string>>
  readonly whys: Readonly<Record<Why, string>>
  readonly risks: Readonly<Record<Risk, string>>
  /** Nothing keeps the existing cluster from being started again, but it does not run. */
  readonly notRunning: (course: string, pair: string) => string
  readonly briefNotRunning: string
  readonly verdict: (
    ready: boolean | null,
    warnings: number,
    course: string,
    pair: string,
  ) => string
  /** Of a run with --only or --skip that found nothing: it is no word on the whole machine. */
  readonly partlyFine: (looked: number, all: number) => string
  readonly first: (message: string) => string
  readonly covered: (flags: string) => string
  readonly unknown: (what: string, why: string) => string
  readonly waiting: (count: number, code: string) => string
  readonly allFine: (count: number) => string
  readonly crashed: (check: string) => string
  readonly plan: string
  readonly needsRoot: string
  readonly startWith: string
  readonly startLater: string
  /** --offline, and the start would fetch something. */
  readonly startOnline: string
  /** Only with these versions, or this driver, does the cluster start here. */
  readonly startChoice: (names: string) => string
  /** How much that downloads, in brackets after the line before. */
  readonly downloads: (count: number, size: string, time: string | undefined) => string
  readonly whyFlags: (route: string) => string
  readonly because: (code: string) => string
  readonly fromProfile: string
  readonly evidence: string
  readonly lookAgain: (look: string) => string
  /** Before a command that deletes something. */
  readonly deletesData: string
  readonly signs: (fix: string, look: string) => string
  readonly more: (explain: string) => string
  readonly counts: (counts: Counts) => string
  /** Behind our own version: of which day its tables are. */
  readonly catalog: (date: string) => string
  readonly brief: (ready: boolean | null) => string
  readonly briefPartly: string
  readonly waitingFor: (what: string, seconds: number) => string
}

const parts = (list: readonly (string | false)[]): string => list.filter(Boolean).join(', ')

const en: Chrome = {
  areas: {
    host: 'host',
    resources: 'resources',
    user: 'user',
    docker: 'docker',
    tools: 'tools',
    network: 'network',
    registry: 'registry',
    cluster: 'cluster',
  },
  reasons: {
    'not-selected': 'not asked for',
    offline: 'needs the network (--offline)',
    'other-os': 'not on this system',
    'other-driver': 'not with this driver',
    'no-cluster': 'no cluster yet',
    'not-installed': 'not installed',
    'not-configured': 'nothing configured',
    'not-running': 'not running',
    'no-docker': 'no docker',
    'not-needed': 'nothing to ask for',
    'not-tried': 'tried after a start of --fix',
  },
  whys: {
    'missing-program': 'the program is missing',
    timeout: 'no answer in time',
    denied: 'access denied',
    unparsable: 'an answer that makes no sense',
    unreachable: 'nobody answered',
    stripped: 'sudo removed it from the environment',
    exhausted: 'the system has no more files, processes or memory to give',
  },
  risks: { safe: 'safe', system: 'system', destructive: 'destructive' },
  notRunning: (course, pair) =>
    `The cluster is not running: start it with the command below. Everything else is ready for ${course} (${pair}).`,
  briefNotRunning: 'NOT RUNNING',
  verdict: (ready, warnings, course, pair) => {
    if (ready === null)
      return `Nothing wrong found, but not everything could be determined: ${course} (${pair}).`
    if (!ready) return `Not ready for ${course} (${pair}).`
    return warnings === 0
      ? `Ready for ${course} (${pair}).`
      : `Ready for ${course} (${pair}), with ${plural(warnings, 'warning')}.`
  },
  partlyFine: (looked, all) => `Nothing wrong in the ${looked} of ${all} checks asked for.`,
  first: (message) => `Fix this first: ${message}`,
  covered: (flags) => `covered: the start uses ${flags}`,
  unknown: (what, why) => `could not tell (${why}: ${what})`,
  waiting: (count, code) => `not looked at: ${plural(count, 'check')} behind ${code}`,
  allFine: (count) => `${count} fine`,
  crashed: (check) => `the check ${check} itself failed: this is our bug, please report it`,
  plan: 'What would be repaired',
  needsRoot: 'sudo',
  startWith: 'Start the cluster with',
  startLater: 'When that is done, the cluster starts with',
  startOnline:
    'Not all that the start asks for is known to be here, so it needs the network. Then the cluster starts with',
  startChoice: (names) =>
    `Here the cluster starts only with ${names}. If your course allows that, this shows the start command`,
  downloads: (count, size, time) =>
    ` (${plural(count, 'download')}, ${size}${time === undefined ? '' : `, about ${time} from here`})`,
  whyFlags: (route) => `why each flag: ${route}`,
  because: (code) => `because of ${code}`,
  fromProfile: 'the course',
  evidence: 'evidence',
  lookAgain: (look) => `Then look again: ${look}`,
  deletesData: 'This deletes data for good:',
  signs: (fix, look) => `${fix} repairs, ${look} only shows more`,
  more: (explain) => `${explain} CODE tells more about a code`,
  counts: ({ problems, covered, warnings, fine, blocked, unknown }) =>
    parts([
      plural(problems, 'problem'),
      covered > 0 && `${covered} covered`,
      plural(warnings, 'warning'),
      `${fine} fine`,
      blocked > 0 && `${blocked} waiting`,
      unknown > 0 && `${unknown} unknown`,
    ]),
  catalog: (date) => ` (catalog of ${date})`,
  brief: (ready) => (ready === null ? 'UNDETERMINED' : ready ? 'READY' : 'NOT READY'),
  briefPartly: 'NOTHING FOUND SO FAR',
  waitingFor: (what, seconds) => `waiting for ${what} ${seconds} s`,
}

const zh: Chrome = {
  areas: {
    host: '主机',
    resources: '资源',
    user: '用户',
    docker: 'Docker',
    tools: '工具',
    network: '网络',
    registry: '镜像源',
    cluster: '集群',
  },
  reasons: {
    'not-selected': '没有要求检查',
    offline: '需要网络（--offline）',
    'other-os': '不适用于本系统',
    'other-driver': '不适用于这个驱动',
    'no-cluster': '还没有集群',
    'not-installed': '没有安装',
    'not-configured': '没有配置',
    'not-running': '没有运行',
    'no-docker': '没有 Docker',
    'not-needed': '没有需要查询的',
    'not-tried': '由 --fix 启动集群之后才会试做',
  },
  whys: {
    'missing-program': '缺少这个程序',
    timeout: '没有及时应答',
    denied: '没有权限',
    unparsable: '看不懂它的回答',
    unreachable: '没有应答',
    stripped: '被 sudo 从环境变量中去掉了',
    exhausted: '系统可用的文件句柄、进程数或内存已经用完',
  },
  risks: { safe: '安全', system: '改动系统', destructive: '会删除数据' },
  notRunning: (course, pair) =>
    `集群没有运行：请用下面的命令启动。其他条件都已满足：${course}（${pair}）。`,
  briefNotRunning: '集群未运行',
  verdict: (ready, warnings, course, pair) => {
    if (ready === null) return `没有发现问题，但有些地方无法确定：${course}（${pair}）。`
    if (!ready) return `还不能开始${course}（${pair}）。`
    return warnings === 0
      ? `可以开始${course}（${pair}）。`
      : `可以开始${course}（${pair}），有 ${warnings} 个警告。`
  },
  partlyFine: (looked, all) => `要求的检查（${all} 项中的 ${looked} 项）没有发现问题。`,
  first: (message) => `先解决这一个：${message}`,
  covered: (flags) => `已有对策：启动时会用 ${flags}`,
  unknown: (what, why) => `无法判断（${why}：${what}）`,
  waiting: (count, code) => `没有检查：${count} 项在等 ${code}`,
  allFine: (count) => `${count} 项正常`,
  crashed: (check) => `检查 ${check} 自己出错了：这是我们的缺陷，请报告给我们`,
  plan: '可以这样修复',
  needsRoot: '需要 sudo',
  startWith: '用这条命令启动集群',
  startLater: '解决之后，用这条命令启动集群',
  startOnline: '启动所需的文件不能确定都已在本机，因此启动要联网。联网后用这条命令启动集群',
  startChoice: (names) =>
    `在这里只有用 ${names} 才能启动集群。如果课程允许，这条命令会给出启动命令`,
  downloads: (count, size, time) =>
    `（下载 ${count} 项，${size}${time === undefined ? '' : `，这里大约需要 ${time}`}）`,
  whyFlags: (route) => `每个参数的理由：${route}`,
  because: (code) => `原因：${code}`,
  fromProfile: '课程要求',
  evidence: '依据',
  lookAgain: (look) => `然后再检查一次：${look}`,
  deletesData: '下面的命令会永久删除数据：',
  signs: (fix, look) => `${fix} 用来修复，${look} 只是查看`,
  more: (explain) => `${explain} 代码 会解释一个代码`,
  counts: ({ problems, covered, warnings, fine, blocked, unknown }) =>
    [
      `${problems} 个问题`,
      covered > 0 && `${covered} 个已有对策`,
      `${warnings} 个警告`,
      `${fine} 项正常`,
      blocked > 0 && `${blocked} 项在等`,
      unknown > 0 && `${unknown} 项无法判断`,
    ]
      .filter(Boolean)
      .join('，'),
  catalog: (date) => `（资料截至 ${date}）`,
  brief: (ready) => (ready === null ? '无法确定' : ready ? '可以开始' : '还不能开始'),
  briefPartly: '目前没有发现问题',
  waitingFor: (what, seconds) => `等待 ${what} ${seconds} 秒`,
}

export const chromes: Readonly<Record<LanguageName, Chrome>> = { en, zh }
