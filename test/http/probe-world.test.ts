import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { deadlines } from '../../src/catalog/deadlines.ts'
import { createStore } from '../../src/engine/store.ts'
import { probeTable } from '../../src/facts/probe-table.ts'
import { get } from '../../src/host/net/get.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { Probes } from '../../src/model/route.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import { authority } from './ca.ts'
import { https, proxy } from './servers.ts'
import type { Way } from './servers.ts'

const outside = [
  'k8s.gcr.io',
  'registry.k8s.io',
  'gcr.io',
  'storage.googleapis.com',
  'dl.k8s.io',
  'registry-1.docker.io',
  'auth.docker.io',
] as const
const inside = [
  'registry.cn-hangzhou.aliyuncs.com',
  'dockerauth.cn-hangzhou.aliyuncs.com',
  'kubernetes.oss-cn-hangzhou.aliyuncs.com',
  'k8s.m.daocloud.io',
  'gcr.m.daocloud.io',
  'docker.m.daocloud.io',
] as const

const ca = authority()
const everybody = ca.issue('everybody', ...outside, ...inside)
ca.trust()
afterAll(() => ca[Symbol.dispose]())

const { machine: ready } = readMachine('ubuntu-22.04')
const usualMs = 60

const children = `sha256:${'a'.repeat(64)}`
const manifest = 'application/vnd.oci.image.manifest.v1+json'
const index = 'application/vnd.oci.image.index.v1+json'

/** Milliseconds an answer takes, by host. */
type Slow = Readonly<Record<string, number>>

/** Every registry and file server of the world in one: the host asked for decides. */
const world = (slow: Slow) =>
  https(
    everybody,
    async ({ method, url = '', headers: { host = '', authorization } }, response) => {
      await sleep(slow[host] ?? usualMs)
      const wantsToken = host.includes('aliyun') || host.endsWith('docker.io')
      const realm = host.includes('aliyun')
        ? 'dockerauth.cn-hangzhou.aliyuncs.com'
        : 'auth.docker.io'
      if (url.includes('scope=')) response.end('{"token":"t"}')
      else if (host.startsWith('kubernetes.oss')) response.writeHead(404).end()
      else if (method === 'HEAD' && !url.startsWith('/v2/'))
        response.writeHead(200, { 'content-length': 1000 }).end()
      else if (!url.startsWith('/v2/')) response.end(Buffer.alloc(1000))
      else if (wantsToken && authorization === undefined)
        response
          .writeHead(401, { 'www-authenticate': `Bearer realm="https://${realm}/t",service="s"` })
          .end()
      else if (url.endsWith(`/manifests/${children}`))
        response
          .setHeader('content-type', manifest)
          .end(`{"config":{"digest":"${children}","size":1},"layers":[{"size":1000000}]}`)
      else if (url.includes('/manifests/'))
        response
          .setHeader('content-type', index)
          .end(
            `{"manifests":[{"digest":"${children}","platform":{"os":"linux","architecture":"amd64"}}]}`,
          )
      else response.end()
    },
  )

const probe = async (way: (name: string, port: number) => Way, slow: Slow = {}) => {
  await using server = await world(slow)
  await using gate = await proxy((name) => way(name, server.port))
  const env = { HTTPS_PROXY: `http://127.0.0.1:${gate.port}` }
  /** How long each question to a host may wait. */
  const patience = new Map<string, readonly number[]>()
  const store = createStore({
    host: {
      ...createReplayHost(ready),
      now: () => performance.now(),
      get: (url, options) => {
        const { hostname } = new URL(url)
        patience.set(hostname, [...(patience.get(hostname) ?? []), options.deadlineMs])
        return get(url, options, env)
      },
    },
    request: requestFor({}),
    signal: new AbortController().signal,
  })
  const table = await store.get(probeTable)
  const connections = new Map<string, number>()
  for (const name of gate.asked) connections.set(name, (connections.get(name) ?? 0) + 1)
  return { table, patience, connections }
}

const states = ({ probes }: Probes): Readonly<Record<string, readonly string[]>> => {
  const found: Record<string, string[]> = {}
  for (const { candidate, proof } of probes) {
    const said = 'why' in proof ? `${proof.state} ${proof.why}` : proof.state
    const all = (found[candidate.source] ??= [])
    if (!all.includes(said)) all.push(said)
  }
  return found
}

/** Asked once, and left when the deadline of that question was over. */
const once = [deadlines.http]

test('open internet', async () => {
  const { table, connections } = await probe((_, port) => port)
  expect(states(table)).toEqual({
    official: ['present'],
    'dl.k8s.io': ['present'],
    aliyun: ['present'],
    'aliyun-oss': ['absent not-found'],
    daocloud: ['present'],
    'docker-hub': ['present'],
  })
  expect(Math.max(...connections.values())).toBeLessThanOrEqual(6)
})

test('China: the outside is a black hole, Docker Hub hangs up, Aliyun has it all', async () => {
  const { table, patience, connections } = await probe((name, port) => {
    if (name.endsWith('docker.io')) return 'reset'
    return outside.some((host) => host === name) ? 'silence' : port
  })
  const { official, aliyun, daocloud, ...rest } = states(table)
  expect([aliyun, daocloud]).toEqual([['present'], ['present']])
  // The dashboard's images are at home at Docker Hub.
  expect(official?.toSorted()).toEqual(['unproven reset', 'unproven timeout'])
  expect(rest).toEqual({
    'dl.k8s.io': ['unproven timeout'],
    'aliyun-oss': ['absent not-found'],
    'docker-hub': ['unproven reset'],
  })
  for (const host of ['k8s.gcr.io', 'gcr.io', 'storage.googleapis.com', 'dl.k8s.io'])
    expect({ host, waits: patience.get(host) }).toEqual({ host, waits: once })
  expect(Math.max(...connections.values())).toBeLessThanOrEqual(6)
})

test('one official registry is a black hole, another slow: what is in time counts', async () => {
  const { table, patience } = await probe(
    (name, port) => (name === 'k8s.gcr.io' ? 'silence' : port),
    {
      'gcr.io': 1400,
    },
  )
  const { official, ...rest } = states(table)
  expect(official?.toSorted()).toEqual(['present', 'unproven timeout'])
  expect(rest['docker-hub']).toEqual(['present'])
  expect(patience.get('k8s.gcr.io')).toEqual(once)
})
