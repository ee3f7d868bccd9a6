import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { connect, createServer as createTcp } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { tokenServer } from '../../http/registries.ts'

/** What runs beside the real servers, in their network. Written as JSON into the file this program is given. */
export interface Inside {
  readonly key: string
  readonly cert: string
  readonly tokens: readonly { readonly address: string; readonly service: string }[]
  readonly slow: readonly { readonly address: string; readonly to: string; readonly ms: number }[]
  /** `address:port` of all that must take connections before it says so. */
  readonly awaits: readonly string[]
}

const read = (file: string): string => readFileSync(file, 'utf8')

const answers = (place: string): Promise<boolean> =>
  new Promise((done) => {
    const [host = '', port] = place.split(':')
    const socket = connect(Number(port), host)
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })

const serve = async ({ key, cert, tokens, slow, awaits }: Inside): Promise<void> => {
  const certificate = { key: read(key), cert: read(cert) }
  for (const { address, service } of tokens)
    createServer(certificate, tokenServer(certificate, service, [])).listen(443, address)
  for (const { address, to, ms } of slow)
    createTcp(async (socket) => {
      socket.on('error', () => undefined)
      await sleep(ms)
      const behind = connect(443, to)
      behind.on('error', () => socket.destroy())
      behind.pipe(socket).pipe(behind)
    }).listen(443, address)
  for (const place of awaits) {
    console.log(place)
    while (!(await answers(place))) await sleep(20)
  }
  console.log('ready')
}

// Written by the builder of the same world.
const told: Inside = JSON.parse(read(process.argv[2] ?? ''))
await serve(told)
