import type { GetOptions, ReadHost } from '../model/host.ts'
import { chooseChallenge } from './challenge.ts'
import type { Challenge } from './challenge.ts'
import { redirectTarget } from './places.ts'
import { createTokens } from './token.ts'
import { nonsense, troubleOfFault, troubleOfStatus } from './trouble.ts'
import type { Heard, Trouble } from './trouble.ts'

export interface Question extends Pick<GetOptions, 'method' | 'maxBytes'> {
  readonly headers?: Readonly<Record<string, string>>
  /** What a token is asked for where one is wanted; without it 401 is the end. */
  readonly repository?: string
}

export type Result = { readonly answer: Heard } | { readonly trouble: Trouble }

export type Session = (url: URL, question: Question) => Promise<Result>

const mostRedirects = 5

/**
 * HTTP as registries want it: redirects followed within bounds, an anonymous token fetched where one is asked for. A token goes to
 * the host that asked for it and to no other; a host that was redirected to asks for its own. Source: distribution-spec,
 * go-containerregistry pkg/v1/remote/transport.
 */
export const createSession = (ask: ReadHost['get'], deadlineMs: number): Session => {
  const tokenFor = createTokens(ask, deadlineMs)
  const challenges = new Map<string, Challenge>()

  const send = async (url: URL, question: Question): Promise<Result> => {
    const { repository, headers = {}, ...rest } = question
    const exchange = async (extra: Readonly<Record<string, string>>): Promise<Result> => {
      const answer = await ask(url.href, { ...rest, headers: { ...headers, ...extra }, deadlineMs })
      return answer.ok ? { answer } : { trouble: troubleOfFault(answer) }
    }
    const withToken = async (challenge: Challenge, name: string): Promise<Result> => {
      const login = await tokenFor(challenge, name, url)
      return 'trouble' in login ? login : exchange({ authorization: `Bearer ${login.token}` })
    }
    const expected = challenges.get(url.host)
    if (expected !== undefined && repository !== undefined) return withToken(expected, repository)
    const first = await exchange({})
    if ('trouble' in first || first.answer.status !== 401) return first
    const offered = first.answer.headers['www-authenticate']
    const challenge = chooseChallenge(offered)
    if (challenge === undefined)
      return offered === undefined
        ? first
        : { trouble: nonsense('the registry asks for a login nobody understands') }
    challenges.set(url.host, challenge)
    return repository === undefined ? first : withToken(challenge, repository)
  }

  return async (start, question) => {
    let url = start
    for (let hops = 0; hops <= mostRedirects; hops += 1) {
      const result = await send(url, question)
      if ('trouble' in result) return result
      const { status, headers } = result.answer
      if (status < 300 || status >= 400) return result
      if (![301, 302, 303, 307, 308].includes(status)) return { trouble: troubleOfStatus(status) }
      const next = redirectTarget(url, headers['location'])
      if (typeof next === 'string') return { trouble: nonsense(next) }
      url = next
    }
    return { trouble: nonsense(`more than ${mostRedirects} redirects`) }
  }
}
