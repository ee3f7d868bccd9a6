/** A container image as docker names it, every default spelled out. */
export interface Reference {
  /** Host with its port, `docker.io` for Docker Hub. */
  readonly host: string
  readonly repository: string
  /** Absent only beside a digest. */
  readonly tag?: string
  readonly digest?: string
}

const hub = 'docker.io'

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?'
const hostPattern = new RegExp(
  String.raw`^(?:${label}(?:\.${label})*|\[[a-fA-F0-9:]+\])(?::[0-9]{1,5})?$`,
)
const componentPattern = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/
const tagPattern = /^\w[\w.-]{0,127}$/
const digestPattern = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/

/** Most characters of host and repository together. */
const longest = 255

/** A digest that can be asked for. Pure. */
export const isDigest = (text: string): boolean => digestPattern.test(text)

const isHost = (word: string): boolean =>
  /[.:]/.test(word) || word === 'localhost' || word !== word.toLowerCase()

/** What stands before and after the first, or the last, such sign; all of it before where there is none. */
const cut = (text: string, at: number): readonly [string, string | undefined] =>
  at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]

const splitHost = (name: string): readonly [host: string, repository: string] => {
  const [first, rest] = cut(name, name.indexOf('/'))
  const [host, path] = rest === undefined || !isHost(first) ? [hub, name] : [first, rest]
  if (host !== hub && host !== `index.${hub}`) return [host, path]
  return [hub, path.includes('/') ? path : `library/${path}`]
}

/**
 * Reads an image name as docker does: Docker Hub and `library/` where no host is named, `latest` where neither tag nor digest is.
 * Undefined for what docker refuses. Source: distribution/reference normalize.go, regexp.go and reference.go. Pure.
 */
export const parseReference = (text: string): Reference | undefined => {
  const [named, digest] = cut(text, text.indexOf('@'))
  const slash = named.lastIndexOf('/')
  const colon = named.indexOf(':', slash + 1)
  const [name, tag] = cut(named, colon)
  // Docker would not know it from an image's id.
  if (/^[a-f0-9]{64}$/.test(name)) return undefined
  const [host, repository] = splitHost(name)
  if (!hostPattern.test(host) || `${host}/${repository}`.length > longest) return undefined
  if (!repository.split('/').every((part) => componentPattern.test(part))) return undefined
  if (tag !== undefined && !tagPattern.test(tag)) return undefined
  if (digest !== undefined && !digestPattern.test(digest)) return undefined
  return {
    host,
    repository,
    ...(tag === undefined && digest === undefined ? { tag: 'latest' } : {}),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
}

/** The whole name, which reads back as the same reference. Pure. */
export const formatReference = ({ host, repository, tag, digest }: Reference): string =>
  `${host}/${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`

/** Where the registry's API is asked. Source: moby daemon/pkg/registry, `DefaultV2Registry`. Pure. */
export const apiHost = ({ host }: Reference): string =>
  host === hub ? 'registry-1.docker.io' : host

/** What stands at the end of a manifest's URL: the digest where one is pinned. Pure. */
export const versionOf = ({ tag, digest }: Reference): string => digest ?? tag ?? 'latest'
