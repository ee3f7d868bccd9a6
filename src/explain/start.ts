import type { Evidence } from './explanation.ts'
import type { Line } from './unwrap.ts'

/**
 * A start begins: minikube's greeting, or what klog writes first of a start that prints events; kubeadm; kind. Sources:
 * kubernetes/minikube v1.38.1 cmd/minikube/cmd/start.go and translations/; kubernetes v1.34 cmd/kubeadm/app/phases; kind v0.31
 * pkg/cluster/internal/create/create.go.
 */
const begins =
  /\bminikube v\d+\.\S{1,30} (?:on|auf|sur|en|na) |上的 minikube v\d|^hostinfo: \{|^\[preflight\] Running pre-flight checks|^\[init\] Using Kubernetes version|^Creating cluster "[^"]{1,60}" \.\.\./

/** A step of a start, where its greeting was not copied. */
const underWay =
  /Creating \S{1,20} (?:container|VM|machine) \(|(?:Pulling base image|正在拉取基础镜像) |Preparing Kubernetes v\d|Booting up control plane|Verifying Kubernetes components|Starting (?:control plane|"[^"]{1,60}" (?:primary )?control-plane) node|Creating \S{1,20} .{0,40}（CPU/

/** It came to its end: the last words in every language minikube speaks, and klog's where it prints events. */
const succeeds =
  /(?:Done|Fertig|Terminé|Готово|Selesai|완료|끝났습니다)[!！]? ?[!！] ?(?:kubectl|minikube|쿠버네티스)|(?:完成|終了しました)[!！] ?(?:kubectl|minikube)|kubectl is now configured to use|Everything looks great\. Please enjoy minikube|Download complete!|^kubectl: \S{1,30}, cluster: \S{1,30} \(minor skew: \d+\)|^Set kubectl context to "kind-|Successfully (?:added \S{1,80} to \S{1,80}|started node \S{1,80})!|已成功将 \S{1,80} 添加到|成功启动节点 /i

/** kubeadm's own end; inside a start of minikube it is a step of many. */
const joined =
  /Your Kubernetes (?:control-plane|master) has initialized successfully|This node has joined the cluster/i

/** The start's last words when it failed and gives no reason id. The last of the loudest is the decisive one. */
const fails: readonly RegExp[] = [
  /^(?:[💣❌🚫⛔🙈]|X ).{0,4}\S|minikube is exiting due to an error|Sorry that minikube crashed|\b(?:Error|Failed) (?:starting|restarting|provisioning|creating|getting|to start|to create|to cache|to setup|to update|to enable|to load)\b|error provisioning (?:host|guest)|Unable to (?:start|restart|load) |(?:开启 cluster|获取 (?:host|cluster|control-plane)\S{0,20}).{0,12}时出错|启动.{1,60}失败|ERROR: failed to create cluster|error execution phase [\w/-]+:/u,
  /^🤦|^😿(?!.{0,4}(?:If the above|如果))|StartHost (?:failed|失败)|driver reported an issue|initialization failed, will try again|Startup with \S{1,30} driver failed/u,
]
/** Said by nothing but a start; the rest counts only where one began. */
const ownWords =
  /^(?:[💣❌🚫⛔🙈🤦😿]|X )|minikube is exiting|minikube crashed|StartHost|driver reported an issue|开启 cluster|ERROR: failed to create cluster|error execution phase|rror (?:starting cluster|starting node|starting host|provisioning )|Unable to start VM|Failed to start \S{1,20} (?:container|VM)/u
const klogOfStart = /^(?:start|node|machine|fix|kic|create|cluster|kubeadm|exit|cache|host)\.go$/

/** In lower case: what stands in every line that tells how a start goes. */
export const nearStart: readonly string[] = [
  'minikube v',
  '(cpus=',
  'pulling base image',
  '正在拉取基础镜像',
  'preparing kubernetes v',
  'booting up control plane',
  'verifying kubernetes components',
  'control plane node',
  'control-plane node',
  'hostinfo: {',
  '[preflight] running',
  '[init] using',
  'creating cluster "',
  'done!',
  'fertig!',
  'terminé',
  'готово!',
  'selesai!',
  '끝났습니다',
  '完成',
  '終了しました',
  'is now configured to use',
  'everything looks great',
  'download complete!',
  'minor skew',
  'successfully added',
  'successfully started node',
  '已成功将',
  '成功启动节点',
  'set kubectl context',
  'initialized successfully',
  'has joined the cluster',
  '💣',
  '❌',
  '🚫',
  '⛔',
  '🙈',
  '🤦',
  '😿',
  'exiting due to an error',
  'minikube crashed',
  'error starting',
  'error restarting',
  'error provisioning',
  'error creating',
  'error getting',
  'failed to start',
  'failed to create',
  'failed to cache',
  'failed to setup',
  'failed to update',
  'failed to enable',
  'failed to load',
  'failed starting',
  'unable to start',
  'unable to restart',
  'unable to load',
  '时出错',
  '失败',
  'starthost',
  'driver reported an issue',
  'will try again',
  'driver failed',
  'error execution phase',
]

interface Decisive {
  readonly rank: number
  readonly line: Evidence
}

/** Follows a start through a log: whether one began, whether the last one came to its end, and the line that says why not. */
export const createStart = () => {
  let begun = false
  let ofMinikube = false
  let succeeded = false
  let decisive: Decisive | undefined

  /** Takes a line; whether it says that the start came to its end. */
  const take = ({ number, text, said, klog, file }: Line): boolean => {
    if (klog === undefined || klog === 'I') {
      if (begins.test(said)) {
        // kubeadm inside a start of minikube begins no start of its own.
        const own = said.startsWith('[')
        if (own && ofMinikube && !succeeded) return false
        ofMinikube = !own
        begun = true
        succeeded = false
        decisive = undefined
        return false
      }
      if (underWay.test(said)) {
        if (succeeded) decisive = undefined
        ofMinikube = true
        begun = true
        succeeded = false
        return false
      }
      if (succeeds.test(said) || (!ofMinikube && joined.test(said))) {
        succeeded = true
        decisive = undefined
        return true
      }
    }
    if (klog === 'I' || klog === 'W') return false
    if (klog !== undefined && !klogOfStart.test(file ?? '')) return false
    if (klog === undefined && !begun && !ownWords.test(said)) return false
    const rank = fails.findIndex((pattern) => pattern.test(said))
    // A line of klog that no pattern knows is the least of all.
    const found = rank < 0 && klog !== undefined ? fails.length : rank
    if (found >= 0 && found <= (decisive?.rank ?? found))
      decisive = { rank: found, line: { number, text, at: 0 } }
    return false
  }

  /** Takes a line that a terminal broke: only its end tells more than its parts. */
  const takeJoined = ({ said }: Line): boolean => {
    if (!succeeds.test(said)) return false
    succeeded = true
    decisive = undefined
    return true
  }

  return {
    take,
    takeJoined,
    succeeded: () => succeeded,
    /** A start that began, or whose failure is told, and that has not come to its end. */
    isOpen: () => !succeeded && (begun || decisive !== undefined),
    decisive: () => decisive?.line,
  }
}
