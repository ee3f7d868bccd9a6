import { lookup as resolve } from 'node:dns/promises'
import { connect as open } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { host as hostValue } from '../model/value.ts'
import { faultOf } from './faults.ts'
import { waitForFamilies } from './families.ts'

waitForFamilies()

/** Addresses as programs on this machine see them, hosts file included; empty when the name has none. */
export const lookup = async (
  name: string,
  { deadlineMs }: { readonly deadlineMs: number },
): Promise<readonly string[]> => {
  const patience = new AbortController()
  const late = sleep(deadlineMs, undefined, { signal: patience.signal, ref: false }).then(() => {
    throw new Unreadable('timeout', hostValue(name))
  })
  try {
    const found = await Promise.race([resolve(name, { all: true }), late])
    return found.map(({ address }) => address)
  } catch (error) {
    if (error instanceof Unreadable) throw error
    if (error instanceof Error && 'code' in error && error.code === 'ENOTFOUND') return []
    throw new Unreadable('unreachable', hostValue(name), { cause: error })
  } finally {
    patience.abort()
    late.catch(() => undefined)
  }
}

/** Opens and closes one TCP connection. Never throws. */
export const connect = (
  name: string,
  port: number,
  { deadlineMs }: { readonly deadlineMs: number },
): Promise<Connection> => {
  const before = performance.now()
  const took = (): number => Math.round(performance.now() - before)
  return new Promise((done) => {
    const socket = open({ host: name, port })
    const finish = (connection: Connection): void => {
      clearTimeout(timer)
      socket.destroy()
      done(connection)
    }
    const timer = setTimeout(() => finish({ ok: false, fault: 'timeout', ms: took() }), deadlineMs)
    socket.once('connect', () => finish({ ok: true, ms: took() }))
    socket.once('error', (error) => finish({ ok: false, fault: faultOf(error), ms: took() }))
  })
}
