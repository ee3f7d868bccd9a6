import type { Evidence } from './explanation.ts'
import type { Piece } from './lines.ts'
import { plain } from './text.ts'

/** A line without its wrapping: what was said, and how loudly. */
export interface Line {
  readonly number: number
  /** What was said, as a reader sees it: the evidence. */
  readonly text: string
  /** The same with the values of flags taken out: what signatures are compared with. */
  readonly said: string
  /** `said` in lower case. */
  readonly lower: string
  /** Level of a klog line that is not the program's visible output. */
  readonly klog?: 'I' | 'W' | 'E' | 'F'
  /** The source file klog names. */
  readonly file?: string
  /** Said in a node of the cluster, not on the learner's machine. */
  readonly inNode?: true
}

/** `Nov 20 10:00:00 host kubelet[123]: ` and an ISO time before a message, as journald and containers write them. */
const journal =
  /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S{1,80} [\w.@-]{1,60}(?:\[\d+\])?: |\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:?\d\d) (?:(?:stdout|stderr) [FP] )?)/

/** Source: k8s.io/klog, `Lmmdd hh:mm:ss.uuuuuu threadid file:line] msg`. */
const klogHeader = /^([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ ([\w.-]{1,80}):\d+\] ?/

/** Information of klog from elsewhere than these files tells nothing of a start; most lines of most logs are of this kind. */
const dull = /^I\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ (?!(?:start|out|cache)\.go:)[\w.-]{1,80}:\d+\]/

/** A bar of one download, short of its end. */
const bar = /^ +> \S{1,100}: [\d.? ].{0,60} p\/s/
const longestBar = 130

/** Whether a line is information of klog, or a bar, that tells nothing. Pure. */
export const isDull = (text: string): boolean =>
  text.charCodeAt(0) === 73
    ? dull.test(text)
    : text.length <= longestBar && text.startsWith('    > ') && bar.test(text)

const logfmt = /\bmsg="((?:[^"\\]|\\.)*)"/
const logfmtError = /\b(?:error|err)="((?:[^"\\]|\\.)*)"/

/** A flag's value is a wish, not an event. */
const flagValue = /(--[a-z][\w-]{0,60})=(?:"[^"]*"|'[^']*'|\S*)/g

const masked = (text: string): string =>
  text.includes('--') ? text.replace(flagValue, '$1') : text

const unescaped = (text: string): string => text.replaceAll(/\\(["\\])/g, '$1')

const make = (number: number, text: string, klog?: Line['klog'], file?: string): Line => {
  const said = masked(text.includes('\\"') ? unescaped(text) : text)
  return {
    number,
    text,
    said,
    lower: said.toLowerCase(),
    ...(klog === undefined ? {} : { klog }),
    ...(file === undefined ? {} : { file }),
  }
}

const fieldOf = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null
    ? Object.getOwnPropertyDescriptor(of, name)?.value
    : undefined

const textOf = (of: unknown, name: string): string => {
  const value = fieldOf(of, name)
  return typeof value === 'string' ? value : ''
}

/** An event of `minikube start -o json` as the text form would say it. Source: pkg/minikube/out/register. */
const eventText = (event: unknown): string | undefined => {
  const type = textOf(event, 'type')
  if (!type.startsWith('io.k8s.sigs.minikube.')) return undefined
  const data = fieldOf(event, 'data')
  const [name, message] = [textOf(data, 'name'), textOf(data, 'message')]
  if (type.endsWith('.step'))
    return name === 'Done' ? `Done! kubectl is now configured: ${message}` : message
  if (type.endsWith('.error') && name !== '') {
    const advice = textOf(data, 'advice')
    return `Exiting due to ${name}: ${message}${advice === '' ? '' : `\nSuggestion: ${advice}`}`
  }
  if (type.endsWith('.error')) return `! ${message}`
  return type.endsWith('.download.progress') ? '' : message
}

const messageKeys = ['log', 'msg', 'message', 'MESSAGE', 'error', 'err', 'stderr'] as const

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a line of JSON says; undefined when it is none, or none that carries a message. */
const jsonText = (text: string): string | undefined => {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined
  const value = parsed(text)
  const said = messageKeys.map((key) => textOf(value, key)).filter((part) => part !== '')
  return eventText(value) ?? (said.length === 0 ? undefined : said.join('\n'))
}

/**
 * Takes off what programs wrap around a message: colours, klog and journal headers, logfmt, JSON. One piece can hold several
 * lines. minikube's own visible output (out.go) has no level of klog. The text is plain already. Pure.
 */
export const unwrap = ({ number, text }: Piece): readonly Line[] => {
  const json = jsonText(text)
  if (json !== undefined) {
    // What a command in the node printed follows the line that says so.
    const inNode = json.includes('ssh command error:')
    return json
      .split('\n')
      .filter((part) => part.trim() !== '')
      .map((part, index) => ({
        ...make(number, plain(part)),
        ...(inNode && index > 0 ? { inNode } : {}),
      }))
  }
  const bare = text.replace(journal, '')
  const klog = klogHeader.exec(bare)
  if (klog !== null) {
    const [header, level, file] = klog
    const said = bare.slice(header.length)
    if (file === 'out.go') return [make(number, said)]
    if (level === 'I' || level === 'W' || level === 'E' || level === 'F')
      return [make(number, said, level, file)]
    return []
  }
  const message = /^(?:time|level|ts)=/.test(bare) ? logfmt.exec(bare)?.[1] : undefined
  const why = message === undefined ? undefined : logfmtError.exec(bare)?.[1]
  const told = why === undefined ? message : `${message}: ${why}`
  return [make(number, told === undefined ? bare : unescaped(told))]
}

/** A line as a finding shows it, from where the proof begins. Pure. */
export const evidence = ({ number, text }: Line, at = 0): Evidence => ({ number, text, at })
