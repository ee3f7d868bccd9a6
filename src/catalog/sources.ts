import type { Artefact, Candidate } from '../model/route.ts'
import { atLeast, below } from '../model/version.ts'
import { minikubeRelease } from './minikube.ts'
import { daocloudFiles } from './tool-sources.ts'

/** Where artefacts are looked for beside the catalog's own sources. */
export interface Surroundings {
  readonly minikube: string
  /** Base addresses of the classroom's own mirrors. */
  readonly mirrors: readonly string[]
  /** The engine's own mirrors of Docker Hub. */
  readonly dockerMirrors: readonly string[]
  /** Metadata of the package repositories this system would install the engine from. */
  readonly packageSources?: readonly (readonly [source: string, address: string])[]
}

/** minikube's only repository for `cn`; volunteers fill it, every tag has to be asked for. Source: constants.go, sync-minikube.yml. */
export const aliyun = 'registry.cn-hangzhou.aliyuncs.com/google_containers'

/** What minikube asks for binaries once it uses that repository; seen empty from 2023 on (kubernetes/minikube#17397, #19483). */
export const aliyunOss =
  'https://kubernetes.oss-cn-hangzhou.aliyuncs.com/kubernetes-release/release'

/** Pulls through, with an allow-list and a limit of its own. Source: DaoCloud/public-image-mirror. */
const daocloud: Readonly<Record<string, string>> = {
  'k8s.gcr.io': 'k8s.m.daocloud.io',
  'registry.k8s.io': 'k8s.m.daocloud.io',
  'gcr.io': 'gcr.m.daocloud.io',
  'docker.io': 'docker.m.daocloud.io',
  'ghcr.io': 'ghcr.m.daocloud.io',
  'quay.io': 'quay.m.daocloud.io',
}

/** Registries that count every GET of a manifest, and HEAD not at all. Source: Docker Hub usage/pulls. */
const counting = new Set(['docker.io', daocloud['docker.io']])

/** Whether the address may only be asked by HEAD. Pure. */
export const countsGets = ({ source, address }: Candidate): boolean =>
  source.startsWith('docker-mirror:') || counting.has(address.split('/')[0])

/** What minikube tries after its own node image. Source: pkg/drivers/kic/types.go at each tag. */
const hubKicbase: Readonly<Record<string, string>> = {
  F3: 'docker.io/kicbase/stable',
  F4: 'docker.io/kicbase/stable',
  F5: 'docker.io/kicbase/stable',
  F6: 'docker.io/kicbase/build',
}

/** From here on a release carries its node image as a file. Source: pkg/minikube/download/image.go. */
const kicbaseFileSince = 'v1.36.0'

const github = 'https://github.com/kubernetes/minikube/releases/download'
const kubernetesFiles = 'https://dl.k8s.io/release'
const minikubeFiles = 'https://storage.googleapis.com/minikube/releases'
/**
 * Where a release asks for the preload by itself, in its order. Source: pkg/minikube/download/preload.go at each tag (GitHub since
 * v1.38.0), kubernetes/minikube#23088 (GitHub first since v1.39.0). Pure.
 */
export const preloadSources = (minikube: string): readonly ('official' | 'github')[] => {
  const { url } = minikubeRelease(minikube)?.preload ?? {}
  if (url === 'U3') return ['github', 'official']
  return url === 'U3g' ? ['official', 'github'] : ['official']
}

const preloads = 'https://storage.googleapis.com/minikube-preloaded-volume-tarballs'
const githubPreloads = 'https://github.com/kubernetes-sigs/minikube-preloads/releases/download'

/** An image's name without its registry. Pure. */
export const pathOf = (image: string): string => image.slice(image.indexOf('/') + 1)
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/**
 * An image's name below an `--image-repository`, as the node asks for it; `path` is its upstream name without the host. kubeadm
 * leaves CoreDNS its folder at its own registry alone. Source: kubeadm app/images/images.go (seen with 1.23.3 and 1.33.1),
 * deploy/addons/storage-provisioner at each tag (k8s-minikube/ since v1.18.0), pkg/minikube/assets/aliyun_mirror.go (Aliyun's flat
 * names since v1.23.1). Pure.
 */
export const nameBelow = (repository: string, path: string, minikube: string): string => {
  const flat =
    path.startsWith('coredns/') ||
    path.startsWith('kindest/') ||
    (repository === aliyun && atLeast(minikube, 'v1.23.1')) ||
    (path.startsWith('k8s-minikube/') && below(minikube, 'v1.18.0')) ||
    (path.startsWith('kubernetesui/') && below(minikube, 'v1.23.0'))
  return flat ? lastOf(path) : path
}

/** `https://mirror.example:5000/course/` as the beginning of an image's name. Pure. */
export const repositoryOf = (mirror: string): string =>
  mirror.replace(/^https?:\/\//, '').replace(/\/+$/, '')

type Place = readonly [source: string, address: string]

/** As an `--image-repository`, and as a plain copy of the upstream's names, from which the engine can pull. */
const mirrored = ({ name }: Artefact, { minikube, mirrors }: Surroundings): readonly Place[] =>
  mirrors.flatMap((mirror) => {
    const repository = repositoryOf(mirror)
    const path = pathOf(name)
    return [...new Set([nameBelow(repository, path, minikube), path])].map((below): Place => [
      `mirror:${mirror}`,
      `${repository}/${below}`,
    ])
  })

const files = ({ name }: Artefact, { mirrors }: Surroundings): readonly Place[] =>
  mirrors.map((mirror) => [`mirror:${mirror}`, `${mirror.replace(/\/+$/, '')}/${name}`])

/** Keeps the upstream's paths, whatever minikube would make of them. */
const fromDaocloud = ({ name }: Artefact): readonly Place[] => {
  const host = daocloud[name.split('/')[0] ?? '']
  return host === undefined ? [] : [['daocloud', `${host}/${pathOf(name)}`]]
}

const fromHub = (image: string, { dockerMirrors }: Surroundings): readonly Place[] => [
  ['docker-hub', image],
  ...dockerMirrors.map((mirror): Place => [
    `docker-mirror:${mirror}`,
    `${repositoryOf(mirror)}/${pathOf(image)}`,
  ]),
]

type Places = (artefact: Artefact, around: Surroundings) => readonly Place[]

const systemImage: Places = (artefact, around) => [
  ['official', artefact.name],
  ['aliyun', `${aliyun}/${nameBelow(aliyun, pathOf(artefact.name), around.minikube)}`],
  ...fromDaocloud(artefact),
  ...mirrored(artefact, around),
]

/** Always by its tag: a mirror's copy has another digest (kubernetes/minikube#20006). */
const kicbase: Places = (artefact, around) => {
  const { name, platform } = artefact
  const tag = name.slice(name.lastIndexOf(':') + 1)
  const hub = hubKicbase[minikubeRelease(around.minikube)?.kicbase.fallbacks ?? '']
  const file = `kicbase-${tag.split('-')[0]}-${lastOf(platform)}.tar`
  return [
    ['official', name],
    ['aliyun', `${aliyun}/${lastOf(name)}`],
    ...fromDaocloud(artefact),
    // On its allow-list since 2025-08-30: DaoCloud/public-image-mirror#43744.
    ...(hub === undefined
      ? []
      : [
          ...fromDaocloud({ ...artefact, name: `${hub}:${tag}` }),
          ...fromHub(`${hub}:${tag}`, around),
        ]),
    ...(atLeast(around.minikube, kicbaseFileSince)
      ? [['github', `${github}/${around.minikube}/${file}`] as const]
      : []),
    ...mirrored(artefact, around),
  ]
}

const lessonImage: Places = (artefact, around) => [
  ...(artefact.name.startsWith('docker.io/')
    ? fromHub(artefact.name, around)
    : [['official', artefact.name] as const]),
  ...fromDaocloud(artefact),
  ...mirrored(artefact, around),
]

/** Below the classroom's mirror as below `dl.k8s.io/release`, so that `--binary-mirror` can name it. */
const kubernetesFile: Places = (artefact, around) => {
  const { name, kind } = artefact
  const host = kind === 'kubectl' ? undefined : minikubeRelease(around.minikube)?.binaryHost
  const official = host === undefined ? kubernetesFiles : `https://${host}/release`
  return [
    ['official', `${official}/${name}`],
    ...(official === kubernetesFiles ? [] : [['dl.k8s.io', `${kubernetesFiles}/${name}`] as const]),
    ['aliyun-oss', `${aliyunOss}/${name}`],
    ...files(artefact, around),
  ]
}

/** The order of the list is the order of asking, not of preference: what each answers is what counts. */
const places: Readonly<Record<Artefact['kind'], Places>> = {
  minikube: (artefact, around) => [
    ['official', `${minikubeFiles}/${artefact.name}`],
    ['github', `${github}/${artefact.name}`],
    ['daocloud', `${daocloudFiles}/${github.replace('https://', '')}/${artefact.name}`],
    ...files(artefact, around),
  ],
  kubectl: (artefact, around) => [
    ...kubernetesFile(artefact, around),
    ['daocloud', `${daocloudFiles}/${kubernetesFiles.replace('https://', '')}/${artefact.name}`],
  ],
  'node-binary': kubernetesFile,
  kicbase,
  'system-image': systemImage,
  'storage-provisioner': systemImage,
  'network-image': systemImage,
  preload: ({ name }, { minikube }) => {
    const { version = '' } = minikubeRelease(minikube)?.preload ?? {}
    const addresses = {
      official: `${preloads}/${name}`,
      github: `${githubPreloads}/${version}/${lastOf(name)}`,
    }
    return preloadSources(minikube).map((source) => [source, addresses[source]])
  },
  'lesson-image': lessonImage,
  packages: (_, { packageSources = [] }) => packageSources,
}

/** Every place an artefact could come from. Pure. */
export const candidatesFor = (artefact: Artefact, around: Surroundings): readonly Candidate[] =>
  places[artefact.kind](artefact, around).map(([source, address]) => ({
    artefact: artefact.id,
    source,
    address,
  }))
