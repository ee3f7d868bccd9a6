import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestListener } from 'node:http'
import { download } from '../http/downloading.ts'
import { http } from '../http/servers.ts'
import { attack } from './support/attack.ts'

const piece = Buffer.alloc(64 * 1024, 1)

/** Sends for ever: a piece, a pause, the next. */
const endless =
  (
    bytes: Buffer,
    pauseMs: number,
    headers: Readonly<Record<string, string>> = {},
  ): RequestListener =>
  async (_, response) => {
    response.writeHead(200, headers)
    while (!response.destroyed) {
      response.write(bytes)
      await sleep(pauseMs)
    }
  }

const bounds = { mostBytes: 8 * 1024 * 1024, least: 64 * 1024, leastMs: 500, attempts: 1 }

const servers: readonly (readonly [string, RequestListener, string])[] = [
  ['without an end', endless(piece, 0), 'too-long'],
  ['10 GB by its own word', endless(piece, 0, { 'content-length': '10000000000' }), 'too-long'],
  ['a byte at a time', endless(Buffer.from('x'), 50), 'too-slow'],
  ['20 kB/s', endless(Buffer.alloc(1000), 50), 'too-slow'],
]

attack('a download that has no bound is given up', {
  all: servers,
  make: async ([name, listener, why]) => {
    await using server = await http(listener)
    const { failure, events } = await download(
      [`http://127.0.0.1:${server.port}/kubectl`],
      {},
      bounds,
    )
    const received = events.flatMap((event) => (event.kind === 'progress' ? [event.received] : []))
    const most = Math.max(0, ...received)
    const failed = events.flatMap((event) =>
      event.kind === 'source-failed' ? [event.reason.code] : [],
    )
    return [
      ...(failure === 'no-source' && failed.some((code) => code === why)
        ? []
        : [`${name}: ${failed.join()}`]),
      ...(most > 2 * bounds.mostBytes ? [`${name}: ${most} bytes`] : []),
    ]
  },
})

attack('a mirror on this machine leads to no other service of it', {
  all: ['127.0.0.1', 'localhost', '[::1]', '127.0.0.2'],
  make: async (host) => {
    const asked: string[] = []
    await using other = await http((request, response) => {
      asked.push(request.url ?? '')
      response.end('done')
    })
    await using mirror = await http((_, response) => {
      response.writeHead(302, { location: `http://${host}:${other.port}/admin?delete=all` }).end()
    })
    await download([`http://127.0.0.1:${mirror.port}/kubectl`])
    return asked.map((path) => `${host}: GET ${path}`)
  },
})
