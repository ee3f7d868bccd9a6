import { lookup } from 'node:dns'
import { setDefaultAutoSelectFamilyAttemptTimeout } from 'node:net'
import type { LookupFunction, Socket } from 'node:net'

const patienceMs = 1200

/**
 * Node gives an address 250 ms before it tries the other family: a far mirror or one lost packet (sent again after 1 s) counts as
 * dead where there is no IPv6. This is long enough for that, and short enough that behind a dead IPv6 the other half of a probe's
 * deadline is left for IPv4.
 */
export const waitForFamilies = (): void => setDefaultAutoSelectFamilyAttemptTimeout(patienceMs)

/** An IPv6 address kept a connection waiting that IPv4 then made. */
let v6Dead = false

/** Looks how a new connection comes about. */
export const watchFamilies = (socket: Socket): void => {
  if (!socket.connecting) return
  let waited = false
  socket.on('connectionAttemptTimeout', (_address: string, _port: number, family: number) => {
    waited ||= family === 6
  })
  socket.once('connect', () => {
    if (waited && socket.remoteFamily === 'IPv4') v6Dead = true
  })
}

/** Addresses as the system gives them; those of a family found dead are left out, so that the wait is not paid by every connection. */
export const lookupLiving: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      done(error, [])
      return
    }
    const living = addresses.filter(({ family }) => !v6Dead || family === 4)
    const given = living.length === 0 ? addresses : living
    const [first] = given
    if (options.all === true || first === undefined) done(null, given)
    else done(null, first.address, first.family)
  })
}
