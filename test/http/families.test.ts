import type { LookupAddress } from 'node:dns'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { lookupLiving, watchFamilies } from '../../src/host/families.ts'

const addressesOf = (name: string): Promise<readonly LookupAddress[]> =>
  new Promise((done, fail) => {
    lookupLiving(name, { all: true }, (error, found) =>
      error === null && Array.isArray(found) ? done(found) : fail(error ?? new Error('one alone')),
    )
  })

/** A connection as Node reports it while it comes about. */
const connected = (tried: readonly number[], made: 'IPv4' | 'IPv6'): void => {
  const socket = new Socket()
  Object.defineProperties(socket, { connecting: { value: true }, remoteFamily: { value: made } })
  watchFamilies(socket)
  for (const family of tried) socket.emit('connectionAttemptTimeout', '::', 443, family)
  socket.emit('connect')
}

test('one dead address of a family that works is no dead family', async () => {
  connected([6], 'IPv6')
  connected([4], 'IPv4')
  expect(await addressesOf('::1')).toEqual([{ address: '::1', family: 6 }])
  expect(await addressesOf('127.0.0.1')).toEqual([{ address: '127.0.0.1', family: 4 }])
})

test('after IPv6 kept a connection waiting only IPv4 is tried, where there is one', async () => {
  connected([6], 'IPv4')
  const found = await addressesOf('localhost')
  expect(new Set(found.map(({ family }) => family))).toEqual(new Set([4]))
  expect(await addressesOf('::1')).toEqual([{ address: '::1', family: 6 }])
})

test('a single address is given as one', async () => {
  const given = await new Promise((done) => {
    lookupLiving('127.0.0.1', {}, (...answer) => done(answer))
  })
  expect(given).toEqual([null, '127.0.0.1', 4])
})
