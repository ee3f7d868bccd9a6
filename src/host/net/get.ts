import { Agent as HttpAgent, request } from 'node:http'
import type { ClientRequestArgs } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { got } from 'got'
import { deadline } from '../../lib/deadline.ts'
import type { Answer, GetOptions } from '../../model/host.ts'
import { connect } from './connect.ts'
import { detailOf, faultOf } from './faults.ts'
import { askedAs, proxyOf, refusedBy, userAgent } from './proxy.ts'

type Env = Readonly<Record<string, string | undefined>>
type Done = (error: Error | null, stream: Duplex) => void

const defaultMaxBytes = 64 * 1024

/** Six connections to a host, whoever asks it. */
const keepAlive = { keepAlive: true, maxSockets: 6 }

/** Keeps connections; how one is made the request that needs it brings along. */
const pooling = <Pool extends HttpAgent>(agent: Pool): Pool =>
  Object.assign(agent, {
    createConnection: (options: ClientRequestArgs, done: Done) =>
      options.createConnection?.(options, done),
  })

const pools = new Map<string, HttpAgent>()

/** What was reached through one proxy and believed by one set of authorities is not handed to those with another. */
const poolFor = (url: URL, env: Env): HttpAgent => {
  const { protocol } = url
  const key = [
    protocol,
    proxyOf(url, env)?.url.href,
    env['NODE_EXTRA_CA_CERTS'],
    env['SSL_CERT_FILE'],
  ].join('\n')
  const pool =
    pools.get(key) ??
    pooling(protocol === 'https:' ? new HttpsAgent(keepAlive) : new HttpAgent(keepAlive))
  pools.set(key, pool)
  return pool
}

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
  env: Env,
): Promise<Answer> => {
  const before = performance.now()
  const took = (): number => Math.round(performance.now() - before)
  const { signal, release } = deadline(deadlineMs)
  try {
    const url = new URL(address)
    const { target, headers: own, gate } = askedAs(url, env)
    const agent = poolFor(url, env)
    const open = async (done: Done): Promise<void> => {
      const opened = await connect(url, env, signal).catch((error: Error) => error)
      if (opened instanceof Error) done(opened, new Socket())
      else done(null, opened)
    }
    const createConnection = (_: ClientRequestArgs, done: Done): undefined => void open(done)
    const stream = got.stream(address, {
      method,
      headers: { 'user-agent': userAgent, ...headers, ...own },
      request: (_, options, answered) =>
        request(url, { ...options, path: target, agent, createConnection }, answered),
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
    if (response.statusCode === 407 && gate !== undefined) throw refusedBy(gate, response)
    return {
      ok: true,
      status: response.statusCode,
      headers: flat(response.headers),
      body: Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8'),
      ms: took(),
    }
  } catch (error) {
    return { ok: false, fault: faultOf(error), detail: detailOf(error), ms: took() }
  } finally {
    release()
  }
}
