import { profileDeadline } from '../catalog/deadlines.ts'
import type { Answer, NetworkFault, ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { builtIn } from './built-in.ts'
import { isInside, isLoopback, sha256Pattern } from './formats.ts'
import { nearest } from './nearest.ts'
import type { ParsedProfile } from './parse.ts'
import { toProblem } from './problem.ts'
import type { Complaint } from './problem.ts'
import type { ProblemCode } from './words.ts'

export interface LoadOptions {
  /** No request leaves the machine. */
  readonly offline?: boolean
  /** Hex digest the text must have. */
  readonly sha256?: string
}

/** The text, or why there is none. */
type Text = { readonly text: string } | { readonly complaint: Complaint }

const no = (code: ProblemCode, about: Complaint['about'] = {}): Text => ({
  complaint: { code, about },
})

/** One byte more than `parseProfile` takes, so that it sees what is too long. */
const maxBytes = 64 * 1024 + 1
const maxRedirects = 3

const faults: Partial<Record<NetworkFault, ProblemCode>> = {
  dns: 'dns',
  timeout: 'timeout',
  tls: 'tls',
}

/** An address as it may be shown: what follows `?` can be a key to the file; of what is no web address, the scheme. */
const publicPart = ({ origin, pathname, protocol }: URL): string =>
  origin === 'null' ? protocol : `${origin}${pathname}`

const isAllowed = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))

const notFound = (status: number): ProblemCode =>
  status === 401 || status === 403 ? 'needs-login' : 'status'

const isRedirect = ({ status }: Extract<Answer, { ok: true }>): boolean =>
  [301, 302, 303, 307, 308].includes(status)

/** Whether it leads into a network that is not the internet; a name that only a proxy can look up does not count as one. */
const leadsInside = async (host: ReadHost, url: URL): Promise<boolean> => {
  if (isLoopback(url) || isInside(url.hostname)) return true
  const found = await attempt(host.lookup(url.hostname, { deadlineMs: profileDeadline }))
  return found.ok && found.value.some(isInside)
}

const download = async (host: ReadHost, first: URL): Promise<Text> => {
  const until = host.now() + profileDeadline
  let url = first
  for (let hops = 0; hops <= maxRedirects; hops += 1) {
    const deadlineMs = Math.max(until - host.now(), 1)
    const answer = await host.get(url.href, { deadlineMs, maxBytes })
    if (!answer.ok)
      return no(faults[answer.fault] ?? 'unreachable', {
        detail: answer.fault === 'dns' ? url.hostname : answer.detail,
      })
    if (!isRedirect(answer))
      return answer.status === 200
        ? { text: answer.body }
        : no(notFound(answer.status), { detail: String(answer.status) })
    const { location } = answer.headers
    if (location === undefined || !URL.canParse(location, url.href))
      return no('status', { detail: String(answer.status) })
    url = new URL(location, url)
    if (url.protocol !== 'https:') return no('redirect-http', { detail: publicPart(url) })
    if ((await leadsInside(host, url)) && !(await leadsInside(host, first)))
      return no('redirect-private', { detail: url.hostname })
  }
  return no('redirects')
}

const fetchText = async (host: ReadHost, url: URL, { offline }: LoadOptions): Promise<Text> => {
  if (url.username !== '' || url.password !== '') return no('password')
  if (!isAllowed(url)) return no('address')
  return offline === true && !isLoopback(url) ? no('offline') : download(host, url)
}

const looksLikePath = (asked: string): boolean =>
  /[\\/]/.test(asked) || /\.(ya?ml|json)$/i.test(asked)

const readFile = async (host: ReadHost, asked: string): Promise<Text> => {
  const read = await attempt(host.readText(asked, { maxBytes }))
  if (!read.ok) return no(read.why.why === 'denied' ? 'denied' : 'no-file')
  if (read.value !== undefined) return { text: read.value }
  if (looksLikePath(asked)) return no('absent')
  const names = builtIn.map(({ id }) => id)
  return no('unknown-name', {
    value: asked,
    near: nearest(asked, names) ?? '',
    detail: names.join(', '),
  })
}

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

const matching = async (text: string, expected: string | undefined): Promise<Text> => {
  if (expected === undefined) return { text }
  if (!sha256Pattern.test(expected)) return no('sha256-given')
  const found = hex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return found === expected.replace('sha256:', '').toLowerCase()
    ? { text }
    : no('sha256-differs', { value: found })
}

/**
 * The profile of that name, at that path or at that https address, or everything that is wrong with it. A built-in's name
 * wins over a file of the same name. Never throws.
 */
export const loadProfile = async (
  host: ReadHost,
  asked: string,
  options: LoadOptions = {},
): Promise<ParsedProfile> => {
  const profile = builtIn.find(({ id }) => id === asked)
  if (profile !== undefined) return { ok: true, profile, warnings: [] }
  const url =
    /^[a-z][a-z0-9+.-]+:\/\//i.test(asked) && URL.canParse(asked) ? new URL(asked) : undefined
  const where = url === undefined ? asked : publicPart(url)
  const got = url === undefined ? await readFile(host, asked) : await fetchText(host, url, options)
  const text = 'text' in got ? await matching(got.text, options.sha256) : got
  if ('complaint' in text) return { ok: false, problems: [toProblem(where, text.complaint)] }
  // The YAML reader loads only where there is a text to read.
  const { parseProfile } = await import('./parse.ts')
  return parseProfile(where, text.text)
}
