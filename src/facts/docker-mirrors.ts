import { deadSince } from '../catalog/dead-mirrors.ts'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { Answer } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerEndpoint, isRemote } from './docker-endpoint.ts'
import { dockerInfo } from './docker-info.ts'

export type MirrorState =
  | { readonly kind: 'dead'; readonly since: string }
  | { readonly kind: 'answers' }
  | { readonly kind: 'refuses'; readonly status: number }
  /** Somebody said that nobody is there: no such name, a closed port, a certificate that does not fit. */
  | { readonly kind: 'absent'; readonly said: string }
  /** No answer at all, which may be this network's doing. */
  | { readonly kind: 'silent'; readonly said: string }
  | { readonly kind: 'not-asked' }

export interface MirrorReading {
  /** As docker writes it, with a slash at its end. */
  readonly url: string
  readonly state: MirrorState
}

/** 401 wants a token and 429 patience: both are registries at work. Source: OCI distribution-spec, go-containerregistry ping.go. */
const alive = (status: number): boolean => status < 400 || status === 401 || status === 429

const judge = async ({ host }: FactContext, url: string, answer: Answer): Promise<MirrorState> => {
  if (answer.ok)
    return alive(answer.status) ? { kind: 'answers' } : { kind: 'refuses', status: answer.status }
  const said = `${answer.fault}: ${answer.detail}`
  if (answer.fault === 'refused' || answer.fault === 'tls') return { kind: 'absent', said }
  if (answer.fault !== 'dns') return { kind: 'silent', said }
  const names = await attempt(host.lookup(new URL(url).hostname, { deadlineMs: deadlines.dns }))
  return { kind: names.ok && names.value.length === 0 ? 'absent' : 'silent', said }
}

const read = async (context: FactContext, url: string, ask: boolean): Promise<MirrorState> => {
  const since = URL.canParse(url) ? deadSince(new URL(url).hostname) : undefined
  if (since !== undefined) return { kind: 'dead', since }
  if (!ask || !URL.canParse(url)) return { kind: 'not-asked' }
  const { host } = context
  const address = `${url.replace(/\/+$/, '')}/v2/`
  return judge(context, url, await host.get(address, { deadlineMs: deadlines.http }))
}

/** Each of the engine's registry mirrors and whether it serves, all asked at once. */
export const dockerMirrors = defineFact({
  id: 'docker-mirrors',
  waitsFor: 'mirrors',
  read: async (context): Promise<readonly MirrorReading[]> => {
    const [{ mirrors }, endpoint] = await Promise.all([
      context.get(dockerInfo),
      context.get(dockerEndpoint),
    ])
    // What answers here says nothing about the network of an engine elsewhere.
    const ask = !context.request.offline && !isRemote(endpoint)
    return Promise.all(mirrors.map(async (url) => ({ url, state: await read(context, url, ask) })))
  },
})
