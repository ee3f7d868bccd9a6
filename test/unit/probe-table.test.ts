import { expect, test } from 'vitest'
import { redactMachine } from '../../src/cli/redact-machine.ts'
import { createStore } from '../../src/engine/store.ts'
import { parseImages } from '../../src/facts/docker-images.ts'
import { probeTable, rateLimits } from '../../src/facts/probe-table.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createRecordingHost } from '../../src/host/recording.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import type { Probes } from '../../src/model/route.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import type { MachineCase } from '../support/machine-file.ts'

const { machine: ready } = readMachine('ubuntu-22.04')

const storeOf = (host: ReadHost, request: MachineCase['request'] = {}) =>
  createStore({ host, request: requestFor(request), signal: new AbortController().signal })

const tableOf = (
  machine: Machine,
  request: MachineCase['request'] = {},
  env: Machine['env'] = {},
): Promise<Probes> =>
  storeOf(createReplayHost({ ...machine, env: { ...machine.env, ...env } }), request).get(
    probeTable,
  )

/** `source: state`, once each, for the artefacts of one kind. */
const said = ({ artefacts, probes }: Probes, kind: string): readonly string[] => {
  const ids = new Set(artefacts.filter((one) => one.kind === kind).map(({ id }) => id))
  return [
    ...new Set(
      probes
        .filter(({ candidate }) => ids.has(candidate.artefact))
        .map(({ candidate, proof }) =>
          `${candidate.source}: ${proof.state} ${'why' in proof ? proof.why : ''}`.trim(),
        ),
    ),
  ]
}

test.for(builtIn.map(({ id }) => id))(
  'the machine that is ready has %s at its official sources',
  async (profile) => {
    const table = await tableOf(ready, { profile })
    const kinds = [
      'node-binary',
      'system-image',
      'storage-provisioner',
      'kicbase',
      'preload',
    ] as const
    for (const kind of kinds)
      expect(said(table, kind).filter((line) => line.startsWith('official'))).toEqual([
        'official: present',
      ])
    expect(said(table, 'lesson-image')[0]).toBe('docker-hub: present')
  },
)

test('what is here is not asked for', async () => {
  const table = await tableOf(ready)
  expect(table.here).toEqual([
    'tool:minikube:v1.25.2:linux-amd64',
    'tool:kubectl:v1.23.3:linux-amd64',
  ])
  expect(said(table, 'minikube')).toEqual([])
})

const home = '/home/jane/.minikube'
const kubectlDigest = 'd7da739e4977657a3b3c84962df49493e36b09cc66381a5e36029206dd1e01d0'

const withFiles = (files: Machine['files']): Machine => ({
  ...ready,
  files: { ...ready.files, ...files },
})

test("minikube's cache counts, a damaged binary does not", async () => {
  const binaries = `${home}/cache/linux/amd64/v1.23.3`
  const { here } = await tableOf(
    withFiles({
      [`${binaries}/kubeadm`]: {
        size: 45,
        sha256: '0'.repeat(64),
      },
      [`${binaries}/kubectl`]: { size: 45, sha256: kubectlDigest },
      [`${home}/cache/images/amd64/k8s.gcr.io/coredns/coredns_v1.8.6`]: { size: 9 },
      [`${home}/cache/images/amd64/k8s.gcr.io/pause_3.6`]: { size: 0 },
    }),
  )
  expect(here.slice(2)).toEqual(['file:kubectl:v1.23.3:linux-amd64', 'image:coredns:v1.8.6'])
})

test('a preloaded bundle stands for all that is in it', async () => {
  const tarball = 'preloaded-images-k8s-v17-v1.23.3-docker-overlay2-amd64.tar.lz4'
  const table = await tableOf(
    withFiles({ [`${home}/cache/preloaded-tarball/${tarball}`]: { size: 9 } }),
  )
  const left = new Set(
    table.artefacts.filter(({ id }) => !table.here.includes(id)).map(({ kind }) => kind),
  )
  expect(left).toEqual(new Set(['kicbase', 'lesson-image']))
})

const images = [
  { Repository: 'nginx', Tag: 'alpine', Digest: `sha256:${'1'.repeat(64)}` },
  {
    Repository: 'gcr.io/k8s-minikube/kicbase',
    Tag: 'v0.0.30',
    Digest: 'sha256:02c921df998f95e849058af14de7045efc3954d90320967418a0d1f182bbc0b2',
  },
  {
    Repository: 'registry.cn-hangzhou.aliyuncs.com/google_containers/pause',
    Tag: '3.6',
    Digest: '<none>',
  },
  { Repository: '<none>', Tag: '<none>', Digest: '<none>' },
]
  .map((line) => JSON.stringify(line))
  .join('\n')

test("the engine's images count, under another name as a source that has them", async () => {
  const argv = 'docker images --digests --format {{json .}}'
  const machine = { ...ready, runs: { ...ready.runs, [argv]: { stdout: images } } }
  const { here, probes } = await tableOf(machine, { offline: true })
  expect(here).toContain('lesson:nginx:alpine')
  expect(here).toContain('image:kicbase:v0.0.30')
  const present = probes.filter(({ proof }) => proof.state === 'present')
  expect(present.map(({ candidate }) => `${candidate.source} ${candidate.artefact}`)).toEqual([
    'aliyun image:pause:3.6',
  ])
  expect(parseImages(images).size).toBe(5)
})

test('offline nothing is asked', async () => {
  const gets: string[] = []
  const host = createReplayHost(ready)
  const get: ReadHost['get'] = (url, options) => {
    gets.push(url)
    return host.get(url, options)
  }
  const { probes } = await storeOf({ ...host, get }, { offline: true }).get(probeTable)
  expect(gets).toEqual([])
  for (const { proof } of probes) expect(proof).toMatchObject({ state: 'unproven', why: 'offline' })
})

test.for([
  ['no route leads out', { '/proc/net/route': 'Iface\n' }, ready.lookups, 'unreachable'],
  ['nobody resolves names', {}, {}, 'dns'],
] as const)('%s: the classroom alone is asked', async ([, files, lookups, why]) => {
  const asked: string[] = []
  const mirror = 'http://10.0.0.9:5000'
  const gets = {
    [`GET ${mirror}/v2/`]: { ok: true, status: 200, headers: {}, body: '', ms: 1 },
  } as const
  const machine = { ...withFiles(files), lookups, gets }
  const host = createReplayHost(machine)
  const get: ReadHost['get'] = (url, options) => {
    asked.push(new URL(url).host)
    return host.get(url, options)
  }
  const table = await storeOf({ ...host, get }, { mirrors: [mirror] }).get(probeTable)
  expect(new Set(asked)).toEqual(new Set(['10.0.0.9:5000']))
  expect(said(table, 'kicbase')[0]).toBe(`official: unproven ${why}`)
})

test('a machine that recorded nothing is unreachable, host by host', async () => {
  const asked: string[] = []
  const host = createReplayHost({ ...ready, gets: {} })
  const get: ReadHost['get'] = (url, options) => {
    asked.push(new URL(url).host)
    return host.get(url, options)
  }
  const { probes } = await storeOf({ ...host, get }).get(probeTable)
  for (const { proof } of probes)
    expect(proof).toMatchObject({ state: 'unproven', why: 'unreachable' })
  for (const name of new Set(asked))
    expect(asked.filter((one) => one === name).length).toBeLessThan(5)
})

test('mirrors of the run, of the environment and of the profile, once each', async () => {
  const table = await tableOf(
    ready,
    {
      mirrors: ['https://a.example/'],
      course: { mirrors: ['https://a.example', 'http://10.0.0.9:5000'] },
    },
    { K8S_DOCTOR_MIRROR: 'https://b.example, ftp://c.example, http://world.example' },
  )
  const sources = new Set(table.probes.map(({ candidate }) => candidate.source))
  expect([...sources].filter((source) => source.startsWith('mirror:')).toSorted()).toEqual([
    'mirror:http://10.0.0.9:5000',
    'mirror:https://a.example',
    'mirror:https://b.example',
  ])
})

test("the engine's own mirrors are sources of Docker Hub's images", async () => {
  const info = 'docker info --format {{json .}}'
  const { json } = ready.runs[info] ?? {}
  const mirrored = { RegistryConfig: { Mirrors: ['https://hub.example/'] } }
  const runs = { ...ready.runs, [info]: { json: Object.assign({}, json, mirrored) } }
  const { probes } = await tableOf({ ...ready, runs })
  const found = probes.filter(({ candidate }) => candidate.source.startsWith('docker-mirror:'))
  expect(found.map(({ candidate }) => candidate.address)).toEqual([
    'hub.example/kicbase/stable:v0.0.30',
    'hub.example/library/nginx:alpine',
    'hub.example/library/busybox:latest',
    'hub.example/library/redis:latest',
  ])
})

test('a cluster that is there needs the images of the lessons alone', async () => {
  const { machine } = readMachine('cluster-stopped')
  const { artefacts, here } = await tableOf(machine)
  const left = artefacts.filter(({ id }) => !here.includes(id))
  expect(new Set(left.map(({ kind }) => kind))).toEqual(new Set(['lesson-image']))
})

test("what is left of Docker Hub's allowance", async () => {
  expect(await storeOf(createReplayHost(ready)).get(rateLimits)).toEqual({
    'registry-1.docker.io': { limit: 100, remaining: 98, seconds: 21_600 },
  })
})

test('a redacted recording replays to the same table', async () => {
  const recording = createRecordingHost(createReplayHost(ready))
  const table = await storeOf(recording.host).get(probeTable)
  const redacted = redactMachine(await recording.machine(), [])
  const again: Machine = JSON.parse(JSON.stringify(redacted))
  expect(await tableOf(again)).toEqual(table)
})
