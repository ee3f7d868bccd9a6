import { expect, test } from 'vitest'
import { createStore } from '../../src/engine/store.ts'
import { probeTable } from '../../src/facts/probe-table.ts'
import { reachability } from '../../src/facts/probes.ts'
import { routeFact } from '../../src/facts/route.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const { machine: ready } = readMachine('ubuntu-22.04')

const storeOf = (host: ReadHost) =>
  createStore({ host, request: requestFor({}), signal: new AbortController().signal })

test('a route asks for the artefacts, not whether there is a network', async () => {
  const asked: string[] = []
  const host = createReplayHost(ready)
  const store = storeOf({
    ...host,
    get: (url, options) => {
      asked.push(url)
      return host.get(url, options)
    },
  })
  await store.get(routeFact)
  expect(asked).toContain('https://k8s.gcr.io/v2/')
  expect(asked.filter((url) => url.includes('connecttest'))).toEqual([])
})

test('through a SOCKS proxy nothing can be said', async () => {
  const env = { ...ready.env, HTTPS_PROXY: 'socks5://127.0.0.1:1080' }
  const store = storeOf(createReplayHost({ ...ready, env }))
  await expect(store.get(probeTable)).rejects.toMatchObject({ why: 'unreachable' })
})

test('a host that the check of the network finds dead is asked no more', async () => {
  const asked: string[] = []
  const host = createReplayHost(ready)
  const store = storeOf({
    ...host,
    get: (url, options) => {
      if (!url.startsWith('https://k8s.gcr.io/')) return host.get(url, options)
      asked.push(url)
      return Promise.resolve({ ok: false, fault: 'timeout', detail: 'no answer', ms: 2500 })
    },
  })
  const [reached, table] = await Promise.all([store.get(reachability), store.get(probeTable)])
  expect(reached.hosts.find((one) => one.host === 'k8s.gcr.io')?.verdict).toBe('timeout')
  const proofs = table.probes.filter(({ candidate }) => candidate.address.startsWith('k8s.gcr.io/'))
  expect(proofs.length).toBeGreaterThan(0)
  for (const { proof } of proofs) expect(proof).toMatchObject({ state: 'unproven', why: 'timeout' })
  expect(asked).toEqual(['https://k8s.gcr.io/v2/'])
})
