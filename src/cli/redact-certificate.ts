import type { PeerCertificate } from '../model/host.ts'

/** A private authority's certificate names its owner; the certificate itself decides nothing and is left out. Pure. */
export const redactCertificate = (
  certificate: PeerCertificate,
  text: (raw: string) => string,
): PeerCertificate => {
  if (!certificate.ok) return certificate
  const { subject, issuer, authority } = certificate
  return {
    ...certificate,
    subject: text(subject),
    issuer: text(issuer),
    ...(authority === undefined ? {} : { authority: { name: text(authority.name), pem: '' } }),
  }
}
