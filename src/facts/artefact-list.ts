import { dashboardImages } from '../catalog/dashboard-images.ts'
import { digestOf } from '../catalog/digests.ts'
import type { Tool } from '../catalog/digests.ts'
import { nodeDigestOf } from '../catalog/node-digests.ts'
import { hasImageTags, kubernetesImages } from '../catalog/kubernetes-images.ts'
import { minikubeRelease } from '../catalog/minikube.ts'
import type { Profile } from '../model/profile.ts'
import type { Pair, Request } from '../model/request.ts'
import type { Artefact } from '../model/route.ts'
import { below } from '../model/version.ts'
import { pinnedDigest } from '../profiles/digest.ts'
import { formatReference, parseReference } from '../registry/reference.ts'
import type { EnginePackages } from './package-sources.ts'
import { effectivePair } from './pair.ts'
import type { Platform } from './platform.ts'

export interface Asked {
  readonly request: Request
  readonly platform: Platform
  /** The engine's storage driver; undefined where it is not known. */
  readonly storageDriver: string | undefined
  /** The distribution's package that installs the engine, where that is still to be done. */
  readonly enginePackage?: Pick<EnginePackages, 'name' | 'manager'> | undefined
}

const inContainers = new Set(['docker', 'podman'])

/** Up to v1.16.0 images for other CPUs than amd64 had the CPU in their names. */
const archInNameUntil = 'v1.17.0'
/** From here on containerd's own driver is known to work with preloaded images. Source: validateDockerStorageDriver. */
const overlayfsSince = 'v1.33.0'

const pinned = (digest: string | undefined): Pick<Artefact, 'digest'> =>
  digest === undefined ? {} : { digest }

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const tool = (name: Tool, { request, platform: { os, arch } }: Asked): Artefact => {
  const { minikube, kubernetes } = effectivePair(request)
  const version = name === 'minikube' ? minikube : kubernetes
  const end = os === 'windows' ? '.exe' : ''
  // Windows on arm64 runs the programs for amd64: minikube has no other.
  const built = os === 'windows' ? 'amd64' : arch
  return {
    id: `tool:${name}:${version}:${os}-${built}`,
    kind: name,
    name:
      name === 'minikube'
        ? `${version}/minikube-${os}-${built}${end}`
        : `${version}/bin/${os}/${built}/kubectl${end}`,
    platform: `${os}/${built}`,
    ...pinned(pinnedDigest(request.profile, name, version, `${os}-${built}`)),
    optional: false,
  }
}

const nodeFiles = ({ request, platform: { arch } }: Asked): readonly Artefact[] => {
  const { kubernetes } = effectivePair(request)
  const platform = `linux-${arch}`
  return (['kubeadm', 'kubelet', 'kubectl'] as const).map((binary) => ({
    id: `file:${binary}:${kubernetes}:${platform}`,
    kind: 'node-binary' as const,
    name: `${kubernetes}/bin/linux/${arch}/${binary}`,
    platform: `linux/${arch}`,
    ...pinned(
      binary === 'kubectl'
        ? digestOf(binary, kubernetes, platform)
        : nodeDigestOf(binary, kubernetes, platform),
    ),
    optional: false,
  }))
}

/** `etcd:3.5.1-0` for arm64 in an old release: `etcd-arm64:3.5.1-0`. CoreDNS and the dashboard were built for all CPUs first. */
const named = (image: string, { request, platform: { arch } }: Asked): string =>
  arch === 'amd64' ||
  /coredns|kubernetesui|kindest/.test(image) ||
  !below(effectivePair(request).minikube, archInNameUntil)
    ? image
    : image.replace(/:(?=[^/]*$)/, `-${arch}:`)

const image = (
  kind: 'system-image' | 'storage-provisioner' | 'network-image' | 'kicbase',
  upstream: string,
  asked: Asked,
): Artefact => {
  const name = kind === 'kicbase' ? upstream : named(upstream, asked)
  return {
    id: `image:${lastOf(name)}`,
    kind,
    name,
    platform: `linux/${asked.platform.arch}`,
    optional: false,
  }
}

/**
 * Whether the nodes are joined by kindnet: several of them, or in containers with another runtime than docker. Source:
 * pkg/minikube/cni/cni.go at v1.9.0 to v1.38.1 and eb25dbc703701fa38c3f65c89a1896baa375e5ed.
 */
const needsKindnet = (minikube: string, { driver, runtime, nodes }: Profile): boolean =>
  driver !== 'none' &&
  (nodes > 1 || (inContainers.has(driver) && (runtime !== 'docker' || below(minikube, 'v1.10.0'))))

/** The release's own images, and the bundle that replaces all others where the release uses one. */
const ofRelease = (asked: Asked): readonly Artefact[] => {
  const { request, storageDriver = 'overlay2' } = asked
  const { driver, runtime } = request.profile
  const { minikube, kubernetes } = effectivePair(request)
  const release = minikubeRelease(minikube)
  if (release === undefined) return []
  const { kicbase, preload, storageProvisioner, kindnet } = release
  const layered =
    storageDriver === 'overlay2' ||
    (storageDriver === 'overlayfs' && !below(minikube, overlayfsSince))
  const { arch } = asked.platform
  const storage = runtime === 'cri-o' ? 'overlay' : 'overlay2'
  const tarball = `preloaded-images-k8s-${preload.version}-${kubernetes}-${runtime}-${storage}-${arch}.tar.lz4`
  const flat = preload.url === 'U1' || preload.url === 'U1m'
  return [
    ...(inContainers.has(driver)
      ? [
          {
            ...image('kicbase', `${kicbase.image}:${kicbase.tag}`, asked),
            digest: kicbase.digest,
          },
        ]
      : []),
    image(
      'storage-provisioner',
      `gcr.io/k8s-minikube/storage-provisioner:${storageProvisioner}`,
      asked,
    ),
    ...(needsKindnet(minikube, request.profile)
      ? [image('network-image', kindnet.replace(/^(?:docker\.io\/)?/, 'docker.io/'), asked)]
      : []),
    ...(driver === 'none' || (driver === 'docker' && !layered)
      ? []
      : [
          {
            id: `file:${tarball}`,
            kind: 'preload' as const,
            name: flat ? tarball : `${preload.version}/${kubernetes}/${tarball}`,
            platform: `linux/${arch}`,
            optional: true,
          },
        ]),
  ]
}

/** Named with its manager: Debian's package bears the name of Docker Hub's host. */
const enginePackages = ({ enginePackage, platform: { os, arch } }: Asked): readonly Artefact[] =>
  enginePackage === undefined
    ? []
    : [
        {
          id: `packages:${enginePackage.name}`,
          kind: 'packages',
          name: `${enginePackage.name} (${enginePackage.manager})`,
          platform: `${os}/${arch}`,
          optional: false,
        },
      ]

const lessonImages = ({ request: { profile }, platform: { arch } }: Asked): readonly Artefact[] =>
  [...new Set(profile.lessons.images)].flatMap((text) => {
    const reference = parseReference(text)
    return reference === undefined
      ? []
      : [
          {
            id: `lesson:${text}`,
            kind: 'lesson-image' as const,
            name: formatReference(reference),
            platform: `linux/${arch}`,
            ...pinned(reference.digest),
            optional: true,
          },
        ]
  })

/** Whose images the list lacks because the catalog does not have their names; nothing can be said of those. Pure. */
export const unlisted = ({
  minikube,
  kubernetes,
}: Pair): readonly ('minikube' | 'kubernetes')[] => [
  ...(minikubeRelease(minikube) === undefined ? (['minikube'] as const) : []),
  ...(hasImageTags(kubernetes) ? [] : (['kubernetes'] as const)),
]

/**
 * Everything the catalog knows that the pair and the lessons ask for on this platform, present or not. Source: pkg/minikube/node/cache.go,
 * pkg/minikube/download and pkg/minikube/bootstrapper/images at the releases' tags. Pure.
 */
export const artefactList = (asked: Asked): readonly Artefact[] => {
  const { kubernetes, minikube } = effectivePair(asked.request)
  return [
    tool('minikube', asked),
    tool('kubectl', asked),
    ...enginePackages(asked),
    ...nodeFiles(asked),
    ...kubernetesImages(kubernetes, minikube).map((name) => image('system-image', name, asked)),
    ...dashboardImages(minikube).map((name) => ({
      ...image('system-image', name, asked),
      optional: true,
    })),
    ...ofRelease(asked),
    ...lessonImages(asked),
  ]
}
