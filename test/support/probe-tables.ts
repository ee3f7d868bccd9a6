import type { Artefact, Candidate, Probe, Probes, Proof } from '../../src/model/route.ts'
import type { Asker } from '../../src/model/chosen-route.ts'

const mib = 1024 * 1024

export const asker: Asker = {
  minikube: 'v1.25.2',
  kubernetes: 'v1.23.3',
  driver: 'docker',
  runtime: 'docker',
  arch: 'amd64',
  home: '/home/li/.minikube',
  cluster: 'minikube',
}

export const aliyun = 'registry.cn-hangzhou.aliyuncs.com/google_containers'
export const bucket = 'https://kubernetes.oss-cn-hangzhou.aliyuncs.com/kubernetes-release/release'
export const google = 'https://storage.googleapis.com/kubernetes-release/release'

const image = (
  kind: Artefact['kind'],
  name: string,
  size: number,
  more: Partial<Artefact> = {},
): Artefact => {
  const short = name.slice(name.lastIndexOf('/') + 1)
  return {
    id: `image:${short}`,
    kind,
    name,
    platform: 'linux/amd64',
    size: size * mib,
    optional: false,
    ...more,
  }
}

const binary = (name: string): Artefact => ({
  id: `file:${name}:v1.23.3:linux-amd64`,
  kind: 'node-binary',
  name: `v1.23.3/bin/linux/amd64/${name}`,
  platform: 'linux/amd64',
  size: 45 * mib,
  digest: 'a'.repeat(64),
  optional: false,
})

export const system: readonly Artefact[] = [
  image('system-image', 'k8s.gcr.io/kube-apiserver:v1.23.3', 33),
  image('system-image', 'k8s.gcr.io/pause:3.6', 1),
  image('system-image', 'k8s.gcr.io/coredns/coredns:v1.8.6', 14),
  image('storage-provisioner', 'gcr.io/k8s-minikube/storage-provisioner:v5', 9),
]
export const binaries = ['kubeadm', 'kubelet', 'kubectl'].map(binary)
export const kicbase = image('kicbase', 'gcr.io/k8s-minikube/kicbase:v0.0.30', 380)
export const preload: Artefact = {
  id: 'file:preload',
  kind: 'preload',
  name: 'v17/v1.23.3/preloaded-images-k8s-v17-v1.23.3-docker-overlay2-amd64.tar.lz4',
  platform: 'linux/amd64',
  size: 500 * mib,
  optional: true,
}
export const lesson = image('lesson-image', 'nginx:alpine', 10, { optional: true })
export const everything: readonly Artefact[] = [kicbase, ...system, ...binaries, preload, lesson]

export const present = (bytesPerSecond?: number): Proof => ({
  state: 'present',
  ms: 100,
  ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
})
/** The engine has it already. */
export const local: Proof = { state: 'present', ms: 0 }
export const absent: Proof = { state: 'absent', why: 'no-tag' }
export const silent: Proof = { state: 'unproven', why: 'timeout', detail: 'no answer' }

const flat = ({ name }: Artefact): string => name.slice(name.lastIndexOf('/') + 1)

/** Where each source of the catalog would have an artefact. */
const addresses: Readonly<Record<string, (artefact: Artefact) => string | undefined>> = {
  official: (artefact) => {
    if (artefact.kind === 'node-binary') return `${google}/${artefact.name}`
    if (artefact.kind === 'preload')
      return `https://storage.googleapis.com/minikube-preloaded-volume-tarballs/${artefact.name}`
    return artefact.kind === 'lesson-image' ? undefined : artefact.name
  },
  'docker-hub': (artefact) => {
    if (artefact.kind === 'lesson-image') return `registry-1.docker.io/library/${artefact.name}`
    return artefact.kind === 'kicbase' ? 'docker.io/kicbase/stable:v0.0.30' : undefined
  },
  aliyun: (artefact) =>
    artefact.id.startsWith('image:') && artefact.kind !== 'lesson-image'
      ? `${aliyun}/${flat(artefact)}`
      : undefined,
  'aliyun-oss': (artefact) =>
    artefact.kind === 'node-binary' ? `${bucket}/${artefact.name}` : undefined,
  daocloud: (artefact) => {
    if (artefact.kind === 'lesson-image') return `docker.m.daocloud.io/library/${artefact.name}`
    return artefact.id.startsWith('image:')
      ? artefact.name
          .replace('k8s.gcr.io', 'k8s-gcr.m.daocloud.io')
          .replace(/^gcr\.io/, 'gcr.m.daocloud.io')
          .replace(/^docker\.io/, 'docker.m.daocloud.io')
      : undefined
  },
  'docker-mirror:https://mirror.example/': (artefact) => {
    if (artefact.kind === 'lesson-image') return `mirror.example/library/${artefact.name}`
    return artefact.kind === 'kicbase' ? 'mirror.example/kicbase/stable:v0.0.30' : undefined
  },
  github: (artefact) =>
    artefact.kind === 'kicbase'
      ? 'https://github.com/kubernetes/minikube/releases/download/v1.36.0/kicbase-v0.0.30-amd64.tar'
      : undefined,
  'mirror:https://dl.k8s.io': (artefact) =>
    artefact.kind === 'node-binary' ? `https://dl.k8s.io/release/${artefact.name}` : undefined,
  'mirror:http://10.1.1.5:5000': (artefact) =>
    artefact.id.startsWith('image:')
      ? `10.1.1.5:5000/course/${artefact.name.replace(/^.*(?:\.io|coredns)\//, '')}`
      : undefined,
}

export const sources = Object.keys(addresses)

type Say = (source: string, artefact: Artefact) => Proof | undefined

/** A table of everything each source could be asked for; `say` answers, `undefined` leaves the question out. */
export const tableOf = (
  say: Say,
  { artefacts = everything, here = [] }: Partial<Omit<Probes, 'probes'>> = {},
): Probes => ({
  artefacts,
  here,
  probes: artefacts.flatMap((artefact) =>
    sources.flatMap((source): readonly Probe[] => {
      const address = addresses[source]?.(artefact)
      const proof = say(source, artefact)
      const candidate: Candidate = { artefact: artefact.id, source, address: address ?? '' }
      return address === undefined || proof === undefined ? [] : [{ candidate, proof }]
    }),
  ),
})

/** Sources in the list have everything at that speed, the others are silent. */
export const held =
  (by: Readonly<Record<string, Proof>>): Say =>
  (source) =>
    by[source] ?? silent
