import { expect, test } from 'vitest'
import type { Probes } from '../../src/model/route.ts'
import { chooseRoute } from '../../src/route/choose.ts'
import type { Asker, Route } from '../../src/model/chosen-route.ts'
import {
  absent,
  aliyun,
  asker,
  bucket,
  held,
  local,
  present,
  silent,
  tableOf,
} from '../support/probe-tables.ts'
import { flagsOf, stepsOf } from '../support/route-lines.ts'

// What the real minikube was seen to do: docs/what-minikube-downloads.md.

const fast = present(10 * 1024 * 1024)
const open = { official: fast, 'docker-hub': fast }
const baseImage = `--base-image=${aliyun}/kicbase:v0.0.30`
const repository = `--image-repository=${aliyun}`

const route = (probes: Probes, change: Partial<Asker> = {}): Route =>
  chooseRoute(probes, { ...asker, ...change })

test.for<readonly [string, Probes, Partial<Asker>, readonly string[], readonly string[]]>([
  [
    'programs without their checksums: minikube cannot be sent there, the cache is seeded',
    tableOf((source) => {
      if (source === 'aliyun') return fast
      return source === 'aliyun-oss' ? { ...fast, bare: true as const } : silent
    }),
    {},
    [repository, baseImage],
    [
      ...['kubeadm', 'kubelet', 'kubectl'].map(
        (name) =>
          `seed /home/li/.minikube/cache/linux/amd64/v1.23.3/${name} from ${bucket}/v1.23.3/bin/linux/amd64/${name}`,
      ),
      `pull ${aliyun}/kicbase:v0.0.30`,
    ],
  ],
  [
    'Aliyun lacks CoreDNS, which minikube v1.25.2 hands over under another name: all go by their own names',
    tableOf((source, { name }) => {
      if (source === 'aliyun') return name.includes('coredns') ? absent : fast
      return source === 'aliyun-oss' || source === 'daocloud' ? fast : silent
    }),
    { runtime: 'containerd' },
    [`--binary-mirror=${bucket}`, baseImage, '--preload=false'],
    [
      ...[
        [`${aliyun}/kube-apiserver:v1.23.3`, 'k8s.gcr.io/kube-apiserver:v1.23.3'],
        [`${aliyun}/pause:3.6`, 'k8s.gcr.io/pause:3.6'],
        ['k8s-gcr.m.daocloud.io/coredns/coredns:v1.8.6', 'k8s.gcr.io/coredns/coredns:v1.8.6'],
        [`${aliyun}/storage-provisioner:v5`, 'gcr.io/k8s-minikube/storage-provisioner:v5'],
      ].flatMap(([from, name = '']) => [
        `pull ${from} as ${name}`,
        `save ${name} to /home/li/.minikube/cache/images/amd64/${name.replaceAll(':', '_')}`,
      ]),
      `pull ${aliyun}/kicbase:v0.0.30`,
      'pull docker.m.daocloud.io/library/nginx:alpine as nginx:alpine',
      'image load nginx:alpine',
    ],
  ],
])('%s', ([, probes, change, flags, steps]) => {
  const chosen = route(probes, change)
  expect(flagsOf(chosen)).toEqual(flags)
  expect(stepsOf(chosen)).toEqual(steps)
  expect(chosen.missing).toEqual([])
  expect(chosen.unproven).toEqual([])
})

test('a node image that docker knows by its tag alone is named by its tag', () => {
  const probes = tableOf((source, artefact) =>
    source === 'official' && artefact.kind === 'kicbase' ? local : held(open)(source, artefact),
  )
  expect(route(probes).flags).toEqual([
    {
      flag: { name: '--base-image', value: 'gcr.io/k8s-minikube/kicbase:v0.0.30' },
      because: 'base-image-here',
      source: 'official',
    },
  ])
})
