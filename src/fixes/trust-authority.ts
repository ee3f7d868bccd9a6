import { defineFix } from '../model/fix.ts'
import type { Path, Quote } from '../model/value.ts'

export type Authority = {
  /** Its certificate in PEM form, where it was sent along. */
  readonly pem: Quote | undefined
  /** Where minikube takes certificates for the node from. */
  readonly file: Path
}

/**
 * Lays the certificate of an authority that this machine trusts already where minikube hands it on to the node. Source:
 * pitfalls NET-3; minikube's handbook/untrusted_certs.md.
 */
export const trustAuthority = defineFix<Authority>({
  id: 'trust-authority',
  title: 'let the node trust the authority that this machine trusts',
  risk: 'system',
  needsRoot: false,
  plan: ({ pem, file }) =>
    pem === undefined || pem.value === ''
      ? []
      : [{ kind: 'write-file', path: file.value, content: pem.value }],
  verifies: 'network/tls',
})
