import { expect, test } from 'vitest'
import { createStore } from '../../src/engine/store.ts'
import { routeFact } from '../../src/facts/route.ts'
import type { Machine } from '../../src/host/machine.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import { requestFor } from '../support/diagnose.ts'
import { readMachine } from '../support/machine-file.ts'

test("an image in minikube's cache under a mirror's name is no download from that mirror", async () => {
  const { machine: china } = readMachine('china-laptop')
  const mirror = 'registry.cn-hangzhou.aliyuncs.com/google_containers'
  const home = '/home/jane/.minikube'
  const store = (files: Machine['files']) =>
    createStore({
      host: createReplayHost({ ...china, files: { ...china.files, ...files } }),
      request: requestFor({}),
      signal: new AbortController().signal,
    })
  const before = await store({}).get(routeFact)
  const names = before.legs.flatMap(({ artefact: { kind }, chosen }) =>
    (kind === 'system-image' || kind === 'storage-provisioner') &&
    chosen !== undefined &&
    'candidate' in chosen
      ? [chosen.candidate.address]
      : [],
  )
  expect(names).toHaveLength(10)
  const cached = names.map((name) => [
    `${home}/cache/images/amd64/${name.replaceAll(':', '_')}`,
    { size: 9 },
  ])
  const after = await store(Object.fromEntries(cached)).get(routeFact)
  expect(after.flags).toEqual(before.flags)
  expect(after.start.count).toBe(before.start.count - names.length)
  expect(names.every((name) => name.startsWith(mirror))).toBe(true)
})
