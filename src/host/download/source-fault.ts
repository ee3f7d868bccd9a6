import { installReasons, reason, sayReason } from '../../model/install-reason.ts'
import type { InstallReason } from '../../model/install-reason.ts'
import { detailOf, faultOf } from '../net/faults.ts'
import { ProxyFault } from '../net/proxy.ts'

/** A source did not give what it was asked for. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault'
  readonly reason: InstallReason
  /** Asking again would give the same. */
  readonly lasting: boolean
  /** How long the source wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(
    why: InstallReason,
    more: {
      readonly lasting?: boolean
      readonly retryAfterMs?: number | undefined
    } = {},
  ) {
    super(sayReason(installReasons, why))
    this.reason = why
    this.lasting = more.lasting ?? false
    this.retryAfterMs = more.retryAfterMs
  }
}

/** Any failure of an exchange as the source's fault; says which variable helps where one does. */
export const toFault = (error: unknown): SourceFault => {
  if (error instanceof SourceFault) return error
  if (error instanceof ProxyFault) return new SourceFault(error.reason, { lasting: error.lasting })
  const fault = faultOf(error)
  return new SourceFault(reason('network', fault, detailOf(error)), { lasting: fault === 'tls' })
}
