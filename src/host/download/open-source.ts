import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { reason } from '../../model/install-reason.ts'
import { isLoopback, parseIp } from '../../model/ip.ts'
import { connect } from '../net/connect.ts'
import { detailOf } from '../net/faults.ts'
import { askedAs, refusedBy, userAgent } from '../net/proxy.ts'
import type { Asked } from '../net/proxy.ts'
import { checkAnswer } from './check-answer.ts'
import type { Promised } from './check-answer.ts'
import type { Limits } from './limits.ts'
import { SourceFault } from './source-fault.ts'
import { within } from './within.ts'

export interface OpenOptions {
  /** Hosts that may be asked over plain http; loopback always may. */
  readonly plainHttp: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly limits: Limits
  readonly signal: AbortSignal
}

/** An answer that has passed its checks and whose bytes have not been taken yet. */
export interface Opened extends Promised {
  readonly stream: Readable
  /** The stream came to its proper end, not to that of the connection. */
  readonly whole: () => boolean
}

const mostRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])

const isLocal = (host: string): boolean => {
  const ip = parseIp(host.replaceAll(/^\[|\]$/g, ''))
  return host === 'localhost' || (ip !== undefined && isLoopback(ip))
}

const checkProtocol = ({ protocol, hostname, host }: URL, plainHttp: readonly string[]): void => {
  if (protocol === 'https:') return
  if (protocol !== 'http:') throw new SourceFault(reason('not-http', protocol), { lasting: true })
  if (!isLocal(hostname) && !plainHttp.includes(hostname) && !plainHttp.includes(host))
    throw new SourceFault(reason('not-encrypted'), { lasting: true })
}

const ask = (
  url: URL,
  from: number,
  socket: Socket,
  { target, headers }: Asked,
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((done, fail) => {
    const asking = request({
      path: target,
      setHost: false,
      headers: {
        host: url.host,
        'user-agent': userAgent,
        accept: '*/*',
        // A packed answer has another length than the one that is checked.
        'accept-encoding': 'identity',
        ...(from > 0 ? { range: `bytes=${from}-` } : {}),
        ...headers,
      },
      createConnection: () => socket,
    })
    const abort = (): void => void asking.destroy(new Error('aborted'))
    signal.addEventListener('abort', abort, { once: true })
    asking.once('response', (answer) => {
      signal.removeEventListener('abort', abort)
      done(answer)
    })
    asking.on('error', fail)
    asking.end()
  })

/** Where an answer sends us, if it does. */
const leadsTo = ({ statusCode = 0, headers }: IncomingMessage, url: URL): URL | undefined => {
  if (!redirects.has(statusCode)) return undefined
  const to = headers.location
  if (to === undefined || !URL.canParse(to, url.href))
    throw new SourceFault(reason('status-no-address', statusCode), { lasting: true })
  const next = new URL(to, url)
  if (url.protocol === 'https:' && next.protocol !== 'https:')
    throw new SourceFault(reason('downgrade', `${next.protocol}//${next.host}`), { lasting: true })
  // A mirror on this machine, or one that was asked without encryption, speaks for itself alone.
  if (isLocal(next.hostname) && next.host !== url.host)
    throw new SourceFault(reason('to-loopback', next.host), { lasting: true })
  return next
}

const openWeb = async (first: URL, from: number, options: OpenOptions): Promise<Opened> => {
  const { plainHttp, env, limits, signal } = options
  let url = first
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    checkProtocol(url, plainHttp)
    const place = url
    const asked = askedAs(url, env)
    const socket = await within(
      limits.connectMs,
      reason('no-connection', limits.connectMs),
      signal,
      (inner) => connect(place, env, inner),
    )
    const answer = await within(
      limits.firstByteMs,
      reason('no-answer', limits.firstByteMs),
      signal,
      (inner) => ask(place, from, socket, asked, inner),
    )
    try {
      if (answer.statusCode === 407 && asked.gate !== undefined) throw refusedBy(asked.gate, answer)
      const next = leadsTo(answer, url)
      if (next === undefined) {
        const promised = checkAnswer(answer, from, limits.mostBytes)
        return { ...promised, stream: answer, whole: () => answer.complete }
      }
      answer.destroy()
      url = next
    } catch (error) {
      answer.destroy()
      throw error
    }
  }
  throw new SourceFault(reason('redirects', mostRedirects), { lasting: true })
}

/** A mirror may be a folder. */
const openFile = async (url: URL, from: number): Promise<Opened> => {
  try {
    const path = fileURLToPath(url)
    const { size: total } = await stat(path)
    const stream = createReadStream(path, { start: from, highWaterMark: 256 * 1024 })
    return { stream, total: Math.max(total, from), skip: 0, whole: () => true }
  } catch (error) {
    if (error instanceof SourceFault) throw error
    throw new SourceFault(reason('no-file', detailOf(error)), { lasting: true })
  }
}

/** Asks one address for the file from an offset on. Throws `SourceFault`, or what the signal was aborted with. */
export const openSource = async (
  address: string,
  from: number,
  options: OpenOptions,
): Promise<Opened> => {
  if (!URL.canParse(address)) throw new SourceFault(reason('no-address'), { lasting: true })
  const url = new URL(address)
  return url.protocol === 'file:' ? openFile(url, from) : openWeb(url, from, options)
}
