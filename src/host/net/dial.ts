import { lookup } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { orAborted } from './or-aborted.ts'

/** An address's head start before the next one is tried beside it. Source: RFC 8305 §8. */
const headStartMs = 250

/** The family that answered last: behind a dead one the head start is not paid by every connection. Source: RFC 8305 §4. */
let living: number | undefined

/** The families take turns, the one known to answer first, else the system's favourite. */
const inTurns = (found: readonly LookupAddress[]): readonly LookupAddress[] => {
  const favourite = found.some(({ family }) => family === living) ? living : found[0]?.family
  const first = found.filter(({ family }) => family === favourite)
  const second = found.filter(({ family }) => family !== favourite)
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => [
    first[index],
    second[index],
  ])
    .flat()
    .filter((address) => address !== undefined)
}

const race = (
  addresses: readonly LookupAddress[],
  port: number,
  signal: AbortSignal,
): Promise<Socket> =>
  new Promise((done, fail) => {
    const waiting = [...addresses]
    const open = new Set<Socket>()
    const errors: Error[] = []
    let timer: NodeJS.Timeout | undefined
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      for (const socket of open) socket.destroy()
    }
    const abort = (): void => {
      end()
      fail(signal.reason)
    }
    const next = (): void => {
      clearTimeout(timer)
      const address = waiting.shift()
      if (address === undefined) {
        if (open.size > 0) return
        end()
        fail(errors.length === 1 ? errors[0] : new AggregateError(errors))
        return
      }
      const socket = connect({ host: address.address, port, family: address.family })
      open.add(socket)
      timer = setTimeout(next, headStartMs)
      socket.once('error', (error) => {
        if (!open.delete(socket)) return
        errors.push(error)
        next()
      })
      socket.once('connect', () => {
        open.delete(socket)
        end()
        living = address.family
        done(socket)
      })
    }
    signal.addEventListener('abort', abort, { once: true })
    next()
  })

/**
 * A connection to whichever address of the name answers first. Node by itself ends one attempt when it begins the next, so that a
 * route slower than its 250 ms counts as dead; here they run beside each other. Rejects with what the signal was aborted with.
 */
export const dial = async (host: string, port: number, signal: AbortSignal): Promise<Socket> => {
  const found = await orAborted(signal, lookup(host, { all: true, verbatim: true }))
  signal.throwIfAborted()
  return race(inTurns(found), port, signal)
}
