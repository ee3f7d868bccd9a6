import { expect, test } from 'vitest'
import { nodeDigestOf } from '../../src/catalog/node-digests.ts'
import { kubernetesImages } from '../../src/catalog/kubernetes-images.ts'
import { minikubeReleases } from '../../src/catalog/minikube.ts'
import { cachedImage } from '../../src/catalog/minikube-cache.ts'
import { aliyun, candidatesFor, countsGets, nameBelow } from '../../src/catalog/sources.ts'
import { artefactList } from '../../src/facts/artefact-list.ts'
import type { Asked } from '../../src/facts/artefact-list.ts'
import type { Pair } from '../../src/model/request.ts'
import { atLeast } from '../../src/model/version.ts'
import { builtIn } from '../../src/profiles/built-in.ts'
import { parseReference } from '../../src/registry/reference.ts'
import { requestFor } from '../support/diagnose.ts'

test.for([
  ['v1.19.2', 'v1.13.1', 'k8s.gcr.io', ['pause:3.2', 'etcd:3.4.13-0', 'coredns:1.7.0']],
  ['v1.23.3', 'v1.25.2', 'k8s.gcr.io', ['pause:3.6', 'etcd:3.5.1-0', 'coredns/coredns:v1.8.6']],
  ['v1.23.3', 'v1.36.0', 'k8s.gcr.io', ['pause:3.6', 'etcd:3.5.1-0', 'coredns/coredns:v1.8.6']],
  [
    'v1.36.0',
    'v1.38.1',
    'registry.k8s.io',
    ['pause:3.10.2', 'etcd:3.6.8-0', 'coredns/coredns:v1.14.2'],
  ],
  ['v9.9.9', 'v1.38.1', 'registry.k8s.io', []],
] as const)('the images of Kubernetes %s', ([kubernetes, minikube, registry, others]) => {
  const components = ['apiserver', 'controller-manager', 'scheduler', 'proxy']
  expect(kubernetesImages(kubernetes, minikube)).toEqual(
    [...components.map((name) => `kube-${name}:${kubernetes}`), ...others].map(
      (name) => `${registry}/${name}`,
    ),
  )
})

const own = 'classroom:5000/k8s'

test.for([
  ['v1.13.1', aliyun, 'coredns:1.7.0', 'coredns:1.7.0'],
  ['v1.13.1', aliyun, 'coredns/coredns:v1.8.0', 'coredns:v1.8.0'],
  ['v1.22.0', aliyun, 'coredns/coredns:v1.8.0', 'coredns:v1.8.0'],
  ['v1.23.0', aliyun, 'k8s-minikube/storage-provisioner:v5', 'k8s-minikube/storage-provisioner:v5'],
  ['v1.25.2', aliyun, 'coredns/coredns:v1.8.6', 'coredns:v1.8.6'],
  ['v1.25.2', aliyun, 'k8s-minikube/storage-provisioner:v5', 'storage-provisioner:v5'],
  ['v1.38.1', aliyun, 'coredns/coredns:v1.13.1', 'coredns:v1.13.1'],
  ['v1.13.1', own, 'k8s-minikube/storage-provisioner:v3', 'storage-provisioner:v3'],
  ['v1.25.2', own, 'k8s-minikube/storage-provisioner:v5', 'k8s-minikube/storage-provisioner:v5'],
  ['v1.25.2', own, 'coredns/coredns:v1.8.6', 'coredns:v1.8.6'],
  ['v1.36.0', own, 'coredns/coredns:v1.12.0', 'coredns:v1.12.0'],
  ['v1.25.2', own, 'kube-apiserver:v1.23.3', 'kube-apiserver:v1.23.3'],
] as const)('minikube %s below %s asks for %s as %s', ([minikube, repository, path, name]) => {
  expect(nameBelow(repository, path, minikube)).toBe(name)
})

test.for([
  ['v1.13.1', undefined, 'k8s.gcr.io/coredns:1.7.0', 'k8s.gcr.io/coredns:1.7.0'],
  ['v1.25.2', undefined, 'k8s.gcr.io/pause:3.6', 'k8s.gcr.io/pause:3.6'],
  ['v1.36.0', undefined, 'k8s.gcr.io/pause:3.6', 'registry.k8s.io/pause:3.6'],
  ['v1.25.2', aliyun, 'k8s.gcr.io/coredns/coredns:v1.8.6', `${aliyun}/coredns/coredns:v1.8.6`],
  [
    'v1.25.2',
    aliyun,
    'gcr.io/k8s-minikube/storage-provisioner:v5',
    `${aliyun}/k8s-minikube/storage-provisioner:v5`,
  ],
  ['v1.36.0', aliyun, 'registry.k8s.io/coredns/coredns:v1.12.0', `${aliyun}/coredns:v1.12.0`],
  ['v1.36.0', own, 'registry.k8s.io/coredns/coredns:v1.12.0', `${own}/coredns/coredns:v1.12.0`],
  ['v1.13.1', own, 'docker.io/kubernetesui/dashboard:v2.0.3', `${own}/dashboard:v2.0.3`],
] as const)(
  'minikube %s with the repository %s keeps %s as %s',
  ([minikube, repository, name, kept]) => {
    const options = repository === undefined ? { minikube } : { minikube, repository }
    expect(cachedImage(name, options)).toBe(kept)
  },
)

interface Machine {
  readonly arch?: string
  readonly os?: string
  readonly storageDriver?: string
  readonly pair?: Pair
}

const asked = (
  profile: string,
  { arch = 'amd64', os = 'linux', storageDriver = 'overlay2', pair }: Machine = {},
): Asked => ({
  request: requestFor({ profile, ...(pair === undefined ? {} : { pair }) }),
  platform: { os, arch },
  storageDriver,
})

const idsOf = (given: Asked): readonly string[] => artefactList(given).map(({ id }) => id)

test('what the intro course asks for', () => {
  expect(idsOf(asked('kubernetes-intro'))).toEqual([
    'tool:minikube:v1.25.2:linux-amd64',
    'tool:kubectl:v1.23.3:linux-amd64',
    'file:kubeadm:v1.23.3:linux-amd64',
    'file:kubelet:v1.23.3:linux-amd64',
    'file:kubectl:v1.23.3:linux-amd64',
    'image:kube-apiserver:v1.23.3',
    'image:kube-controller-manager:v1.23.3',
    'image:kube-scheduler:v1.23.3',
    'image:kube-proxy:v1.23.3',
    'image:pause:3.6',
    'image:etcd:3.5.1-0',
    'image:coredns:v1.8.6',
    'image:dashboard:v2.3.1',
    'image:metrics-scraper:v1.0.7',
    'image:kicbase:v0.0.30',
    'image:storage-provisioner:v5',
    'file:preloaded-images-k8s-v17-v1.23.3-docker-overlay2-amd64.tar.lz4',
    'lesson:nginx:alpine',
    'lesson:busybox:latest',
    'lesson:redis:latest',
  ])
})

const kinds = (given: Asked): readonly string[] => artefactList(given).map(({ kind }) => kind)

test('no preload where the storage driver forbids it', () => {
  expect(kinds(asked('kubernetes-intro', { storageDriver: 'btrfs' }))).not.toContain('preload')
  expect(kinds(asked('kubernetes-intro', { storageDriver: 'overlayfs' }))).not.toContain('preload')
  expect(kinds(asked('latest', { storageDriver: 'overlayfs' }))).toContain('preload')
})

test('programs for the host, everything else for the node', () => {
  const list = artefactList(asked('latest', { os: 'darwin', arch: 'arm64' }))
  const platforms = (kind: string) =>
    new Set(list.flatMap((one) => (one.kind === kind ? [one.platform] : [])))
  expect(platforms('minikube')).toEqual(new Set(['darwin/arm64']))
  expect(platforms('node-binary')).toEqual(new Set(['linux/arm64']))
  expect(platforms('system-image')).toEqual(new Set(['linux/arm64']))
})

test('an old release has the CPU in its names of images', () => {
  const ids = idsOf(asked('docker-book', { arch: 'arm64' }))
  expect(ids).toContain('image:etcd-arm64:3.4.13-0')
  expect(ids).toContain('image:storage-provisioner-arm64:v3')
  expect(ids).toContain('image:coredns:1.7.0')
  expect(ids).toContain('image:dashboard:v2.0.3')
})

test('what a course asks for is pinned where the catalog knows it', () => {
  const pinned = builtIn
    .flatMap(({ id }) => artefactList(asked(id)))
    .filter(({ kind }) => ['minikube', 'kubectl', 'node-binary', 'kicbase'].includes(kind))
  for (const { id, digest } of pinned) expect(`${id} ${digest}`).toMatch(/ (sha256:)?[a-f0-9]{64}$/)
  expect(nodeDigestOf('kubelet', 'v1.23.3', 'linux-amd64')).toMatch(/^[a-f0-9]{64}$/)
  expect(nodeDigestOf('kubelet', 'v0.0.1', 'linux-amd64')).toBeUndefined()
})

const around = {
  mirrors: ['http://10.0.0.9:5000/k8s', 'https://mirror.example/'],
  dockerMirrors: ['https://hub.example/'],
}

test.for([
  [
    'image:coredns:v1.8.6',
    [
      'official k8s.gcr.io/coredns/coredns:v1.8.6',
      'aliyun registry.cn-hangzhou.aliyuncs.com/google_containers/coredns:v1.8.6',
      'daocloud k8s.m.daocloud.io/coredns/coredns:v1.8.6',
      'mirror:http://10.0.0.9:5000/k8s 10.0.0.9:5000/k8s/coredns:v1.8.6',
      'mirror:http://10.0.0.9:5000/k8s 10.0.0.9:5000/k8s/coredns/coredns:v1.8.6',
      'mirror:https://mirror.example/ mirror.example/coredns:v1.8.6',
      'mirror:https://mirror.example/ mirror.example/coredns/coredns:v1.8.6',
    ],
  ],
  [
    'image:kicbase:v0.0.30',
    [
      'official gcr.io/k8s-minikube/kicbase:v0.0.30',
      'aliyun registry.cn-hangzhou.aliyuncs.com/google_containers/kicbase:v0.0.30',
      'daocloud gcr.m.daocloud.io/k8s-minikube/kicbase:v0.0.30',
      'daocloud docker.m.daocloud.io/kicbase/stable:v0.0.30',
      'docker-hub docker.io/kicbase/stable:v0.0.30',
      'docker-mirror:https://hub.example/ hub.example/kicbase/stable:v0.0.30',
      'mirror:http://10.0.0.9:5000/k8s 10.0.0.9:5000/k8s/k8s-minikube/kicbase:v0.0.30',
      'mirror:https://mirror.example/ mirror.example/k8s-minikube/kicbase:v0.0.30',
    ],
  ],
  [
    'file:kubeadm:v1.23.3:linux-amd64',
    [
      'official https://storage.googleapis.com/kubernetes-release/release/v1.23.3/bin/linux/amd64/kubeadm',
      'dl.k8s.io https://dl.k8s.io/release/v1.23.3/bin/linux/amd64/kubeadm',
      'aliyun-oss https://kubernetes.oss-cn-hangzhou.aliyuncs.com/kubernetes-release/release/v1.23.3/bin/linux/amd64/kubeadm',
      'mirror:http://10.0.0.9:5000/k8s http://10.0.0.9:5000/k8s/v1.23.3/bin/linux/amd64/kubeadm',
      'mirror:https://mirror.example/ https://mirror.example/v1.23.3/bin/linux/amd64/kubeadm',
    ],
  ],
  [
    'tool:minikube:v1.25.2:linux-amd64',
    [
      'official https://storage.googleapis.com/minikube/releases/v1.25.2/minikube-linux-amd64',
      'github https://github.com/kubernetes/minikube/releases/download/v1.25.2/minikube-linux-amd64',
      'daocloud https://files.m.daocloud.io/github.com/kubernetes/minikube/releases/download/v1.25.2/minikube-linux-amd64',
      'mirror:http://10.0.0.9:5000/k8s http://10.0.0.9:5000/k8s/v1.25.2/minikube-linux-amd64',
      'mirror:https://mirror.example/ https://mirror.example/v1.25.2/minikube-linux-amd64',
    ],
  ],
  [
    'file:preloaded-images-k8s-v17-v1.23.3-docker-overlay2-amd64.tar.lz4',
    [
      'official https://storage.googleapis.com/minikube-preloaded-volume-tarballs/v17/v1.23.3/preloaded-images-k8s-v17-v1.23.3-docker-overlay2-amd64.tar.lz4',
    ],
  ],
  [
    'lesson:nginx:alpine',
    [
      'docker-hub docker.io/library/nginx:alpine',
      'docker-mirror:https://hub.example/ hub.example/library/nginx:alpine',
      'daocloud docker.m.daocloud.io/library/nginx:alpine',
      'mirror:http://10.0.0.9:5000/k8s 10.0.0.9:5000/k8s/library/nginx:alpine',
      'mirror:https://mirror.example/ mirror.example/library/nginx:alpine',
    ],
  ],
] as const)('%s could come from', ([id, places]) => {
  const artefact = artefactList(asked('kubernetes-intro')).find((one) => one.id === id)
  const found =
    artefact === undefined ? [] : candidatesFor(artefact, { minikube: 'v1.25.2', ...around })
  expect(found.map(({ source, address }) => `${source} ${address}`)).toEqual(places)
})

test('every release: addresses that can be asked, kicbase never by digest, Docker Hub by HEAD alone', () => {
  for (const { version, kubernetes } of minikubeReleases) {
    const pair = { minikube: version, kubernetes: kubernetes.default }
    const list = artefactList(asked('kubernetes-intro', { pair }))
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
    for (const artefact of list)
      for (const candidate of candidatesFor(artefact, { minikube: version, ...around })) {
        const { address } = candidate
        const known = /^https?:/.test(address) ? URL.canParse(address) : parseReference(address)
        expect([address, Boolean(known)]).toEqual([address, true])
        expect(address).not.toContain('@')
        expect(countsGets(candidate)).toBe(
          /^docker\.(io|m\.)/.test(address) || candidate.source.startsWith('docker-mirror:'),
        )
        const tar = candidate.source === 'github' && artefact.kind === 'kicbase'
        expect(!tar || atLeast(version, 'v1.36.0')).toBe(true)
      }
  }
})
