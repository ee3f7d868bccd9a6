import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { got } from 'got'
import type { Agents } from 'got'
import { HttpProxyAgent, HttpsProxyAgent } from 'hpagent'
import type { Answer, GetOptions, NetworkFault } from '../model/host.ts'
import { proxyFor } from '../model/no-proxy.ts'
import { detailOf, faultOf } from './faults.ts'
import { waitForFamilies } from './families.ts'

waitForFamilies()

const defaultMaxBytes = 64 * 1024

/** Six connections to a host, whoever asks it. */
const keepAlive = { keepAlive: true, maxSockets: 6 }
const direct: Agents = { http: new HttpAgent(keepAlive), https: new HttpsAgent(keepAlive) }
const proxied = new Map<string, Agents>()

/** What the proxy cannot be asked with us; Go programs speak SOCKS too. */
const spoken = new Set(['http:', 'https:'])

const halfSecondMs = 500

/** The agents' own wait for CONNECT knows nothing of the request's deadline, and would keep the process alive. */
const agentFor = (url: URL, proxy: URL | undefined, deadlineMs: number): Agents => {
  if (proxy === undefined) return direct
  if (!spoken.has(proxy.protocol))
    throw new TypeError(`a ${proxy.protocol} proxy is not spoken here`)
  const timeout = Math.ceil(deadlineMs / halfSecondMs) * halfSecondMs
  const key = `${url.protocol} ${proxy.href} ${timeout}`
  const options = { ...keepAlive, proxy, timeout }
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

/** One exchange, no retries, redirects not followed. Never throws on a failed exchange. */
export const get = async (
  address: string,
  { method = 'GET', headers = {}, deadlineMs, maxBytes = defaultMaxBytes }: GetOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Answer> => {
  const before = performance.now()
  const took = (): number => Math.round(performance.now() - before)
  let proxy: URL | undefined
  try {
    const url = new URL(address)
    proxy = proxyFor(url, env)
    const stream = got.stream(address, {
      method,
      headers: { 'user-agent': 'k8s-doctor', ...headers },
      agent: agentFor(url, proxy, deadlineMs),
      timeout: { request: deadlineMs },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      decompress: true,
    })
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
    return {
      ok: true,
      status: response.statusCode,
      headers: flat(response.headers),
      body: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'),
      ms: took(),
    }
  } catch (error) {
    const fault = faultOf(error)
    return {
      ok: false,
      fault: proxy !== undefined && proxysFault.has(fault) ? 'proxy' : fault,
      detail: detailOf(error),
      ms: took(),
    }
  }
}
