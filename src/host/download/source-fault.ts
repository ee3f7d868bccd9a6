import type { NetworkFault } from '../../model/host.ts'
import { detailOf, faultOf } from '../faults.ts'

/** A source did not give what it was asked for. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault'
  /** Asking again would give the same. */
  readonly lasting: boolean
  /** How long the source wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined
  /** Its idea of the file's length differs from what others said: it may still be the one that is right. */
  readonly disagrees: boolean

  constructor(
    message: string,
    more: {
      readonly lasting?: boolean
      readonly retryAfterMs?: number | undefined
      readonly disagrees?: boolean
    } = {},
  ) {
    super(message)
    this.lasting = more.lasting ?? false
    this.retryAfterMs = more.retryAfterMs
    this.disagrees = more.disagrees ?? false
  }
}

const words: Readonly<Record<NetworkFault, string>> = {
  dns: 'its name was not found',
  refused: 'refused the connection',
  timeout: 'did not answer in time',
  reset: 'broke the connection',
  unreachable: 'could not be reached',
  tls: 'its certificate was not accepted',
  proxy: 'the proxy did not let it through',
  other: 'failed',
}

const advice: Partial<Readonly<Record<NetworkFault, string>>> = {
  tls: '; NODE_EXTRA_CA_CERTS or SSL_CERT_FILE names the file of a further authority',
}

/** Any failure of an exchange as the source's fault; says which variable helps where one does. */
export const toFault = (error: unknown): SourceFault => {
  if (error instanceof SourceFault) return error
  const fault = faultOf(error)
  const detail = detailOf(error)
  return new SourceFault(`${words[fault]} (${detail})${advice[fault] ?? ''}`, {
    lasting: fault === 'tls',
  })
}
