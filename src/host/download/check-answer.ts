import type { IncomingMessage } from 'node:http'
import { reason } from '../../model/install-reason.ts'
import { SourceFault } from './source-fault.ts'

/** What an answer promises. */
export interface Promised {
  /** Length of the whole file, where the answer says it. */
  readonly total: number | undefined
  /** Bytes at its beginning that were not asked for. */
  readonly skip: number
}

const lasting = { lasting: true } as const

/** Seconds or a date. Source: RFC 9110 §10.2.3. */
const retryAfter = (value: string | undefined): number | undefined => {
  if (value === undefined) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

const refuseStatus = ({ statusCode = 0, headers }: IncomingMessage): SourceFault => {
  const again = statusCode >= 500 || statusCode === 408 || statusCode === 429
  return new SourceFault(reason('status', statusCode), {
    lasting: !again,
    retryAfterMs: again ? retryAfter(headers['retry-after']) : undefined,
  })
}

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined

/** A part of the file: it must be the one asked for. */
const partial = (range: string, from: number): Promised => {
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? []
  if (number(start) !== from) throw new SourceFault(reason('other-part', range), lasting)
  return { total: number(total), skip: 0 }
}

/** The source says that the file ends here; whether it does the digest tells. */
const endsAt = (from: number): Promised => ({ total: from, skip: 0 })

/**
 * What can be known of an answer before its first byte is taken: status, kind, length, part. Throws `SourceFault`. The whole file
 * instead of the part asked for is read from its beginning, and what is here already is passed over.
 */
export const checkAnswer = (answer: IncomingMessage, from: number, mostBytes: number): Promised => {
  const { statusCode, headers } = answer
  if (statusCode === 416 && from > 0) return endsAt(from)
  if (statusCode !== 200 && !(statusCode === 206 && from > 0)) throw refuseStatus(answer)
  if (/^(text\/html|application\/xhtml)/i.test(headers['content-type'] ?? ''))
    throw new SourceFault(reason('web-page'), lasting)
  if (!['identity', ''].includes(headers['content-encoding'] ?? ''))
    throw new SourceFault(reason('packed', headers['content-encoding'] ?? ''), lasting)
  const promised =
    statusCode === 206
      ? partial(headers['content-range'] ?? '', from)
      : { total: number(headers['content-length']), skip: from }
  if (from > 0 && (promised.total ?? Infinity) <= from) return endsAt(from)
  if (promised.total === 0) throw new SourceFault(reason('empty'), lasting)
  if ((promised.total ?? 0) > mostBytes)
    throw new SourceFault(reason('too-long', mostBytes), lasting)
  return promised
}
