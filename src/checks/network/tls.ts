import { certificates, nodeTrust } from '../../facts/certificates.ts'
import type { Shown } from '../../facts/certificates.ts'
import { trustAuthority } from '../../fixes/trust-authority.ts'
import type { Authority } from '../../fixes/trust-authority.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import type { PeerCertificate } from '../../model/host.ts'
import { say } from '../../model/text.ts'
import { Unreadable } from '../../model/unreadable.ts'
import { host, path, quote } from '../../model/value.ts'
import type { Host, Path, Quote } from '../../model/value.ts'
import { networkDns } from './dns.ts'
import { networkOnline } from './online.ts'

type Certificate = Extract<PeerCertificate, { readonly ok: true }>

/** OpenSSL's words for a chain that no public authority began. Source: openssl/include/openssl/x509_vfy.h, `X509_V_ERR_*`. */
const unknownAuthority =
  /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|UNABLE_TO_VERIFY_LEAF_SIGNATURE|CERT_UNTRUSTED)$/

const otherName = /ALTNAME|HOSTNAME_MISMATCH/

const bodyOf = (pem: string): string => pem.replaceAll(/-----[^-]*-----|\s/g, '')

const holds = (texts: readonly string[], pem: string): boolean =>
  pem !== '' && texts.some((text) => bodyOf(text).includes(bodyOf(pem)))

const issuerOf = ({ authority, issuer }: Certificate): string => authority?.name ?? issuer

/**
 * Does somebody between here and the hosts open TLS? What the handshake proves to the public authorities decides, not a list of
 * names. Source: pitfalls NET-3.
 */
export const networkTls = defineCheck({
  id: 'network/tls',
  title: 'TLS',
  needs: { shown: certificates, trust: nodeTrust },
  after: [networkOnline, networkDns],
  skip: ({ offline }) => (offline ? 'offline' : undefined),
  problems: {
    intercepted: problem<{ readonly host: Host; readonly issuer: Quote; readonly folder: Path }>({
      severity: 'error',
      stops: true,
      message: ({ host, issuer }) =>
        say`Somebody on the way opens encrypted connections: ${host} shows a certificate by ${issuer}, which this machine does not trust; every download fails`,
      hint: ({ folder }) =>
        say`Company and school networks do this. Ask who runs the network for the certificate of that authority, never take it from the connection itself. Add it to the system's trusted authorities, name its file in NODE_EXTRA_CA_CERTS, put a copy into ${folder} and restart Docker.`,
    }),
    node: problem<Authority & { readonly issuer: Quote; readonly copied: Path | undefined }>({
      severity: 'warning',
      message: ({ issuer, copied }) =>
        copied === undefined
          ? say`Encrypted connections are opened on the way by ${issuer}: this machine trusts it, the node would not and could pull nothing`
          : say`Encrypted connections are opened on the way by ${issuer}: this machine trusts it, and the node is handed its certificate`,
      hint: ({ file }) =>
        say`The authority's certificate belongs in ${file}; a cluster that exists must be deleted once, the next start hands it on with --embed-certs.`,
      fix: trustAuthority,
      cure: ({ copied }) =>
        copied === undefined ? undefined : { flags: [{ name: '--embed-certs' }] },
    }),
    'other-host': problem<{ readonly host: Host; readonly subject: Quote }>({
      severity: 'error',
      stops: true,
      message: ({ host, subject }) =>
        say`Another server answers in place of ${host}: its certificate is made for ${subject}; nothing can be downloaded safely`,
      hint: () =>
        say`A forged name, a filter or a login page does this. Open a page in a browser to see what answers, try another network or another name server.`,
    }),
  },
  inspect: ({ shown, trust }) => {
    if (shown.length === 0) return skipped('not-needed')
    const judge = ({ host: name, accepted, certificate }: Shown) => {
      const about = host(name)
      if (!certificate.ok)
        return accepted ? undefined : unsure(new Unreadable('unreachable', about))
      const { distrust = '', subject, authority } = certificate
      if (otherName.test(distrust) && !accepted)
        return { code: 'other-host' as const, args: { host: about, subject: quote(subject) } }
      if (!unknownAuthority.test(distrust))
        return accepted ? undefined : unsure(new Unreadable('unparsable', about))
      const issuer = quote(issuerOf(certificate))
      const folder = path(trust.folder)
      if (!accepted) return { code: 'intercepted' as const, args: { host: about, issuer, folder } }
      const pem = authority === undefined ? undefined : quote(authority.pem)
      const file = path(`${trust.folder}/network-authority.pem`)
      const copied = pem !== undefined && holds(trust.certificates, pem.value) ? folder : undefined
      return { code: 'node' as const, args: { issuer, pem, file, copied } }
    }
    // Several hosts, one cause.
    const found = shown.map(judge).find((item) => item !== undefined)
    return found === undefined ? [] : [found]
  },
})
