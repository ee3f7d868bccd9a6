import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a server does wrong. Positions are bytes of the answer's body. */
export interface Faults {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Ends the connection there: in order, or with a reset. */
  readonly cutAt?: number
  readonly reset?: boolean
  /** Says nothing more from there on. */
  readonly stallAt?: number
  /** Says nothing at all. */
  readonly silent?: boolean
  /** Before the answer. */
  readonly waitMs?: number
  readonly ignoresRange?: boolean
  /** Position in the file of one byte that is wrong. */
  readonly wrongAt?: number
  readonly body?: Buffer
  /** Bytes per second; a second number from `slowAt` on. */
  readonly rate?: number
  readonly slowAt?: number
  readonly slowRate?: number
  readonly location?: string
  /** No Content-Length. */
  readonly chunked?: boolean
}

export interface FileServer {
  readonly listener: RequestListener
  readonly requests: { readonly range: string | undefined; readonly agent: string | undefined }[]
  /** Bytes of bodies handed to the network. */
  sent: number
}

const sliceMs = 20

const pour = async (
  server: FileServer,
  body: Buffer,
  from: number,
  response: ServerResponse,
  faults: Faults,
): Promise<void> => {
  const { cutAt = Infinity, stallAt = Infinity, rate, slowAt = Infinity, slowRate, reset } = faults
  const closed = new Promise((done) => response.once('close', done))
  for (let at = 0; at < body.length && !response.destroyed;) {
    const speed = from + at >= slowAt ? slowRate : rate
    const most = speed === undefined ? 65_536 : Math.max(1, (speed * sliceMs) / 1000)
    const end = Math.min(body.length, at + most, at < cutAt ? cutAt : Infinity, stallAt)
    if (end > at) {
      server.sent += end - at
      const ready = response.write(body.subarray(at, end))
      at = end
      if (speed !== undefined) await sleep(sliceMs)
      else if (!ready)
        await Promise.race([new Promise((done) => response.once('drain', done)), closed])
    }
    if (at >= cutAt) {
      if (reset === true) response.socket?.resetAndDestroy()
      else response.socket?.destroySoon()
      return
    }
    if (at >= stallAt) return
  }
  response.end()
}

const rangeOf = ({ headers }: IncomingMessage): number =>
  Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0)

/** Serves one file, with parts; what is wrong with the answer to each request is decided request by request. */
export const fileServer = (
  file: Buffer,
  faultsOf: (request: number) => Faults = () => ({}),
): FileServer => {
  const server: FileServer = {
    requests: [],
    sent: 0,
    listener: async (request, response) => {
      server.requests.push({ range: request.headers.range, agent: request.headers['user-agent'] })
      const faults = faultsOf(server.requests.length)
      if (faults.silent === true) return
      if (faults.waitMs !== undefined) await sleep(faults.waitMs)
      if (faults.location !== undefined) {
        response.writeHead(302, { location: faults.location }).end()
        return
      }
      if (faults.status !== undefined) {
        response.writeHead(faults.status, faults.headers).end('no')
        return
      }
      const whole = Buffer.from(faults.body ?? file)
      if (faults.wrongAt !== undefined) whole[faults.wrongAt] = (whole[faults.wrongAt] ?? 0) ^ 1
      const from = faults.ignoresRange === true ? 0 : rangeOf(request)
      if (from > 0 && from >= whole.length) {
        response.writeHead(416).end()
        return
      }
      const body = whole.subarray(from)
      response.writeHead(from > 0 ? 206 : 200, {
        ...(faults.chunked === true ? {} : { 'content-length': String(body.length) }),
        ...(from > 0
          ? { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` }
          : {}),
        ...faults.headers,
      })
      await pour(server, body, from, response, faults)
    },
  }
  return server
}
