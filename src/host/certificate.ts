import { request } from 'node:http'
import { isIP } from 'node:net'
import type { Socket } from 'node:net'
import { connect, createSecureContext, rootCertificates } from 'node:tls'
import type { DetailedPeerCertificate, SecureContext, TLSSocket } from 'node:tls'
import type { PeerCertificate } from '../model/host.ts'
import { proxyFor } from '../model/no-proxy.ts'
import { faultOf } from './faults.ts'
import { waitForFamilies } from './families.ts'

waitForFamilies()

type Env = Readonly<Record<string, string | undefined>>
type Ending = (certificate: PeerCertificate) => void

/** The authorities everybody knows, without those this machine was told of (NODE_EXTRA_CA_CERTS). Takes 20 ms: made once. */
let publicAuthorities: SecureContext | undefined

const named = ({ CN, O }: DetailedPeerCertificate['subject']): string => {
  const [name, owner] = [CN, O].map((part) => (Array.isArray(part) ? part[0] : part))
  if (name === undefined) return owner ?? ''
  return owner === undefined || owner === name ? name : `${name} (${owner})`
}

const longestChain = 10

/** The last of the chain, where it signed itself. */
const authorityOf = (leaf: DetailedPeerCertificate): DetailedPeerCertificate | undefined => {
  let current = leaf
  for (let length = 0; length < longestChain; length += 1) {
    const above: DetailedPeerCertificate | undefined = current.issuerCertificate
    if (above === undefined) return undefined
    if (above.fingerprint256 === current.fingerprint256) return current
    current = above
  }
  return undefined
}

const pem = ({ raw }: DetailedPeerCertificate): string => {
  const lines = raw.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const read = (socket: TLSSocket, ms: number): PeerCertificate => {
  const leaf = socket.getPeerCertificate(true)
  const authority = authorityOf(leaf)
  // An Error at run time, a code or a text by its type.
  const distrust: unknown = socket.authorizationError
  const why =
    distrust instanceof Error && 'code' in distrust ? String(distrust.code) : String(distrust)
  return {
    ok: true,
    subject: named(leaf.subject),
    issuer: named(leaf.issuer),
    ...(socket.authorized ? {} : { distrust: why }),
    ...(authority === undefined
      ? {}
      : { authority: { name: named(authority.subject), pem: pem(authority) } }),
    ms,
  }
}

/** A way through an HTTP proxy; others are not spoken here. */
const tunnel = (
  proxy: URL,
  target: string,
  settle: { readonly done: (socket: Socket) => void; readonly fail: (error: unknown) => void },
): (() => void) => {
  const { username, password } = proxy
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const asked = request({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? 80 : proxy.port,
    method: 'CONNECT',
    path: target,
    headers: {
      host: target,
      ...(username === ''
        ? {}
        : { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
    },
  })
  asked.once('connect', ({ statusCode }, socket) => {
    if (statusCode === 200) settle.done(socket)
    else {
      socket.destroy()
      settle.fail(new Error(`proxy: ${statusCode ?? ''}`))
    }
  })
  asked.once('error', () => settle.fail(new Error('proxy')))
  asked.end()
  return () => asked.destroy()
}

/** Shakes hands, reads the certificate and hangs up, whatever it is worth. Never throws. */
export const peerCertificate = (
  name: string,
  { deadlineMs, port = 443 }: { readonly deadlineMs: number; readonly port?: number },
  env: Env,
): Promise<PeerCertificate> => {
  const before = performance.now()
  const took = (): number => Math.round(performance.now() - before)
  publicAuthorities ??= createSecureContext({ ca: [...rootCertificates] })
  const secureContext = publicAuthorities
  return new Promise((done) => {
    const open: (() => void)[] = []
    let over = false
    const end: Ending = (certificate) => {
      over = true
      clearTimeout(timer)
      for (const close of open) close()
      done(certificate)
    }
    const fail = (error: unknown): void => end({ ok: false, fault: faultOf(error), ms: took() })
    const timer = setTimeout(() => end({ ok: false, fault: 'timeout', ms: took() }), deadlineMs)
    const shake = (through?: Socket): void => {
      if (over) {
        through?.destroy()
        return
      }
      const socket = connect({
        ...(through === undefined ? { host: name, port } : { socket: through }),
        ...(isIP(name) === 0 ? { servername: name } : {}),
        secureContext,
        rejectUnauthorized: false,
      })
      open.push(() => socket.destroy())
      socket.on('error', fail)
      socket.once('secureConnect', () => end(read(socket, took())))
    }
    try {
      const proxy = proxyFor(new URL(`https://${name}:${port}`), env)
      if (proxy === undefined) shake()
      else if (proxy.protocol === 'http:')
        open.push(tunnel(proxy, `${name}:${port}`, { done: shake, fail }))
      else end({ ok: false, fault: 'proxy', ms: 0 })
    } catch (error) {
      fail(error)
    }
  })
}
