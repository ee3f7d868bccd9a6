import { isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect as secureConnect } from 'node:tls'
import type { ConnectionOptions, SecureContext, TLSSocket } from 'node:tls'
import { reason } from '../../model/install-reason.ts'
import { authorities } from './authorities.ts'
import { dial } from './dial.ts'
import { orAborted } from './or-aborted.ts'
import { proxyFailed, ProxyFault, proxyOf, tunnel } from './proxy.ts'
import type { Proxy } from './proxy.ts'

type Env = Readonly<Record<string, string | undefined>>
type Trust = Pick<ConnectionOptions, 'secureContext' | 'rejectUnauthorized'>

const bareHost = (url: URL): string => url.hostname.replaceAll(/^\[|\]$/g, '')

const portOf = (url: URL): number =>
  url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)

/** TLS over an open connection, which goes with it when it fails. */
export const secure = (
  plain: Socket,
  url: URL,
  trust: Trust,
  signal: AbortSignal,
): Promise<TLSSocket> => {
  const host = bareHost(url)
  const socket = secureConnect({
    ...trust,
    socket: plain,
    host,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) === 0 ? { servername: host } : {}),
  })
  const ready = new Promise<TLSSocket>((done, fail) => {
    socket.once('secureConnect', () => done(socket))
    socket.once('error', fail)
    socket.once('close', () => {
      const broken = new Error('the connection was closed before it was encrypted')
      fail(Object.assign(broken, { code: 'ECONNRESET' }))
    })
  })
  return orAborted(signal, ready).catch((error: unknown) => {
    socket.destroy()
    plain.destroy()
    throw error
  })
}

/** Who signed it is not among the authorities that were asked. Source: openssl/include/openssl/x509_vfy.h, `X509_V_ERR_*`. */
const unknownAuthority =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/

const isDoubted = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && unknownAuthority.test(String(error.code))

/** Once a host was known by the system's authorities alone, all are asked with them: a network that opens TLS opens all of it. */
const needed = new Map<string, SecureContext>()

/**
 * Who is unknown to Node is asked again with the authorities of this system, which docker and minikube go by; reading them takes a
 * tenth of a second, so it is not done before.
 */
const trusted = async (
  open: () => Promise<Socket>,
  url: URL,
  env: Env,
  signal: AbortSignal,
): Promise<Socket> => {
  const named = `${env['NODE_EXTRA_CA_CERTS']}\n${env['SSL_CERT_FILE']}`
  const known = needed.get(named)
  const trust = known === undefined ? {} : { secureContext: known }
  try {
    return await secure(await open(), url, trust, signal)
  } catch (error) {
    if (known !== undefined || !isDoubted(error)) throw error
    const secureContext = await authorities(env)
    const socket = await secure(await open(), url, { secureContext }, signal)
    needed.set(named, secureContext)
    return socket
  }
}

/** Through a proxy, only the proxy is looked up and connected to. */
const dialProxy = async (proxy: Proxy, env: Env, signal: AbortSignal): Promise<Socket> => {
  const { url, variable } = proxy
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ProxyFault(reason('proxy-protocol', url.protocol, variable), true)
  const open = (): Promise<Socket> => dial(bareHost(url), portOf(url), signal)
  try {
    return await (url.protocol === 'http:' ? open() : trusted(open, url, env, signal))
  } catch (error) {
    signal.throwIfAborted()
    throw proxyFailed(proxy, error)
  }
}

/** A connection to the URL's host, not encrypted yet: direct, or through the proxy that the environment names. */
export const reach = async (url: URL, env: Env, signal: AbortSignal): Promise<Socket> => {
  const proxy = proxyOf(url, env)
  if (proxy === undefined) return dial(bareHost(url), portOf(url), signal)
  const socket = await dialProxy(proxy, env, signal)
  if (url.protocol !== 'https:') return socket
  return tunnel(socket, proxy, `${url.hostname}:${portOf(url)}`, signal)
}

/**
 * The one way to a URL's host: address families, proxy, TLS and authorities. For http through a proxy the connection is one to the
 * proxy (`askedAs`). Rejects with what the signal is aborted with, with `ProxyFault`, or with the system's error.
 */
export const connect = (url: URL, env: Env, signal: AbortSignal): Promise<Socket> =>
  url.protocol === 'https:'
    ? trusted(() => reach(url, env, signal), url, env, signal)
    : reach(url, env, signal)
