import type { Line } from './unwrap.ts'

/** Advice that makes things worse, or does nothing any more; each has a sentence in both languages. Source: pitfalls C2. */
export const badAdvice = {
  'none-driver': /--(?:vm-)?driver=none/i,
  'protected-regular': /fs\.protected_regular=0/i,
  'mirror-country': /--image-mirror-country/i,
  force: /(?:use|with|via|pass|使用|传递) (?:the )?'?--force/i,
  'cri-dockerd': /install.{0,60}cri-docker|cri-dockerd?.{0,60}install/i,
  'no-validate': /--validate=false/i,
  'prune-volumes': /system prune (?:-a )?.{0,20}--volumes/i,
  chmod: /chmod (?:666|777|o\+rw)/i,
  purge: /delete .{0,40}--purge/i,
} as const satisfies Record<string, RegExp>
export type BadAdvice = keyof typeof badAdvice

const adviceNames: readonly BadAdvice[] = [
  'none-driver',
  'protected-regular',
  'mirror-country',
  'force',
  'cri-dockerd',
  'no-validate',
  'prune-volumes',
  'chmod',
  'purge',
]

/** What is in a log and is not the cause of anything. */
export type Noise =
  | { readonly kind: 'driver'; readonly name: string }
  /** `spoken` advice stands in a line that may be evidence too. */
  | {
      readonly kind: 'advice'
      readonly text: string
      readonly bad: BadAdvice | undefined
      readonly spoken: boolean
    }
  | { readonly kind: 'update-check' }
  | { readonly kind: 'docker-context' }
  /** A command somebody typed. */
  | { readonly kind: 'command'; readonly text: string; readonly root: boolean }
  | { readonly kind: 'silent' }

const considered =
  /^\s*(?:[-▪*•] )?(?<name>[a-z][a-z0-9-]{1,20})(?:: |：)(?:Not installed|Not healthy|Suggestion|建议|未安装|不健康)/
const suggestion = /(?:Suggestion|建议)(?:: |：)\s*(?<text>.*)/
const spoken =
  /consider using|If the error persists|If you (?:wish|want) to|you can (?:pass|force|try)|Tip: |try running|turn validation off|Try one or more|您可以|请使用/i
const updateCheck =
  /minikube version url|storage\.googleapis\.com\/minikube\/releases[\w-]*\.json|checking for updates/i
const reference =
  /(?:Documentation|文档|Related issues?|相关问题|For more information|More information)(?:: |：)|github\.com\/kubernetes\/minikube\/issues/i
const prompt =
  /^(?:\[(?<who>[\w.-]{1,40})@[^\]]{1,100}\](?<mark>[#$])|(?<who2>[\w.-]{1,40})@[\w.-]{1,80}:[^\s#$]{0,120}(?<mark2>[#$])|(?<mark3>[$#%>]|PS [^>]{1,200}>)) +(?<text>(?:sudo )?[a-z]\S{0,200}.{0,1000})$/

const at = (groups: Readonly<Record<string, string | undefined>>, ...names: readonly string[]) =>
  names.map((name) => groups[name]).find((value) => value !== undefined)

/** What healthy clusters say, too: kube-proxy's port lines, a container that is gone before it is ended, curl.exe in the node. */
const races =
  /can't open port.{0,200}skipping it|(?:KillContainer|Kill container|(?:Stop|Remove|Delete)Container|ContainerStatus|Container termination).{0,300}No such container|\bcurl\.exe\b|KillPodSandbox.{0,300}No such container/
/** minikube looks for Docker's context by name before it knows that "default" has no file. Source: kubernetes/minikube #16788. */
const context = /Unable to resolve the current Docker CLI context "default"/

/** Names the noise of a line; undefined where the line may be evidence. `text` decides, not `said`: flags matter here. Pure. */
export const noiseOf = ({ text, klog }: Line): Noise | undefined => {
  if (text.startsWith('|') || /^\s*\[WARNING (?!Firewalld|HTTPProxy|ImagePull)/.test(text))
    return { kind: 'silent' }
  if (/can't open|such container|curl\.exe/.test(text) && races.test(text))
    return { kind: 'silent' }
  if (text.includes('CLI context') && context.test(text)) return { kind: 'docker-context' }
  const typed = prompt.exec(text)?.groups
  if (typed !== undefined) {
    const root = at(typed, 'who', 'who2') === 'root'
    return { kind: 'command', text: typed['text'] ?? '', root }
  }
  const driver = considered.exec(text)?.groups?.['name']
  if (driver !== undefined && (driver !== 'docker' || suggestion.test(text)))
    return driver === 'docker' ? { kind: 'silent' } : { kind: 'driver', name: driver }
  if (updateCheck.test(text)) return { kind: 'update-check' }
  const advised = suggestion.exec(text)?.groups?.['text']
  const bad = adviceNames.find((name) => badAdvice[name].test(text))
  if (advised !== undefined) return { kind: 'advice', text: advised, bad, spoken: false }
  if (bad !== undefined && klog === undefined && spoken.test(text))
    return { kind: 'advice', text, bad, spoken: true }
  return reference.test(text) ? { kind: 'silent' } : undefined
}

/** In lower case: one of these stands in every line that is noise worth naming. */
export const nearNoise: readonly string[] = [
  'not installed',
  'not healthy',
  'suggestion',
  '建议',
  'driver=none',
  'fs.protected_regular',
  '--image-mirror-country',
  '--force',
  'cri-docker',
  '--validate',
  'prune',
  'chmod',
  '--purge',
  "can't open port",
  'no such container',
  'curl.exe',
  'docker cli context',
  'minikube version url',
  '/minikube/releases',
]
