import { atLeast, below } from '../model/version.ts'
import { minikubeRelease } from './minikube.ts'
import { aliyun, aliyunOss, pathOf, preloadSources } from './sources.ts'

/** Where all downloads lie, below MINIKUBE_HOME. Source: pkg/minikube/localpath/localpath.go. */
export const cacheOf = (home: string): string => `${home}/cache`

/** Where they wait while everything else in the home is deleted: beside it, so that a rename takes them there and back. */
export const keptBeside = (home: string): string => `${home}-cache-kept-by-k8s-doctor`

/** From here on the folders of the cache name the CPU. Source: pkg/minikube/localpath/localpath.go at each tag. */
const byCpuSince = 'v1.25.2'

/** The node's programs, always those for Linux. Source: pkg/minikube/download/binary.go, `Binary`. */
export const binaryCache = (
  minikube: string,
  { kubernetes, arch }: { readonly kubernetes: string; readonly arch: string },
): string =>
  atLeast(minikube, byCpuSince) ? `cache/linux/${arch}/${kubernetes}` : `cache/linux/${kubernetes}`

/** From here on with the digest minikube expects beside a program. Source: pkg/minikube/download/binary.go, `binaryWithChecksumURL`. */
const sha256Since = 'v1.17.0'

/** What minikube fetches before a program of the node, and does without the program when it is not there. */
export const checksumOf = (address: string, kubernetes: string): string =>
  `${address}.${atLeast(kubernetes, sha256Since) ? 'sha256' : 'sha1'}`

/** A system image as a file, `:` written as `_`. Source: pkg/minikube/image/cache.go, `SaveToDir`; localpath `SanitizeCacheDir`. */
export const imageCache = (minikube: string, arch: string, reference: string): string => {
  const name = reference.replaceAll(':', '_')
  return atLeast(minikube, byCpuSince) ? `cache/images/${arch}/${name}` : `cache/images/${name}`
}

/** From here on minikube fetches every Kubernetes from `registry.k8s.io`, also one that asks for `k8s.gcr.io` itself. */
const oneRegistrySince = 'v1.30.0'

/**
 * The name under which minikube itself looks for an image, in the engine and in its cache, and gives it to the node; with an
 * `--image-repository` or without. It need not be the name the node then asks for. Source:
 * pkg/minikube/bootstrapper/images/{images,repo}.go at each tag (coredns/coredns since v1.21.0, k8s-minikube/ since v1.23.0,
 * Aliyun's flat names since v1.26.0); seen with v1.25.2 and v1.36.0. Pure.
 */
export const cachedImage = (
  name: string,
  { minikube, repository }: { readonly minikube: string; readonly repository?: string },
): string => {
  if (repository === undefined)
    return atLeast(minikube, oneRegistrySince)
      ? name.replace(/^k8s\.gcr\.io\//, 'registry.k8s.io/')
      : name
  const path = pathOf(name)
  const flat =
    (repository === aliyun && atLeast(minikube, 'v1.26.0')) ||
    (path.startsWith('coredns/') && below(minikube, 'v1.21.0')) ||
    (/^(?:k8s-minikube|kubernetesui)\//.test(path) && below(minikube, 'v1.23.0'))
  return `${repository}/${flat ? path.slice(path.lastIndexOf('/') + 1) : path}`
}

/** The node's own image as a file; `reference` is the last part of its name, with the digest it is asked by. Source: pkg/minikube/download/image.go, `imagePathInCache`. */
export const kicbaseCache = (arch: string, reference: string): string =>
  `cache/kic/${arch}/${reference.replaceAll(':', '_')}.tar`

/** From here on a node image that was loaded from its file does without its digest. Source: pkg/minikube/download/image.go, `CacheToDaemon`. */
const kicbaseByTagSince = 'v1.29.0'

/** Whether the file in the cache is enough; before, `docker run` asks the registry for the digest all the same (seen with v1.25.2). */
export const startsFromKicbaseFile = (minikube: string): boolean =>
  atLeast(minikube, kicbaseByTagSince)

/** Source: pkg/minikube/download/preload.go, `TarballPath`. */
export const preloadCache = (tarball: string): string => `cache/preloaded-tarball/${tarball}`

/** What a release asks for kubeadm, kubelet and kubectl unless told otherwise. Source: minikube-compat `k8s_binary_url`. */
const binaryBase = (minikube: string): string =>
  `https://${minikubeRelease(minikube)?.binaryHost ?? 'dl.k8s.io'}/release`

/** From here on Aliyun's image repository also moves the programs, to its bucket. Source: pkg/minikube/download/download.go, `SetAliyunMirror`. */
const aliyunMovesBinariesSince = 'v1.24.0'

/** Where a release fetches the node's programs from when this image repository is set; none set is undefined. */
export const binaryBaseWith = (minikube: string, repository: string | undefined): string =>
  repository === aliyun && atLeast(minikube, aliyunMovesBinariesSince)
    ? aliyunOss
    : binaryBase(minikube)

/**
 * Whether the bundle of images holds the network plug-in's too: for every runtime but docker's, until bundles were made elsewhere.
 * Source: hack/preload-images/generate.go, v1.9.0 to v1.38.1. Pure.
 */
export const bundlesNetwork = (minikube: string, runtime: string): boolean =>
  below(minikube, 'v1.10.0') || (runtime !== 'docker' && below(minikube, 'v1.39.0'))

/** The host that is asked by HEAD, without any deadline, whether there is a preload; also where an image repository forbids its use. */
export const preloadHost = (minikube: string, repository: string | undefined): string =>
  repository === aliyun && atLeast(minikube, aliyunMovesBinariesSince)
    ? new URL(aliyunOss).hostname
    : preloadSources(minikube)[0] === 'github'
      ? 'github.com'
      : 'storage.googleapis.com'

/**
 * Whether `--image-repository` is taken as it is written. v1.25.2 up to v1.32.0 take no digits in a host's labels after the first
 * dot, and no addresses: they silently look for a repository of their own. Source: cmd/minikube/cmd/start.go,
 * `validateImageRepository` at these tags.
 */
export const takesRepository = (minikube: string, repository: string): boolean => {
  const strict = atLeast(minikube, 'v1.25.2') && !atLeast(minikube, 'v1.33.0')
  const host = repository.split('/')[0]?.split(':')[0] ?? ''
  return (
    !strict ||
    !host
      .split('.')
      .slice(1)
      .some((label) => /\d/.test(label))
  )
}

/** `minikube image load`, before which `minikube cache add` did it. Source: cmd/minikube/cmd/image.go, absent at v1.17.1, there at v1.18.0. */
export const loadsImagesSince = 'v1.18.0'
