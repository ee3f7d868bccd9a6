import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { installReasons, reason, sayReason } from '../../model/install-reason.ts'
import type { InstallReason } from '../../model/install-reason.ts'
import { proxyFor } from '../../model/no-proxy.ts'
import { detailOf } from './faults.ts'
import { orAborted } from './or-aborted.ts'

type Env = Readonly<Record<string, string | undefined>>

export const userAgent = 'k8s-doctor'

/** A proxy, and the variable that names it. */
export interface Proxy {
  readonly url: URL
  readonly variable: 'HTTP_PROXY' | 'HTTPS_PROXY'
}

/** The proxy that the environment names for the URL, as Go programs read it. Pure. */
export const proxyOf = (url: URL, env: Env): Proxy | undefined => {
  const proxy = proxyFor(url, env)
  const variable = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  return proxy && { url: proxy, variable }
}

/** A proxy did not do as it was asked. */
export class ProxyFault extends Error {
  override readonly name = 'ProxyFault'
  readonly code = 'EPROXY'
  readonly reason: InstallReason
  /** Asking again would give the same. */
  readonly lasting: boolean
  constructor(why: InstallReason, lasting: boolean) {
    super(sayReason(installReasons, why))
    this.reason = why
    this.lasting = lasting
  }
}

/** The proxy could not be reached, or speaks no HTTP. */
export const proxyFailed = ({ url, variable }: Proxy, error: unknown): ProxyFault =>
  new ProxyFault(reason('proxy-failed', url.host, variable, detailOf(error)), false)

/** A per cent sign that begins no escape stands for itself. */
const decoded = (text: string): string =>
  text.replaceAll(/(?:%[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })

/** Name and password of the proxy's address. Source: RFC 7617, RFC 9110 §11.7.2. */
const authorization = ({ username, password }: URL): Readonly<Record<string, string>> => {
  if (username === '') return {}
  const pair = `${decoded(username)}:${decoded(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** Status with which a proxy says that asking again is of no use. */
const refusals = new Set([401, 403, 405, 407])

/** Why a proxy did not do as it was asked. Source: RFC 9110 §11.7.1. */
export const refusedBy = (
  { url, variable }: Proxy,
  { statusCode = 0, headers }: Pick<IncomingMessage, 'statusCode' | 'headers'>,
): ProxyFault => {
  const lasting = refusals.has(statusCode)
  const { host, username } = url
  if (statusCode !== 407)
    return new ProxyFault(reason('proxy-status', host, variable, statusCode), lasting)
  const schemes = [headers['proxy-authenticate'] ?? []].flat().join(', ')
  if (schemes !== '' && !/\bbasic\b/i.test(schemes)) {
    const [scheme = ''] = schemes.split(/[\s,]/)
    return new ProxyFault(reason('proxy-scheme', host, variable, scheme), lasting)
  }
  const code = username === '' ? 'proxy-login' : 'proxy-wrong-login'
  return new ProxyFault(reason(code, host, variable), lasting)
}

/** How a URL is asked for on a connection to it. */
export interface Asked {
  /** What stands in the request line. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** Who answers itself where the host does not. */
  readonly gate: Proxy | undefined
}

/**
 * A proxy is asked to connect for https and to fetch for http, since many connect to no other port than 443. Pure.
 * Source: RFC 9110 §9.3.6, RFC 9112 §3.2.2.
 */
export const askedAs = (url: URL, env: Env): Asked => {
  const target = `${url.pathname}${url.search}`
  const proxy = proxyOf(url, env)
  if (url.protocol === 'https:' || proxy === undefined)
    return { target, headers: {}, gate: undefined }
  const headers = authorization(proxy.url)
  return { target: `http://${url.host}${target}`, headers, gate: proxy }
}

/** Asks the proxy at the other end of a socket for a way to the target. */
export const tunnel = (
  socket: Socket,
  proxy: Proxy,
  target: string,
  signal: AbortSignal,
): Promise<Socket> => {
  const asking = request({
    method: 'CONNECT',
    path: target,
    setHost: false,
    headers: { host: target, 'user-agent': userAgent, ...authorization(proxy.url) },
    createConnection: () => socket,
  })
  const ready = new Promise<Socket>((done, fail) => {
    asking.once('error', (error) => {
      const isHttp = !('code' in error && String(error.code).startsWith('HPE_'))
      fail(isHttp ? error : proxyFailed(proxy, error))
    })
    asking.once('connect', (answer, _, head) => {
      if (head.length > 0) socket.unshift(head)
      if (answer.statusCode === 200) done(socket)
      else fail(refusedBy(proxy, answer))
    })
    asking.end()
  })
  return orAborted(signal, ready).catch((error: unknown) => {
    socket.destroy()
    throw error
  })
}
