import * as v from 'valibot'
import type { ReadHost } from '../model/host.ts'
import type { Challenge } from './challenge.ts'
import { isLoopback, isPrivate } from './places.ts'
import { nonsense, troubleOfFault, troubleOfStatus, unproven } from './trouble.ts'
import type { Trouble } from './trouble.ts'

const word = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,16384}$/))
const schema = v.union([
  v.pipe(
    v.looseObject({ token: word }),
    v.transform(({ token }) => token),
  ),
  v.pipe(
    v.looseObject({ access_token: word }),
    v.transform(({ access_token: token }) => token),
  ),
])

export type Login = { readonly token: string } | { readonly trouble: Trouble }

const refused = (trouble: Trouble): Login => ({ trouble })

/**
 * Where a token for pulling one repository is asked for; undefined for a realm that must not be asked: in plain text off this
 * machine, or in a private network by a registry of the world. Pure.
 */
export const tokenUrl = (
  { params: { realm = '', service } }: Challenge,
  repository: string,
  registry: URL,
): string | undefined => {
  if (!URL.canParse(realm)) return undefined
  const url = new URL(realm)
  const trusted = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url))
  if (!trusted || (isPrivate(url) && !isPrivate(registry))) return undefined
  if (url.username !== '' || url.password !== '') return undefined
  if (service !== undefined) url.searchParams.set('service', service)
  url.searchParams.set('scope', `repository:${repository}:pull`)
  return url.href
}

const parseToken = (body: string): string | undefined => {
  try {
    const parsed = v.safeParse(schema, JSON.parse(body))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/**
 * Anonymous tokens, each asked for once. Source: distribution docs/content/spec/auth/token.md (some servers answer with
 * `access_token` alone).
 */
export const createTokens = (
  ask: ReadHost['get'],
  deadlineMs: number,
): ((challenge: Challenge, repository: string, registry: URL) => Promise<Login>) => {
  const known = new Map<string, Promise<Login>>()
  const fetchToken = async (url: string): Promise<Login> => {
    const answer = await ask(url, { deadlineMs })
    if (!answer.ok) return refused(troubleOfFault(answer))
    if (answer.status !== 200) return refused(troubleOfStatus(answer.status))
    const token = parseToken(answer.body)
    return token === undefined
      ? refused(nonsense('the token server answered without a token'))
      : { token }
  }
  return async (challenge, repository, registry) => {
    if (challenge.scheme !== 'bearer') return refused(unproven('needs-login', challenge.scheme))
    const url = tokenUrl(challenge, repository, registry)
    if (url === undefined) return refused(nonsense('the token realm must not be asked'))
    const login = known.get(url) ?? fetchToken(url)
    known.set(url, login)
    return login
  }
}
