import { lookup } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** An address's head start before the next one is tried beside it. Source: RFC 8305 §8. */
const headStartMs = 250

/** The families take turns, the system's favourite first. */
const inTurns = (found: readonly LookupAddress[]): readonly LookupAddress[] => {
  const first = found.filter(({ family }) => family === found[0]?.family)
  const second = found.filter(({ family }) => family !== found[0]?.family)
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
        done(socket)
      })
    }
    signal.addEventListener('abort', abort, { once: true })
    next()
  })

/**
 * A connection to whichever address of the name answers first. Node by itself ends one attempt when it begins the next, so that a
 * route slower than its 250 ms counts as dead; here they run beside each other.
 */
export const dial = async (host: string, port: number, signal: AbortSignal): Promise<Socket> => {
  const aborted = new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
  })
  aborted.catch(() => undefined)
  const found = await Promise.race([lookup(host, { all: true, verbatim: true }), aborted])
  signal.throwIfAborted()
  return race(inTurns(found), port, signal)
}
