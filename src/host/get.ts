import { Agent as HttpAgent } from 'node:http'
import type { ClientRequest } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { SecureContext } from 'node:tls'
import { got } from 'got'
import type { Agents } from 'got'
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent'
import type { Answer, GetOptions, NetworkFault } from '../model/host.ts'
import { proxyFor } from '../model/no-proxy.ts'
import { authorities } from './download/authorities.ts'
import { detailOf, faultOf } from './faults.ts'
import { lookupLiving, waitForFamilies, watchFamilies } from './families.ts'

waitForFamilies()

type Env = Readonly<Record<string, string | undefined>>

const defaultMaxBytes = 64 * 1024

/** Six connections to a host, whoever asks it. */
const keepAlive = { keepAlive: true, maxSockets: 6 }
const directs = new Map<SecureContext | undefined, Agents>()
const proxies = new Map<SecureContext | undefined, Map<string, Agents>>()

const directFor = (secureContext: SecureContext | undefined): Agents => {
  const agents = directs.get(secureContext) ?? {
    http: new HttpAgent(keepAlive),
    https: new HttpsAgent({
      ...keepAlive,
      ...(secureContext === undefined ? {} : { secureContext }),
    }),
  }
  directs.set(secureContext, agents)
  return agents
}

/** What the proxy cannot be asked with us; Go programs speak SOCKS too. */
const spoken = new Set(['http:', 'https:'])

const halfSecondMs = 500

/** The agents' own wait for CONNECT knows nothing of the request's deadline, and would keep the process alive. */
const agentFor = (
  url: URL,
  proxy: URL | undefined,
  deadlineMs: number,
  secureContext: SecureContext | undefined,
): Agents => {
  if (proxy === undefined) return directFor(secureContext)
  if (!spoken.has(proxy.protocol))
    throw new TypeError(`a ${proxy.protocol} proxy is not spoken here`)
  const timeout = Math.ceil(deadlineMs / halfSecondMs) * halfSecondMs
  const key = `${url.protocol} ${proxy.href} ${timeout}`
  const own = secureContext === undefined ? {} : { secureContext }
  const options = { ...keepAlive, ...own, proxy, timeout }
  const proxied = proxies.get(secureContext) ?? new Map<string, Agents>()
  proxies.set(secureContext, proxied)
  const agents =
    proxied.get(key) ??
    (url.protocol === 'https:'
      ? { https: new HttpsProxyAgent(options) }
      : { http: new HttpProxyAgent(options) })
  proxied.set(key, agents)
  return agents
}

/** Through a proxy we look up and connect to the proxy alone. */
const proxysFault = new Set<NetworkFault>(['dns', 'refused', 'unreachable'])

const flat = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

/** Who signed it is not among the authorities that were asked. Source: openssl/include/openssl/x509_vfy.h, `X509_V_ERR_*`. */
const unknownAuthority =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/

const isDoubted = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && unknownAuthority.test(String(error.code))

type Exchanged = readonly [answer: Answer, doubted: boolean]

const exchange = async (
  address: string,
  { method = 'GET', headers = {}, deadlineMs, maxBytes = defaultMaxBytes }: GetOptions,
  env: Env,
  secureContext: SecureContext | undefined,
): Promise<Exchanged> => {
  const before = performance.now()
  const took = (): number => Math.round(performance.now() - before)
  let proxy: URL | undefined
  try {
    const url = new URL(address)
    proxy = proxyFor(url, env)
    const stream = got.stream(address, {
      method,
      headers: { 'user-agent': 'k8s-doctor', ...headers },
      agent: agentFor(url, proxy, deadlineMs, secureContext),
      timeout: { request: deadlineMs },
      dnsLookup: lookupLiving,
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: true,
    })
    stream.once('request', (request: ClientRequest) => request.once('socket', watchFamilies))
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk)
      chunks.push(bytes)
      size += bytes.length
      if (size >= maxBytes) break
    }
    const { response } = stream
    if (response === undefined) throw new TypeError('no response')
    const answer = {
      ok: true,
      status: response.statusCode,
      headers: flat(response.headers),
      body: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'),
      ms: took(),
    } as const
    return [answer, false]
  } catch (error) {
    const fault = faultOf(error)
    const answer = {
      ok: false,
      fault: proxy !== undefined && proxysFault.has(fault) ? 'proxy' : fault,
      detail: detailOf(error),
      ms: took(),
    } as const
    return [answer, isDoubted(error)]
  }
}

/** Once somebody was known by the system's authorities alone, everybody is asked with them: a network that opens TLS opens all of it. */
const needed = new Map<string, SecureContext>()

/**
 * One exchange, no retries, redirects not followed. Whom Node does not know is asked again with the authorities of this system,
 * which docker and minikube go by; reading them takes a tenth of a second, so it is not done before. Never throws on a failed exchange.
 */
export const get = async (address: string, options: GetOptions, env: Env): Promise<Answer> => {
  const named = `${env['NODE_EXTRA_CA_CERTS']}\n${env['SSL_CERT_FILE']}`
  const known = needed.get(named)
  const [first, doubted] = await exchange(address, options, env, known)
  const deadlineMs = options.deadlineMs - first.ms
  if (!doubted || known !== undefined || deadlineMs <= 0) return first
  const system = await authorities(env)
  const [second] = await exchange(address, { ...options, deadlineMs }, env, system)
  if (second.ok) needed.set(named, system)
  return second.ok ? second : first
}
