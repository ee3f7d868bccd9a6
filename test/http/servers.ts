import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttp, request } from 'node:http'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect, createServer } from 'node:net'
import type { Server as TcpServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A server on a free port; closed, with all its connections, when disposed. */
export interface Running extends AsyncDisposable {
  readonly port: number
}

export const listen = (server: TcpServer | Server): Promise<Running> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  })
  return new Promise((done) => {
    server.listen(0, '0.0.0.0', () => {
      const address = server.address()
      done({
        port: typeof address === 'object' && address !== null ? address.port : 0,
        [Symbol.asyncDispose]: () =>
          new Promise((closed) => {
            server.close(() => closed())
            for (const socket of sockets) socket.destroy()
          }),
      })
    })
  })
}

export const http = (listener: RequestListener): Promise<Running> => listen(createHttp(listener))

export const tcp = (talk: (socket: Socket) => void): Promise<Running> => listen(createServer(talk))

/** TLS with a certificate nobody trusts, for `localhost`. */
export const selfSigned = (listener: RequestListener): Promise<Running> => {
  const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  try {
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-days',
        '2',
      ].concat(['-keyout', key, '-out', cert]),
      { stdio: 'ignore' },
    )
    return listen(createHttps({ key: readFileSync(key), cert: readFileSync(cert) }, listener))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Where a name leads: to a local port, to nobody who ever answers, or to one who hangs up. */
export type Way = number | 'silence' | 'reset'

export interface ProxyOptions {
  /** Speaks TLS with it. */
  readonly certificate?: { readonly key: string; readonly cert: string }
  /** `name:password` that lets through. */
  readonly login?: string
  /** How it wants to be told; Basic unless told. */
  readonly scheme?: string
}

/** A proxy that connects and fetches, and leads every name to one local port, or each its own way; `status` other than 200 refuses. */
export const proxy = (
  target: Way | ((name: string) => Way),
  status = 200,
  { certificate, login, scheme = 'Basic realm="class"' }: ProxyOptions = {},
): Promise<Running & { readonly asked: readonly string[] }> => {
  const asked: string[] = []
  const challenge = { 'proxy-authenticate': scheme }
  const isRight = (said: string | undefined): boolean =>
    login === undefined || said === `Basic ${Buffer.from(login).toString('base64')}`
  const wayTo = (name: string): Way => (typeof target === 'function' ? target(name) : target)
  const plain: RequestListener = (asking, response) => {
    const { url = '', method, headers } = asking
    asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`.trim())
    if (status !== 200) {
      response.writeHead(status).end('no')
      return
    }
    if (!isRight(headers['proxy-authorization'])) {
      response.writeHead(407, challenge).end('who are you')
      return
    }
    const { hostname, pathname, search } = new URL(url)
    const way = wayTo(hostname)
    if (way === 'reset') response.destroy()
    if (typeof way === 'string') return
    const options = { port: way, method, headers, path: `${pathname}${search}` }
    const upstream = request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    upstream.on('error', () => response.destroy())
    asking.pipe(upstream)
  }
  const server = certificate === undefined ? createHttp(plain) : createHttps(certificate, plain)
  server.on('connect', ({ url = '', headers }: IncomingMessage, socket: Socket) => {
    asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`.trim())
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
      return
    }
    if (!isRight(headers['proxy-authorization'])) {
      socket.end(`HTTP/1.1 407 No\r\nProxy-Authenticate: ${scheme}\r\n\r\n`)
      return
    }
    const way = wayTo(url.replace(/:\d+$/, ''))
    if (way === 'silence') return
    if (way === 'reset') {
      socket.destroy()
      return
    }
    const upstream = connect(way, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('error', () => upstream.destroy())
  })
  return listen(server).then((running) => ({ ...running, asked }))
}

/** TLS with a certificate of one's choice. */
export const https = (
  certificate: { readonly key: string; readonly cert: string },
  listener: RequestListener,
): Promise<Running> => listen(createHttps(certificate, listener))
