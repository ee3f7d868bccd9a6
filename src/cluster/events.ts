import * as v from 'valibot'

/** What `minikube start` says while it works. */
export type StartEvent =
  | {
      readonly kind: 'step'
      /** In minikube's own words, which no language changes; undefined where it only says what it does. */
      readonly name: string | undefined
      readonly message: string
      /** Of `total`; steps that this driver does not have are passed over. */
      readonly current?: number
      readonly total?: number
    }
  | {
      readonly kind: 'download'
      readonly artifact: string
      /** 0 to 1. */
      readonly fraction?: number
      /** Bytes. */
      readonly received?: number
      readonly size?: number
    }
  | { readonly kind: 'info' | 'warning'; readonly message: string }
  | { readonly kind: 'error'; readonly message: string; readonly id?: string }

const text = v.nullish(v.string(), '')
const cloudEvent = v.looseObject({
  type: v.string(),
  data: v.looseObject({
    name: text,
    message: text,
    currentstep: text,
    totalsteps: text,
    artifact: text,
    progress: text,
  }),
})

const numberIn = (digits: string): number | undefined =>
  /^\d+(\.\d+)?(e-?\d+)?$/i.test(digits) ? Number(digits) : undefined

const withNumber = <K extends string>(
  key: K,
  value: number | undefined,
): Partial<Record<K, number>> => {
  const part: Partial<Record<K, number>> = {}
  if (value !== undefined) part[key] = value
  return part
}

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const prefix = 'io.k8s.sigs.minikube.'

/** One CloudEvent. Source: minikube-behaviour f; pkg/minikube/out/register/{log,register}.go. */
const fromJson = (line: string): StartEvent | undefined => {
  const parsed = v.safeParse(cloudEvent, parseJson(line))
  if (!parsed.success) return undefined
  const { type, data } = parsed.output
  const message = data.message.trim()
  switch (type.startsWith(prefix) ? type.slice(prefix.length) : '') {
    case 'step':
      return {
        kind: 'step',
        name: data.name === '' ? undefined : data.name,
        message,
        ...withNumber('current', numberIn(data.currentstep)),
        ...withNumber('total', numberIn(data.totalsteps)),
      }
    case 'download':
    case 'download.progress': {
      const fraction = numberIn(data.progress)
      return data.artifact === ''
        ? undefined
        : {
            kind: 'download',
            artifact: data.artifact,
            ...withNumber('fraction', fraction === undefined ? undefined : Math.min(fraction, 1)),
          }
    }
    case 'info':
      return { kind: 'info', message }
    case 'warning':
      return { kind: 'warning', message }
    case 'error':
      return { kind: 'error', message, ...(data.name === '' ? {} : { id: data.name }) }
    default:
      return undefined
  }
}

const units: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  KB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
}

const bytesIn = (number: string | undefined, unit: string | undefined): number | undefined => {
  const factor = units[unit ?? '']
  return number === undefined || factor === undefined
    ? undefined
    : Math.round(Number(number) * factor)
}

/** A progress bar, also beside events: `    > kubelet: 27.98 MiB / 118.75 MiB [>____] 23.56% 9.33 MiB p/s`. */
const bar =
  /^\s*> (?<artifact>\S[^:]*(?::[^\s:]+)*): {1,20}(?<done>[\d.]+) (?<unit>[KMG]?i?B)(?: \/ (?<all>[\d.]+) (?<allUnit>[KMG]?i?B))? /

const fromBar = (line: string): StartEvent | undefined => {
  const groups = bar.exec(line)?.groups
  if (groups === undefined) return undefined
  const received = bytesIn(groups['done'], groups['unit'])
  const size = bytesIn(groups['all'], groups['allUnit'])
  const known = received !== undefined && size !== undefined && size > 0
  return {
    kind: 'download',
    artifact: groups['artifact'] ?? '',
    ...withNumber('received', received),
    ...withNumber('size', size),
    ...withNumber('fraction', known ? Math.min(received / size, 1) : undefined),
  }
}

/** Names of steps by what older releases say of them. Source: pkg/minikube/{node,machine}, cmd/minikube/cmd/start.go. */
const said: readonly (readonly [RegExp, string])[] = [
  [/^minikube v\d/, 'Initial Minikube Setup'],
  [/^(Using the|Automatically selected the) /, 'Selecting Driver'],
  [/^Downloading /, 'Downloading Artifacts'],
  [/^Starting .*node /, 'Starting Node'],
  [/^Pulling base image/, 'Pulling Base Image'],
  [/^Creating .*container/, 'Creating Container'],
  [/^Creating .*VM/, 'Creating VM'],
  [/^(Updating the running|Restarting existing) /, 'Updating Driver'],
  [/^Preparing Kubernetes/, 'Preparing Kubernetes'],
  [/^Generating certificates/, 'Generating certificates'],
  [/^Booting up control plane/, 'Booting control plane'],
  [/^Configuring RBAC/, 'Configuring RBAC rules'],
  [/^Verifying Kubernetes/, 'Verifying Kubernetes'],
  [/^Enabled addons/, 'Enabling Addons'],
  [/^Done!/, 'Done'],
]

const fromWords = (line: string): StartEvent | undefined => {
  const sign = /^ *(?<sign>[*X!-]) (?<message>\S.*)$/.exec(line)?.groups
  const message = sign?.['message']?.trim()
  if (sign === undefined || message === undefined) return undefined
  if (sign['sign'] === '!') return { kind: 'warning', message }
  const exiting = /^Exiting due to (?<id>[A-Z][A-Z0-9_]+): (?<message>.*)$/.exec(message)?.groups
  if (exiting !== undefined)
    return { kind: 'error', message: exiting['message'] ?? '', id: exiting['id'] ?? '' }
  if (sign['sign'] === 'X') return { kind: 'error', message }
  return { kind: 'step', name: said.find(([words]) => words.test(message))?.[1], message }
}

const longest = 64 * 1024

/** What a line of minikube's output tells; undefined where it tells nothing of its progress. Pure. */
export const startEventOf = (line: string): StartEvent | undefined => {
  if (line.length > longest) return undefined
  return line.startsWith('{') ? fromJson(line) : (fromBar(line) ?? fromWords(line))
}

/** Ends of lines, and the beginning of a bar: without a terminal minikube writes one bar after the other into one line. */
const cut = /[\r\n]|(?<=.)(?= {4}> \S)/

/** Cuts what comes into lines, a progress bar's rewriting of its own too, and tells what they say. */
export const createEventReader = (
  take: (event: StartEvent) => void,
): { readonly push: (text: string) => void; readonly end: () => void } => {
  let rest = ''
  const line = (each: string): void => {
    const event = startEventOf(each)
    if (event !== undefined) take(event)
  }
  return {
    push: (text) => {
      const lines = (rest + text).split(cut)
      rest = (lines.pop() ?? '').slice(-longest)
      for (const each of lines) line(each)
    },
    end: () => {
      line(rest)
      rest = ''
    },
  }
}
