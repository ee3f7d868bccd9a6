import { createSecureContext, rootCertificates } from 'node:tls'
import type { DetailedPeerCertificate, SecureContext, TLSSocket } from 'node:tls'
import { deadline } from '../../lib/deadline.ts'
import type { PeerCertificate } from '../../model/host.ts'
import { reach, secure } from './connect.ts'
import { faultOf } from './faults.ts'

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

/** Shakes hands, reads the certificate and hangs up, whatever it is worth. Never throws. */
export const peerCertificate = async (
  name: string,
  { deadlineMs, port = 443 }: { readonly deadlineMs: number; readonly port?: number },
  env: Readonly<Record<string, string | undefined>>,
): Promise<PeerCertificate> => {
  const before = performance.now()
  const took = (): number => Math.round(performance.now() - before)
  publicAuthorities ??= createSecureContext({ ca: [...rootCertificates] })
  const trust = { secureContext: publicAuthorities, rejectUnauthorized: false }
  const { signal, release } = deadline(deadlineMs)
  try {
    const url = new URL(`https://${name}:${port}`)
    const socket = await secure(await reach(url, env, signal), url, trust, signal)
    const certificate = read(socket, took())
    socket.destroy()
    return certificate
  } catch (error) {
    return { ok: false, fault: faultOf(error), ms: took() }
  } finally {
    release()
  }
}
