import { expect, test } from 'vitest'
import type { Probes } from '../../src/model/route.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import type { Asker, Route } from '../../src/model/chosen-route.ts'
import {
  absent,
  aliyun,
  asker,
  bucket,
  everything,
  held,
  kicbase,
  local,
  preload,
  present,
  silent,
  tableOf,
} from '../support/probe-tables.ts'
import { flagsOf, stepsOf } from '../support/route-lines.ts'

const mib = 1024 * 1024
const fast = present(10 * mib)
const slow = present(100 * 1024)

const route = (probes: Probes, change: Partial<Asker> = {}): Route =>
  chooseRoute(probes, { ...asker, ...change })

const baseImage = `--base-image=${aliyun}/kicbase:v0.0.30`
const repository = `--image-repository=${aliyun}`
const open = { official: fast, 'docker-hub': fast }
const hub = 'docker.io/kicbase/stable:v0.0.30'
/** As the engine lists it, and old releases look for it. */
const shortHub = 'kicbase/stable:v0.0.30'

test('everything at home: no flag, no step', () => {
  const { flags, before, after, missing, unproven, start, total } = route(
    tableOf(held({ ...open, aliyun: fast, daocloud: fast, 'aliyun-oss': fast })),
  )
  expect({ flags, before, after, missing, unproven }).toEqual({
    flags: [],
    before: [],
    after: [],
    missing: [],
    unproven: [],
  })
  // The node's image and the preload, which holds the rest.
  expect(start).toEqual({ count: 2, bytes: 880 * mib, ms: 120_000 })
  expect(total.count).toBe(3)
})

test.for<readonly [string, Probes, Partial<Asker>, readonly string[], readonly string[]]>([
  [
    'China: Aliyun has images, its bucket nothing',
    tableOf(
      held({
        aliyun: fast,
        'aliyun-oss': absent,
        'mirror:https://dl.k8s.io': fast,
        daocloud: fast,
      }),
    ),
    {},
    [
      repository,
      '--binary-mirror=https://dl.k8s.io/release',
      baseImage,
      '--registry-mirror=https://docker.m.daocloud.io',
    ],
    [`pull ${aliyun}/kicbase:v0.0.30`],
  ],
  [
    "Aliyun's bucket is asked without a flag",
    tableOf(held({ aliyun: fast, 'aliyun-oss': fast })),
    {},
    [repository, baseImage],
    [`pull ${aliyun}/kicbase:v0.0.30`],
  ],
  [
    'v1.13.1 knows no binary mirror: the cache is seeded',
    tableOf(held({ aliyun: fast, 'aliyun-oss': fast })),
    { minikube: 'v1.13.1' },
    [repository, baseImage, '--preload=false'],
    [
      ...['kubeadm', 'kubelet', 'kubectl'].map(
        (name) =>
          `seed /home/li/.minikube/cache/linux/v1.23.3/${name} from ${bucket}/v1.23.3/bin/linux/amd64/${name}`,
      ),
      `pull ${aliyun}/kicbase:v0.0.30`,
    ],
  ],
  [
    'Aliyun lacks one tag: that image is laid into the cache',
    tableOf((source, { name }) => {
      if (source === 'aliyun') return name.includes('pause') ? absent : fast
      return source === 'aliyun-oss' || source === 'daocloud' ? fast : silent
    }),
    { runtime: 'containerd' },
    [repository, baseImage],
    [
      `pull k8s-gcr.m.daocloud.io/pause:3.6 as ${aliyun}/pause:3.6`,
      `save ${aliyun}/pause:3.6 to /home/li/.minikube/cache/images/amd64/${aliyun}/pause_3.6`,
      `pull ${aliyun}/kicbase:v0.0.30`,
      'pull docker.m.daocloud.io/library/nginx:alpine as nginx:alpine',
      'image load nginx:alpine',
    ],
  ],
  [
    'only gcr.io is blocked: the node image comes from Docker Hub',
    tableOf((source, { kind }) => {
      if (source === 'docker-hub') return fast
      return source === 'official' && kind !== 'kicbase' ? fast : silent
    }),
    {},
    [`--base-image=${shortHub}`],
    [`pull ${hub}`],
  ],
  [
    'the preload is silent: it is not waited for',
    tableOf((source, { kind }) =>
      source === 'official' && kind !== 'preload' ? fast : source === 'docker-hub' ? fast : silent,
    ),
    {},
    ['--preload=false'],
    [],
  ],
  [
    'a preload in the cache leaves only the node image',
    tableOf(held({ aliyun: fast, 'docker-hub': fast }), { here: [preload.id] }),
    {},
    [baseImage],
    [`pull ${aliyun}/kicbase:v0.0.30`],
  ],
  [
    'official, but at 100 KiB/s: the mirror is worth its flags',
    tableOf(held({ official: slow, 'docker-hub': slow, aliyun: fast, 'aliyun-oss': fast })),
    {},
    [repository, baseImage],
    [`pull ${aliyun}/kicbase:v0.0.30`],
  ],
  [
    "the engine's own mirror of Docker Hub has the node image: it is asked for by its name there",
    tableOf((source, { kind }) => {
      if (source === 'docker-mirror:https://mirror.example/') return fast
      return source === 'official' && kind !== 'kicbase' ? fast : silent
    }),
    {},
    [`--base-image=${shortHub}`, '--registry-mirror=https://mirror.example'],
    [`pull ${hub}`],
  ],
  [
    'a node image that was pulled from a mirror before is not pulled again',
    tableOf((source, { kind }) =>
      source === 'aliyun' && kind === 'kicbase' ? local : held(open)(source, kicbase),
    ),
    {},
    [baseImage],
    [],
  ],
  [
    'only the release itself has the node image, as a file: minikube finds it',
    tableOf((source, { kind }) => {
      if (source === 'github') return fast
      if (source === 'docker-hub') return kind === 'kicbase' ? silent : fast
      return source === 'official' && kind !== 'kicbase' ? fast : silent
    }),
    { minikube: 'v1.36.0' },
    [],
    [],
  ],
  [
    'a classroom registry without TLS: an old release is told, and the node image is from elsewhere',
    tableOf(held({ 'mirror:http://10.1.1.5:5000': fast, 'aliyun-oss': fast, 'docker-hub': fast })),
    { minikube: 'v1.25.1' },
    [
      '--image-repository=10.1.1.5:5000/course',
      '--insecure-registry=10.1.1.5:5000',
      `--binary-mirror=${bucket}`,
      `--base-image=${shortHub}`,
      '--preload=false',
    ],
    [`pull ${hub}`],
  ],
])('%s', ([, probes, change, flags, steps]) => {
  const chosen = route(probes, change)
  expect(flagsOf(chosen)).toEqual(flags)
  expect(stepsOf(chosen)).toEqual(steps)
  expect(chosen.missing).toEqual([])
  expect(chosen.unproven).toEqual([])
})

test('an address that this release would not take as it is written is no repository', () => {
  const { unproven, flags } = route(tableOf(held({ 'mirror:http://10.1.1.5:5000': fast })))
  expect(flags.some(({ flag }) => flag.name === '--image-repository')).toBe(false)
  expect(unproven.map(({ kind }) => kind)).toContain('node-binary')
})

test('nothing complete anywhere: the smallest set that is missing', () => {
  const { missing, unproven } = route(
    tableOf((source, { name, kind }) => {
      if (source === 'aliyun') return name.includes('pause') ? absent : fast
      if (kind === 'node-binary') return source === 'aliyun-oss' ? fast : absent
      return absent
    }),
  )
  expect(missing.map(({ id }) => id)).toEqual(['image:pause:3.6'])
  expect(unproven).toEqual([])
})

test('silence is not absence', () => {
  const { missing, unproven } = route(tableOf(() => silent))
  expect(missing).toEqual([])
  expect(unproven.length).toBe(everything.filter(({ optional }) => !optional).length)
})

test('what is here needs no source', () => {
  const here = everything.map(({ id }) => id)
  const { flags, before, after, total, missing } = route(tableOf(() => silent, { here }))
  expect({ flags, before, after, total, missing }).toEqual({
    flags: [],
    before: [],
    after: [],
    total: { count: 0, bytes: 0 },
    missing: [],
  })
})

test('a digest in the source never reaches --base-image', () => {
  const probes = tableOf(held({ aliyun: fast, 'aliyun-oss': fast }))
  const pinned = probes.probes.map(({ candidate, proof }) => ({
    candidate:
      candidate.artefact === kicbase.id
        ? { ...candidate, address: `${candidate.address}@sha256:${'b'.repeat(64)}` }
        : candidate,
    proof,
  }))
  expect(flagsOf(route({ ...probes, probes: pinned }))).toContain(baseImage)
})
