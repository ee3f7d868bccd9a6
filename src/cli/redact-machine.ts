import { parse, stringify } from 'yaml'
import type { FileEntry, Machine, RunEntry } from '../host/machine.ts'
import type { Answer } from '../model/host.ts'
import { chooseChallenge } from '../registry/challenge.ts'
import { registryBody } from '../registry/media.ts'
import { internalNames } from '../report/internal-names.ts'
import { pseudonymiser } from '../report/redact.ts'
import { hidden } from '../report/scrub-url.ts'
import { redactCertificate } from './redact-certificate.ts'

type Entry = Exclude<FileEntry, string>
type Text = (raw: string) => string

/** Keys whose value is somebody's own words, in kubeconfigs, docker's and minikube's JSON. */
const privateKey =
  /^(credsStore|HttpHeaders|Labels|annotations|env|args|command|DockerEnv|DockerOpt|ExtraOptions)$/i

/** Words of a key whose value is a credential, wherever in it they stand: `splunk-token`, `clientSecret`, `JoinTokens`. */
const secretWord =
  /^(auths?|secrets?|tokens?|passw(or)?d|passphrase|passcode|pass|pwd?|pin|credentials?|cookies?|signature|sig|apikey|accesskey|identitytoken|registrytoken|sshkey)$/

/** Words before `key` that make it a secret one, and after which it is one; a public key or the key of an option is none. */
const secretKeyOf =
  /(^|-)((api|access|account|private|shared|signing|encryption|ssh)-key|client-key-data)$/

const isSecret = (key: string): boolean => {
  const words = key.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase()
  return (
    privateKey.test(key) ||
    secretKeyOf.test(words) ||
    /^(client-certificate|certificate-authority)-data$/.test(words) ||
    words.split(/[^a-z\d]+/).some((word) => secretWord.test(word))
  )
}

/** Files whose text a replay needs and which hold nothing private once scrubbed; the text of any other file is left out. */
const kept =
  /^\/(proc\/(?!\d+\/(environ|cmdline))|sys\/|run\/systemd\/resolve\/|etc\/(os-release|resolv\.conf|wsl\.conf|docker\/daemon\.json|group|passwd|centos-release|redhat-release)$|usr\/lib\/os-release$)|\/(profiles\/[^/]+|config)\/config\.json$|\/\.kube\/[^/]+$|\/daemon\.json$/

const keptHeader =
  /^(date|server|location|content-(type|length)|docker-(distribution-api-version|content-digest)|www-authenticate|ratelimit)/

/** Below a secret's key every string is hidden, and the shape stays, so that a replay still understands it. */
const deepWith =
  (text: Text) =>
  (value: unknown): unknown => {
    const walk = deepWith(text)
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        text(name),
        isSecret(name) ? deepWith(() => hidden)(inner) : walk(inner),
      ]),
    )
  }

/** JSON by its keys, whole or a line at a time; other text through the scrubber. */
const contentWith =
  (text: Text): Text =>
  (raw) => {
    const parsed = (part: string): string => {
      if (!/^\s*[[{]/.test(part)) return text(part)
      try {
        return JSON.stringify(deepWith(text)(JSON.parse(part)))
      } catch {
        return text(part)
      }
    }
    return parsed(raw) === text(raw) ? raw.split('\n').map(parsed).join('\n') : parsed(raw)
  }

/** A kubeconfig by its keys; undefined when it is none. */
const kubeconfigWith =
  (text: Text) =>
  (raw: string): string | undefined => {
    try {
      return stringify(deepWith(text)(parse(raw)))
    } catch {
      return undefined
    }
  }

/** Of the account databases only the lines that say something about the subject. */
const linesAbout = (path: string, name: string, raw: string): string => {
  if (!/^\/etc\/(group|passwd)$/.test(path)) return raw
  const own = raw
    .split('\n')
    .filter((line) => /^(docker|root):/.test(line) || line.startsWith(`${name}:`))
  return own
    .map((line) => {
      const fields = line.split(':')
      const members = (fields[3] ?? '').split(',').filter((member) => member === name)
      return path === '/etc/group' ? [...fields.slice(0, 3), members.join(',')].join(':') : line
    })
    .join('\n')
}

const redactFile = (path: string, entry: FileEntry, name: string, text: Text): Entry => {
  const { text: content, link, json, ...rest } = typeof entry === 'string' ? { text: entry } : entry
  const said = (raw: string): string | undefined => {
    if (!kept.test(path)) return undefined
    return /\/\.kube\/[^/]+$/.test(path)
      ? kubeconfigWith(text)(raw)
      : contentWith(text)(linesAbout(path, name, raw))
  }
  const shown = content === undefined ? undefined : said(content)
  return {
    ...rest,
    ...(rest.dir === undefined ? {} : { dir: rest.dir.map(text) }),
    ...(link === undefined ? {} : { link: text(link) }),
    ...(json === undefined ? {} : { json: deepWith(text)(json) }),
    ...(content === undefined
      ? {}
      : shown === undefined
        ? { unreadable: 'stripped' }
        : { text: shown }),
  }
}

const redactRun = (entry: RunEntry, text: Text): RunEntry => {
  const content = contentWith(text)
  return {
    ...entry,
    ...(entry.json === undefined ? {} : { json: deepWith(text)(entry.json) }),
    ...(entry.stdout === undefined ? {} : { stdout: content(entry.stdout) }),
    ...(entry.stderr === undefined ? {} : { stderr: content(entry.stderr) }),
  }
}

/** What a token is for stands in its address and is no secret. */
const tokenQuery = /\?(?:service=[\w.:%-]+&)?scope=repository%3A[\w.%-]+%3Apull$/

const addressWith =
  (text: Text): Text =>
  (key) => {
    const query = tokenQuery.exec(key)?.[0] ?? ''
    return `${text(key.slice(0, key.length - query.length))}${query}`
  }

/** A challenge asks for a secret and holds none, but looks as if it did. */
const challengeWith =
  (text: Text): Text =>
  (raw) => {
    const challenge = chooseChallenge(raw)
    if (challenge === undefined) return text(raw)
    const { realm = '', service } = challenge.params
    const named = { realm, ...(service === undefined ? {} : { service }) }
    const params = Object.entries(named).map(([name, value]) => `${name}="${text(value)}"`)
    return `${challenge.scheme} ${params.join(',')}`
  }

const redactGet = (key: string, answer: Answer, text: Text): Answer => {
  if (!answer.ok) return { ...answer, detail: text(answer.detail) }
  const headers = Object.entries(answer.headers)
    .filter(([name]) => keptHeader.test(name))
    .map(
      ([name, value]) =>
        [name, name === 'www-authenticate' ? challengeWith(text)(value) : text(value)] as const,
    )
  const body = registryBody(key, answer.body) ?? contentWith(text)(answer.body.slice(0, 2000))
  return { ...answer, headers: Object.fromEntries(headers), body }
}

const mapEntries = <A, B>(
  record: Readonly<Record<string, A>>,
  change: (key: string, value: A) => readonly [string, B],
): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => change(key, value)))

/** The domains in which a name without dots is looked up. */
const searchedIn = ({ files }: Machine): readonly string[] => {
  const entry = files['/etc/resolv.conf']
  const text = typeof entry === 'string' ? entry : (entry?.text ?? '')
  return [...text.toLowerCase().matchAll(/^\s*(?:search|domain)\s+(.*)$/gm)].flatMap(
    ([, names = '']) => names.trim().split(/\s+/),
  )
}

/** A recorded machine without secrets; people, machines and private addresses have pseudonyms. Replays to the same findings. Pure. */
export const redactMachine = (machine: Machine, secrets: readonly string[]): Machine => {
  const { process: caller, subject, hostname } = machine.identity
  const internal = internalNames(machine.env, hostname, searchedIn(machine))
  const text = pseudonymiser(secrets, { users: [subject, caller], hostname, internal })
  const person = (who: typeof subject) => ({ ...who, name: text(who.name), home: text(who.home) })
  return {
    ...machine,
    env: mapEntries(machine.env, (name, value) => [name, text(value)]),
    identity: {
      ...machine.identity,
      process: person(caller),
      subject: person(subject),
      hostname: text(hostname),
    },
    files: mapEntries(machine.files, (path, entry) => [
      text(path),
      redactFile(path, entry, subject.name, text),
    ]),
    fileSystems: mapEntries(machine.fileSystems, (path, stat) => [text(path), stat]),
    runs: mapEntries(machine.runs, (argv, entry) => [text(argv), redactRun(entry, text)]),
    gets: mapEntries(machine.gets, (key, answer) => [
      addressWith(text)(key),
      redactGet(key, answer, text),
    ]),
    lookups: mapEntries(machine.lookups, (name, found) => [
      text(name),
      typeof found === 'string' ? found : found.map(text),
    ]),
    connections: mapEntries(machine.connections, (key, connection) => [text(key), connection]),
    certificates: mapEntries(machine.certificates ?? {}, (key, certificate) => [
      text(key),
      redactCertificate(certificate, text),
    ]),
  }
}
