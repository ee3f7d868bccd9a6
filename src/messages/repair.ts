import type { FixResult, Reversibility, StepState, Trouble } from '../model/repair.ts'
import { plural, wordFor } from '../model/english.ts'
import type { LanguageName } from './language.ts'

/** What becomes of a step that `undo` comes upon. */
export type UndoState = 'undone' | 'nothing' | 'irreversible' | 'changed' | 'failed' | 'handed-over'

/** The words of `--fix` and `undo`. */
export interface RepairWords {
  /** What a diagnosis says of it. */
  readonly offer: (fix: string, fixes: number, needRoot: number) => string
  readonly plan: (steps: number) => string
  /** What the course asks for does not work here; something else follows. */
  readonly instead: string
  readonly accepted: (isListed: boolean) => string
  /** It goes on otherwise than the course says, from now on. */
  readonly chosen: (command: string) => string
  readonly nothing: string
  readonly nothingLeft: string
  readonly unchanged: string
  readonly sudo: string
  readonly undo: Readonly<Record<Reversibility, string>>
  readonly download: (size: string) => string
  readonly stops: (containers: number | 'unknown') => string
  readonly deletes: (clusters: string, count: number) => string
  readonly mayFollow: (checks: number) => string
  readonly states: Readonly<Record<StepState, string>>
  readonly results: Readonly<Record<FixResult, string>>
  readonly troubles: Readonly<Record<Trouble['why'], string>>
  readonly rolledBack: string
  readonly handOver: string
  readonly changeBy: string
  /** Of a diff that is too long to read. */
  readonly moreLines: (count: number) => string
  readonly wants: (flag: string) => string
  /** Repairs that --offline forbids. */
  readonly leftOut: (titles: readonly string[]) => string
  /** Somebody is in that group now, from the next login on. */
  readonly joined: (group: string) => string
  /** `whole`: every step that was done has a way back. */
  readonly undoWith: (command: string, whole: boolean) => string
  readonly interrupted: string
  readonly finishing: string
  readonly waiting: (holder: string) => string
  /** Downloads of minikube's that an interrupted run has left beside its home. */
  readonly notBack: (detail: string) => string
  readonly askAll: (count: number) => string
  readonly askOne: (title: string) => string
  readonly undoStates: Readonly<Record<UndoState, string>>
  readonly noRuns: string
  readonly noRun: (run: string) => string
  readonly allUndone: (run: string) => string
  readonly listed: (run: string, done: number, undone: number, open: number) => string
}

const en: RepairWords = {
  offer: (fix, fixes, needRoot) =>
    `${fix} does ${plural(fixes, 'repair')} for you${needRoot > 0 ? `, ${needRoot} with sudo` : ''}; --fix --dry-run shows every command first`,
  plan: (steps) => `The plan, ${plural(steps, 'step')}:`,
  instead: 'What the course asks for cannot work here. What can:',
  chosen: (command) => `From now on look at this machine with: ${command}`,
  accepted: (isListed) =>
    isListed ? 'the course accepts these too' : 'the course does not name these',
  nothing: 'There is nothing k8s-doctor can repair here.',
  nothingLeft: 'Nothing needed to be changed.',
  unchanged: 'Nothing was changed (--dry-run).',
  sudo: 'sudo',
  undo: {
    atomic: 'can be undone',
    compensable: 'can be undone',
    irreversible: 'cannot be undone',
  },
  download: (size) => `downloads ${size}`,
  stops: (containers) =>
    containers === 'unknown'
      ? 'stops running containers, how many is not known'
      : `stops ${plural(containers, 'running container')}`,
  deletes: (clusters, count) => `deletes the ${wordFor(count, 'cluster')} ${clusters}`,
  mayFollow: (checks) =>
    checks === 0
      ? 'Then it looks again.'
      : `Then it looks again; ${plural(checks, 'check')} could not look yet and may bring further steps.`,
  states: {
    planned: 'planned',
    already: 'done before',
    done: 'done',
    failed: 'failed',
    'taken-back': 'taken back',
    'handed-over': 'needs root',
    declined: 'not agreed to',
    'not-reached': 'not reached',
  },
  results: {
    planned: 'planned',
    fixed: 'fixed',
    unchanged: 'no better',
    worse: 'worse',
    failed: 'failed',
    'handed-over': 'needs an administrator',
    declined: 'not agreed to',
    offline: 'needs the network',
    'not-reached': 'not finished',
  },
  troubles: {
    refused: 'refused',
    'no-permission': 'no permission',
    'no-space': 'no space left',
    unparsable: 'a file or an answer that makes no sense',
    failed: 'it failed',
    timeout: 'no answer in time',
    'not-supported': 'not possible on this system',
    bug: 'this is our bug, please report it',
  },
  rolledBack: ' (taken back)',
  handOver: 'For an administrator, as root:',
  changeBy: 'change the file like this:',
  moreLines: (count) => `… ${count} more lines; --json has them all`,
  wants: (flag) => `Some of this was left undone because nobody agreed to it: ${flag} does.`,
  leftOut: (titles) =>
    `Not done with --offline, for it needs the network: ${titles.join(', ')}. Leave --offline out for that.`,
  joined: (group) =>
    `Your terminal learns of the group ${group} when you log in again; until then: newgrp ${group}`,
  undoWith: (command, whole) =>
    `${whole ? 'Undo all of it' : 'Undo what can be undone'}: ${command}`,
  interrupted: 'Interrupted. What is done stays done; nothing is half done.',
  finishing: 'Finishing the step in hand. A second signal ends at once, in the middle of it.',
  waiting: (holder) => `Waiting for another k8s-doctor: ${holder}`,
  notBack: (detail) => `minikube's downloads could not be put back: ${detail}`,
  askAll: (count) => `Do all ${count} of them?  (y) yes  (o) one by one  (n) no  `,
  askOne: (title) => `Do this: ${title}?  (y) yes  (n) no  `,
  undoStates: {
    undone: 'undone',
    nothing: 'nothing to undo',
    irreversible: 'cannot be undone',
    changed: 'left as it is: changed or in use since',
    failed: 'could not be undone',
    'handed-over': 'needs root',
  },
  noRuns: 'There is no run to undo.',
  noRun: (run) => `there is no run "${run}"; k8s-doctor undo --list shows them`,
  allUndone: (run) => `Nothing of ${run} is left to undo.`,
  listed: (run, done, undone, open) =>
    `${run}  ${plural(done, 'step')}${undone > 0 ? `, ${undone} undone` : ''}${open > 0 ? `, ${open} cut off` : ''}`,
}

const zh: RepairWords = {
  offer: (fix, fixes, needRoot) =>
    `${fix} 可以修复 ${fixes} 项${needRoot > 0 ? `，其中 ${needRoot} 项需要 sudo` : ''}；--fix --dry-run 先列出每条命令`,
  plan: (steps) => `计划，共 ${steps} 步：`,
  instead: '课程所要求的在本机不能用。可以改用：',
  chosen: (command) => `以后请这样检查这台机器：${command}`,
  accepted: (isListed) => (isListed ? '课程也接受这组版本' : '课程没有提到这组版本'),
  nothing: '这里没有 k8s-doctor 能修复的问题。',
  nothingLeft: '没有需要改动的地方。',
  unchanged: '没有改动任何东西（--dry-run）。',
  sudo: '需要 sudo',
  undo: { atomic: '可以撤销', compensable: '可以撤销', irreversible: '不能撤销' },
  download: (size) => `下载 ${size}`,
  stops: (containers) =>
    containers === 'unknown'
      ? '会停止正在运行的容器，数量不明'
      : `会停止 ${containers} 个正在运行的容器`,
  deletes: (clusters) => `会删除集群 ${clusters}`,
  mayFollow: (checks) =>
    checks === 0
      ? '然后再检查一次。'
      : `然后再检查一次；有 ${checks} 项检查现在还做不了，之后可能还有步骤。`,
  states: {
    planned: '计划',
    already: '早已完成',
    done: '完成',
    failed: '失败',
    'taken-back': '已撤回',
    'handed-over': '需要 root',
    declined: '没有同意',
    'not-reached': '没有做到',
  },
  results: {
    planned: '计划',
    fixed: '已修复',
    unchanged: '没有好转',
    worse: '更糟了',
    failed: '失败',
    'handed-over': '需要管理员',
    declined: '没有同意',
    offline: '需要网络',
    'not-reached': '没有做完',
  },
  troubles: {
    refused: '拒绝执行',
    'no-permission': '没有权限',
    'no-space': '空间不足',
    unparsable: '看不懂的文件或回答',
    failed: '没有成功',
    timeout: '没有及时应答',
    'not-supported': '这个系统上做不到',
    bug: '这是我们的缺陷，请报告给我们',
  },
  rolledBack: '（已撤回）',
  handOver: '请管理员以 root 身份执行：',
  changeBy: '把文件改成这样：',
  moreLines: (count) => `… 还有 ${count} 行；--json 里是全部`,
  wants: (flag) => `有些步骤没有人同意，所以没有做：加上 ${flag} 表示同意。`,
  leftOut: (titles) =>
    `需要网络，使用 --offline 时不做：${titles.join('、')}。要做，请去掉 --offline。`,
  joined: (group) => `重新登录后，你的终端才算在 ${group} 组里；在此之前请先执行：newgrp ${group}`,
  undoWith: (command, whole) => `${whole ? '全部撤销' : '撤销其中能撤销的'}：${command}`,
  interrupted: '已中断。做完的保留，没有做到一半的。',
  finishing: '正在做完手上这一步。再按一次立即结束，这一步会停在半途。',
  waiting: (holder) => `等待另一个 k8s-doctor:${holder}`,
  notBack: (detail) => `minikube 已下载的文件没能放回原处：${detail}`,
  askAll: (count) => `这 ${count} 项都做吗？ (y) 是  (o) 逐个问  (n) 否  `,
  askOne: (title) => `要做吗：${title}？ (y) 是  (n) 否  `,
  undoStates: {
    undone: '已撤销',
    nothing: '没有需要撤销的',
    irreversible: '不能撤销',
    changed: '保持原样：之后被改过，或者正在使用',
    failed: '撤销失败',
    'handed-over': '需要 root',
  },
  noRuns: '没有可以撤销的运行。',
  noRun: (run) => `没有这次运行：“${run}”；k8s-doctor undo --list 会列出全部`,
  allUndone: (run) => `${run} 没有可以再撤销的了。`,
  listed: (run, done, undone, open) =>
    `${run}  ${done} 步${undone > 0 ? `，已撤销 ${undone} 步` : ''}${open > 0 ? `，中断 ${open} 步` : ''}`,
}

export const repairWords: Readonly<Record<LanguageName, RepairWords>> = { en, zh }
