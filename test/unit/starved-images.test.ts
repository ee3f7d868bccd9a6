import { expect, test } from 'vitest'
import { createStore } from '../../src/engine/store.ts'
import { starvedImages } from '../../src/facts/starved-images.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

const aliyun = 'registry.cn-hangzhou.aliyuncs.com/google_containers'
const provisioner = 'gcr.io/k8s-minikube/storage-provisioner:v5'

/** The same machine, whose pod waits for another image. */
const waitingFor =
  (image: string) =>
  (machine: Machine): Machine => ({
    ...machine,
    runs: JSON.parse(JSON.stringify(machine.runs).replaceAll(provisioner, image)),
  })

/** What is found on a recorded machine, and how many requests that took. */
const found = async (
  name: string,
  { offline = false, changed = (machine: Machine): Machine => machine } = {},
) => {
  const { machine, request } = readMachine(name)
  const host = createReplayHost(changed(machine))
  let asked = 0
  const store = createStore({
    host: {
      ...host,
      get: (url, options) => {
        asked += 1
        return host.get(url, options)
      },
    },
    request: requestFor({ ...request, offline }),
    signal: new AbortController().signal,
  })
  return { images: await store.get(starvedImages), asked }
}

test('nobody is asked while no pod waits, nor offline', async () => {
  expect(await found('cluster-running')).toEqual({ images: {}, asked: 0 })
  expect(await found('system-pods-starved', { offline: true })).toEqual({ images: {}, asked: 0 })
})

test('the image’s own name where that answers, a mirror’s where it does not', async () => {
  expect((await found('system-pods-starved')).images).toEqual({
    'k8s.gcr.io/pause:3.6': 'k8s.gcr.io/pause:3.6',
    [provisioner]: provisioner,
  })
  expect((await found('system-pods-starved-china')).images).toEqual({
    'k8s.gcr.io/pause:3.6': `${aliyun}/pause:3.6`,
    [provisioner]: `${aliyun}/storage-provisioner:v5`,
  })
})

test('a name at a mirror that was put together wrongly is known by its end', async () => {
  const wrong = `registry.example/google_containers/k8s-minikube/storage-provisioner:v5`
  const { images } = await found('system-pods-starved-china', { changed: waitingFor(wrong) })
  expect(images[wrong]).toBe(`${aliyun}/storage-provisioner:v5`)
})

test('what nobody has stays without a name', async () => {
  const changed = waitingFor('own.example/thing:1')
  const { images } = await found('system-pods-starved-china', { changed })
  expect(images['own.example/thing:1']).toBeUndefined()
})
