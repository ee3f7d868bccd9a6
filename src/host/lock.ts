import { createHash } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Held by this process until it lets go or ends, however it ends: the kernel takes the lock back. */
export interface Lock {
  /** False where nobody sane answered and we went on without it. */
  readonly held: boolean
  /** What those who wait are told. */
  readonly tell: (doing: string) => void
  readonly release: () => void
}

export interface LockOptions {
  readonly signal: AbortSignal
  /** Who holds it and what they are doing, each time that changes. */
  readonly onWaiting: (holder: string) => void
  /** Without a sane answer for so long, in milliseconds, the work goes on without the lock. */
  readonly patienceMs?: number
}

const patience = 15_000
const beatMs = 1000
const greeting = 'k8s-doctor'

/** A name that the kernel forgets with its holder: abstract on Linux, a pipe on Windows, elsewhere a file that is probed. */
const addressOf = (key: string): string => {
  const name = `k8sd-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return `\0${name}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
}

const isFile = (address: string): boolean => address.startsWith('/')

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : ''

const listen = (address: string, talk: (socket: Socket) => void): Promise<Server | undefined> =>
  new Promise((done, fail) => {
    const server = createServer(talk)
    server.once('error', (error) =>
      codeOf(error) === 'EADDRINUSE' ? done(undefined) : fail(error),
    )
    server.listen({ path: address }, () => done(server))
  })

type Visit = 'free' | 'silent' | 'gone'

/** Stays with the holder until it lets go (`free`), nobody is there (`gone`), or nothing sane is heard for too long (`silent`). */
const visit = (
  address: string,
  { signal, onWaiting }: LockOptions,
  patienceMs: number,
): Promise<Visit> =>
  new Promise((done) => {
    const socket = connect({ path: address })
    let text = ''
    let told = ''
    let sane = false
    let timer = setTimeout(() => finish('silent'), patienceMs)
    const finish = (visit: Visit): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      socket.destroy()
      done(visit)
    }
    const abort = (): void => finish('gone')
    signal.addEventListener('abort', abort, { once: true })
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text = (text + chunk).slice(-2000)
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      const last = lines.findLast((line) => line.startsWith(`${greeting} `))
      if (last === undefined) return
      sane = true
      clearTimeout(timer)
      timer = setTimeout(() => finish('silent'), patienceMs)
      const holder = last.slice(greeting.length + 1)
      if (holder !== told) onWaiting(holder)
      told = holder
    })
    socket.once('error', () => finish('gone'))
    socket.once('close', () => finish(sane ? 'free' : 'gone'))
  })

const hold = (server: Server, sockets: Set<Socket>): Lock => {
  let doing = 'is at work'
  const line = (): string => `${greeting} process ${process.pid} ${doing}\n`
  const tellAll = (): void => {
    for (const socket of sockets) socket.write(line())
  }
  const beat = setInterval(tellAll, beatMs)
  beat.unref()
  server.unref()
  server.on('connection', (socket: Socket) => socket.write(line()))
  return {
    held: true,
    tell: (now) => {
      doing = now
    },
    release: () => {
      clearInterval(beat)
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

const without: Lock = { held: false, tell: () => undefined, release: () => undefined }

/**
 * One at a time for a key. Waits while a holder answers, wakes when it lets go or dies. Nothing may depend on it for being right:
 * any local user can take a name, so after some time without a sane answer the work goes on without it.
 */
export const acquireLock = async (
  key: string,
  options: LockOptions,
  address: string = addressOf(key),
): Promise<Lock> => {
  const { signal, patienceMs = patience } = options
  const sockets = new Set<Socket>()
  const talk = (socket: Socket): void => {
    socket.unref()
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
  }
  let giveUp = performance.now() + patienceMs
  for (;;) {
    signal.throwIfAborted()
    const server = await listen(address, talk).catch(() => undefined)
    if (server !== undefined) return hold(server, sockets)
    const seen = await visit(address, options, patienceMs)
    if (seen === 'free') giveUp = performance.now() + patienceMs
    if (seen === 'silent' || performance.now() > giveUp) return without
    if (seen === 'gone') {
      // A file outlives its holder.
      if (isFile(address)) await removeStale(address, options)
      else await sleep(5)
    }
  }
}

/** Asked twice, so that a file somebody has just made is not taken for an old one. */
const removeStale = async (address: string, options: LockOptions): Promise<void> => {
  await sleep(20 + Math.random() * 30)
  if ((await visit(address, options, beatMs)) !== 'gone') return
  try {
    unlinkSync(address)
  } catch {
    // Somebody else was faster.
  }
}
