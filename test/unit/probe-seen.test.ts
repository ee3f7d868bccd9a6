import { expect, test } from 'vitest'
import { minikubeRelease } from '../../src/catalog/minikube.ts'
import { createStore } from '../../src/engine/store.ts'
import { probeTable } from '../../src/facts/probe-table.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import type { Probes } from '../../src/model/route.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'
import type { MachineCase } from '../support/machine-file.ts'

// What the real minikube was seen to do: docs/what-minikube-downloads.md.

const { machine: ready } = readMachine('ubuntu-22.04')
const home = '/home/jane/.minikube'

const storeOf = (host: ReadHost, request: MachineCase['request'] = {}) =>
  createStore({ host, request: requestFor(request), signal: new AbortController().signal })

const tableOf = (files: Machine['files'], request: MachineCase['request']): Promise<Probes> =>
  storeOf(createReplayHost({ ...ready, files: { ...ready.files, ...files } }), request).get(
    probeTable,
  )

test.for([
  ['v1.25.2', 'v1.23.3', 'v0.0.30', false],
  ['v1.36.0', 'v1.33.1', 'v0.0.47', true],
] as const)(
  'minikube %s starts from the file of its node image: %s %s %s',
  async ([minikube, kubernetes, tag, enough]) => {
    const { kicbase } = minikubeRelease(minikube) ?? {}
    const file = `${home}/cache/kic/amd64/kicbase_${tag}@${kicbase?.digest.replace(':', '_')}.tar`
    const { here } = await tableOf(
      { [file]: { size: 9 } },
      { pair: { minikube, kubernetes }, offline: true },
    )
    expect(here.includes(`image:kicbase:${tag}`)).toBe(enough)
  },
)

test('images that are handed over under another name than the node asks for do not count', async () => {
  const pair = { minikube: 'v1.36.0', kubernetes: 'v1.23.3' }
  const files = {
    [`${home}/cache/images/amd64/k8s.gcr.io/pause_3.6`]: { size: 9 },
    [`${home}/cache/images/amd64/gcr.io/k8s-minikube/storage-provisioner_v5`]: { size: 9 },
  }
  const { here } = await tableOf(files, { pair, offline: true })
  expect(here.filter((id) => id.startsWith('image:'))).toEqual(['image:storage-provisioner:v5'])
})

test('programs of the node without checksums are told apart, at the cost of one question', async () => {
  const asked: string[] = []
  const host = createReplayHost(ready)
  const get: ReadHost['get'] = (url, options) => {
    if (!url.endsWith('.sha256')) return host.get(url, options)
    asked.push(url)
    const status = url.startsWith('https://dl.k8s.io/') ? 404 : 200
    return Promise.resolve({ ok: true, status, headers: {}, body: '', ms: 1 })
  }
  const { probes } = await storeOf({ ...host, get }).get(probeTable)
  const bare = probes.filter(({ proof }) => proof.state === 'present' && proof.bare === true)
  expect(bare.map(({ candidate }) => candidate.address)).toEqual(
    ['kubeadm', 'kubelet', 'kubectl'].map(
      (name) => `https://dl.k8s.io/release/v1.23.3/bin/linux/amd64/${name}`,
    ),
  )
  expect(asked.filter((url) => url.startsWith('https://dl.k8s.io/')).length).toBe(1)
})
