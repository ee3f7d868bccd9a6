import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as secureConnect } from 'node:tls'
import type { SecureContext } from 'node:tls'
import { reason } from '../../model/install-reason.ts'
import { proxyFor } from '../../model/no-proxy.ts'
import { detailOf } from '../faults.ts'
import { authorities } from './authorities.ts'
import { dial } from './dial.ts'
import { SourceFault } from './source-fault.ts'

export const userAgent = 'k8s-doctor'

const bareHost = (url: URL): string => url.hostname.replaceAll(/^\[|\]$/g, '')

const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)

/** An aborted signal ends what waits for a socket. */
const settle = <T>(socket: Socket, signal: AbortSignal, wait: Promise<T>): Promise<T> => {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
  })
  return Promise.race([wait, aborted]).catch((error: unknown) => {
    socket.destroy()
    throw error
  })
}

const secure = (
  plain: Socket,
  host: string,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Socket> => {
  const socket = secureConnect({
    socket: plain,
    host,
    secureContext,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })
  const ready = new Promise<Socket>((done, fail) => {
    socket.once('secureConnect', () => done(socket))
    socket.once('error', fail)
    socket.once('close', () => fail(new SourceFault(reason('broke-tls'))))
  })
  return settle(socket, signal, ready)
}

/** A per cent sign that begins no escape stands for itself. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Name and password of the proxy's address. Source: RFC 7617, RFC 9110 §11.7.2. */
const authorization = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '') return {}
  const pair = `${decoded(username)}:${decoded(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** A proxy, and the variable that names it. */
export interface Proxy {
  readonly url: URL
  readonly variable: 'HTTP_PROXY' | 'HTTPS_PROXY'
}

/** Status with which a proxy says that asking again is of no use. */
const refusals = new Set([401, 403, 405, 407])

/** Why a proxy did not do as it was asked. Source: RFC 9110 §11.7.1. */
export const refusedBy = (
  { url, variable }: Proxy,
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
): SourceFault => {
  const lasting = refusals.has(statusCode)
  const { host, username } = url
  if (statusCode !== 407)
    return new SourceFault(reason('proxy-status', host, variable, statusCode), { lasting })
  const schemes = [headers['proxy-authenticate'] ?? []].flat().join(', ')
  if (schemes !== '' && !/\bbasic\b/i.test(schemes))
    return new SourceFault(
      reason('proxy-scheme', host, variable, schemes.split(/[\s,]/)[0] ?? ''),
      { lasting },
    )
  const code = username === '' ? 'proxy-login' : 'proxy-wrong-login'
  return new SourceFault(reason(code, host, variable), { lasting })
}

/** Asks the proxy at the other end of a socket for a way to the host. */
const tunnel = (
  socket: Socket,
  proxy: Proxy,
  target: string,
  signal: AbortSignal,
): Promise<Socket> => {
  const asking = request({
    method: 'CONNECT',
    path: target,
    setHost: false,
    headers: {
      host: target,
      'user-agent': userAgent,
      ...authorization(proxy.url),
    },
    createConnection: () => socket,
  })
  const ready = new Promise<Socket>((done, fail) => {
    asking.once('error', fail)
    asking.once('connect', (answer, _, head) => {
      if (head.length > 0) socket.unshift(head)
      if (answer.statusCode === 200) done(socket)
      else fail(refusedBy(proxy, answer))
    })
    asking.end()
  })
  return settle(socket, signal, ready)
}

/** Through a proxy, only the proxy is looked up and connected to. */
const dialProxy = async (
  { url: proxy, variable }: Proxy,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Socket> => {
  if (proxy.protocol !== 'http:' && proxy.protocol !== 'https:')
    throw new SourceFault(reason('proxy-protocol', proxy.protocol, variable), {
      lasting: true,
    })
  try {
    const socket = await dial(bareHost(proxy), portOf(proxy), signal)
    return proxy.protocol === 'http:'
      ? socket
      : await secure(socket, bareHost(proxy), await authorities(env), signal)
  } catch (error) {
    if (error instanceof SourceFault) throw error
    throw new SourceFault(reason('proxy-failed', proxy.host, variable, detailOf(error)))
  }
}

/** A connection, and how the URL's host is asked for on it. */
export interface Way {
  readonly socket: Socket
  /** What stands in the request line. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** Who answers itself where the host does not. */
  readonly proxy?: Proxy
}

/**
 * A way to the URL's host: direct or through the proxy that the environment names, in TLS for https. A proxy is asked to connect for
 * https and to fetch for http, since many connect to no other port than 443. Source: RFC 9110 §9.3.6, RFC 9112 §3.2.2.
 */
export const reach = async (
  url: URL,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Way> => {
  const [host, port] = [bareHost(url), portOf(url)]
  const proxyUrl = proxyFor(url, env)
  const asked = { target: `${url.pathname}${url.search}`, headers: {} }
  if (url.protocol !== 'https:') {
    if (proxyUrl === undefined) return { ...asked, socket: await dial(host, port, signal) }
    const proxy = { url: proxyUrl, variable: 'HTTP_PROXY' } as const
    const socket = await dialProxy(proxy, env, signal)
    const headers = authorization(proxyUrl)
    return { socket, target: `http://${url.host}${asked.target}`, headers, proxy }
  }
  const context = authorities(env)
  const named = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const through = async (proxy: Proxy): Promise<Socket> =>
    tunnel(await dialProxy(proxy, env, signal), proxy, named, signal)
  const plain =
    proxyUrl === undefined
      ? await dial(host, port, signal)
      : await through({ url: proxyUrl, variable: 'HTTPS_PROXY' })
  return { ...asked, socket: await secure(plain, host, await context, signal) }
}
