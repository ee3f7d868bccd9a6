import type { Evidence } from '../model/report.ts'
import type { Redactor } from './redact.ts'

/** Keys of tools' JSON that are worth seeing and can hold no secret. */
const telling = new Set(
  [
    'Version,ApiVersion,MinAPIVersion,Os,Arch,KernelVersion,ServerVersion,NCPU,MemTotal,Driver,CgroupVersion,CgroupDriver',
    'OperatingSystem,OSType,Architecture,ContainersRunning,IPv4Forwarding,Name,State,Status,Host,Kubelet,APIServer,Kubeconfig',
    'minikubeVersion,gitVersion,phase,reason,code,kind,Context',
  ]
    .join(',')
    .split(','),
)

const collect = (value: unknown, key: string, into: string[]): void => {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, key, into)
    return
  }
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, name, into)
    return
  }
  const scalar =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  if (scalar && telling.has(key)) into.push(`${key}=${String(value).slice(0, 80)}`)
}

const most = 24

/** A line of JSON to its telling keys. */
const summary = (line: string): string => {
  const found: string[] = []
  try {
    collect(JSON.parse(line), '', found)
  } catch {
    // Cut off: what is left of it may hold anything.
    return '{…}'
  }
  return found.slice(0, most).join(' ')
}

/** What a tool said, fit to be shown: JSON by its allow-listed keys, text through the redactor. Pure. */
export const showOutput = ({ output }: Evidence, redactor: Redactor): string =>
  output
    .split('\n')
    .map((line) => redactor.text(/^\s*[[{]/.test(line) ? summary(line.trim()) : line))
    .join('\n')
