import { lookup as resolve } from 'node:dns/promises'
import { deadline } from '../../lib/deadline.ts'
import type { Connection } from '../../model/host.ts'
import { Unreadable } from '../../model/unreadable.ts'
import { host as hostValue } from '../../model/value.ts'
import { dial } from './dial.ts'
import { faultOf } from './faults.ts'
import { orAborted } from './or-aborted.ts'

interface Patience {
  readonly deadlineMs: number
}

/** Addresses as programs on this machine see them, hosts file included; empty when the name has none. */
export const lookup = async (
  name: string,
  { deadlineMs }: Patience,
): Promise<readonly string[]> => {
  const { signal, release } = deadline(deadlineMs)
  try {
    const found = await orAborted(signal, resolve(name, { all: true }))
    return found.map(({ address }) => address)
  } catch (error) {
    if (signal.aborted) throw new Unreadable('timeout', hostValue(name))
    if (error instanceof Error && 'code' in error && error.code === 'ENOTFOUND') return []
    throw new Unreadable('unreachable', hostValue(name), { cause: error })
  } finally {
    release()
  }
}

/** Opens and closes one TCP connection. Never throws. */
export const connect = async (
  name: string,
  port: number,
  { deadlineMs }: Patience,
): Promise<Connection> => {
  const before = performance.now()
  const took = (): number => Math.round(performance.now() - before)
  const { signal, release } = deadline(deadlineMs)
  try {
    const socket = await dial(name, port, signal)
    socket.destroy()
    return { ok: true, ms: took() }
  } catch (error) {
    return { ok: false, fault: faultOf(error), ms: took() }
  } finally {
    release()
  }
}
