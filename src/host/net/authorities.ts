import { createSecureContext, rootCertificates } from 'node:tls'
import type { SecureContext } from 'node:tls'
import { attempt } from '../../model/unreadable.ts'
import { localFiles } from '../local-files.ts'

/** Where systems keep their authorities. Source: Go crypto/x509 root_linux.go and root_darwin's file fallback. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

const inFile = async (path: string | undefined): Promise<readonly string[]> => {
  if (path === undefined || path === '') return []
  const text = await attempt(localFiles.readText(path))
  return (text.ok ? text.value : undefined)?.match(certificates) ?? []
}

const ofSystem = async (): Promise<readonly string[]> => {
  for (const path of bundles) {
    const found = await inFile(path)
    if (found.length > 0) return found
  }
  return []
}

const bare = (certificate: string): string => certificate.replaceAll(/\s/g, '')

const contexts = new Map<string, Promise<SecureContext>>()

const build = async (files: readonly (string | undefined)[]): Promise<SecureContext> => {
  const found = await Promise.all([...files.map(inFile), ofSystem()])
  const all = new Map(
    [...rootCertificates, ...found.flat()].map((certificate) => [bare(certificate), certificate]),
  )
  return createSecureContext({ ca: [...all.values()] })
}

/** Node's own authorities, those of the system, and what NODE_EXTRA_CA_CERTS and SSL_CERT_FILE name. */
export const authorities = (
  env: Readonly<Record<string, string | undefined>>,
): Promise<SecureContext> => {
  const files = [env['NODE_EXTRA_CA_CERTS'], env['SSL_CERT_FILE']]
  const key = files.join('\n')
  const known = contexts.get(key) ?? build(files)
  contexts.set(key, known)
  return known
}
