import type { NetworkFault } from '../../model/host.ts'

const byCode: readonly (readonly [RegExp, NetworkFault])[] = [
  [/^EPROXY/, 'proxy'],
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/, 'dns'],
  [/^ECONNREFUSED/, 'refused'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT)/, 'timeout'],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)/, 'reset'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)/, 'unreachable'],
  [/^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO|HOSTNAME_MISMATCH)/, 'tls'],
]

const codesOf = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors : []
  const late = error.name === 'TimeoutError' ? ['ETIMEDOUT'] : []
  return [...late, ...own, ...codesOf(error.cause), ...inner.flatMap(codesOf)]
}

/** How a request failed, from the codes of the error and of all it wraps (Node reports a failed pair of families with an empty message). */
export const faultOf = (error: unknown): NetworkFault => {
  for (const code of codesOf(error)) {
    const known = byCode.find(([pattern]) => pattern.test(code))
    if (known !== undefined) return known[1]
  }
  return 'other'
}

/** One line for the evidence. */
export const detailOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error)
  return text === '' ? codesOf(error).join(', ') : text
}
