import { expect, test } from 'vitest'
import {
  binaryBaseWith,
  cachedImage,
  checksumOf,
  preloadHost,
} from '../../src/catalog/minikube-cache.ts'
import { minikubeRelease } from '../../src/catalog/minikube.ts'
import { aliyun, candidatesFor, nameBelow, pathOf } from '../../src/catalog/sources.ts'
import { artefactList } from '../../src/facts/artefact-list.ts'
import type { Artefact } from '../../src/model/route.ts'
import seen from '../fixtures/minikube-requests.json' with { type: 'json' }
import { requestFor } from '../support/diagnose.ts'

interface Start {
  readonly minikube: string
  readonly kubernetes: string
  readonly flags: readonly string[]
  readonly requests: readonly string[]
  readonly node?: readonly string[]
}

const starts: readonly Start[] = seen.starts

const valueOf = ({ flags }: Start, name: string): string | undefined =>
  flags.find((flag) => flag.startsWith(`${name}=`))?.slice(name.length + 1)

const listOf = ({ minikube, kubernetes }: Start): readonly Artefact[] =>
  artefactList({
    request: requestFor({ profile: 'kubernetes-intro', pair: { minikube, kubernetes } }),
    platform: { os: 'linux', arch: 'amd64' },
    storageDriver: 'overlay2',
  })

const gets = ({ requests }: Start): readonly string[] =>
  requests.flatMap((line) => (line.startsWith('GET ') ? [line.slice('GET '.length)] : []))

const isSystem = ({ kind }: Artefact): boolean =>
  kind === 'system-image' || kind === 'storage-provisioner'

const below = (repository: string, name: string, minikube: string): string =>
  `${repository}/${nameBelow(repository, pathOf(name), minikube)}`

/** The image a manifest's address is of; undefined for other addresses, and for the node's own image. */
const imageOf = (url: string): string | undefined => {
  const [, host = '', path = '', tag = ''] =
    /^https:\/\/([^/]+)\/v2\/(.+)\/manifests\/([^:/]+)$/.exec(url) ?? []
  return host === '' || /\/(?:kicbase|stable)$/.test(path)
    ? undefined
    : `${host === 'index.docker.io' ? 'docker.io' : host}/${path}:${tag}`
}

const titled = starts.map(
  (start) =>
    [`minikube ${start.minikube} ${start.kubernetes} ${start.flags.join(' ')}`, start] as const,
)

test.for(titled)('%s: the images of the list, and no others', ([, start]) => {
  const { minikube } = start
  const repository = valueOf(start, '--image-repository')
  const preloaded = start.flags.length === 0
  const fetched = ({ name }: Artefact): string => {
    if (repository === undefined) return cachedImage(name, { minikube })
    // Aliyun is asked for flat names whatever they are kept under.
    return repository === aliyun && minikube !== 'v1.13.1'
      ? below(repository, name, minikube)
      : cachedImage(name, { minikube, repository })
  }
  expect(
    gets(start)
      .flatMap((url) => imageOf(url) ?? [])
      .toSorted(),
  ).toEqual(preloaded ? [] : listOf(start).filter(isSystem).map(fetched).toSorted())
})

test.for(titled)('%s: the programs, each with its checksum, from one base', ([, start]) => {
  const { minikube, kubernetes } = start
  const base =
    valueOf(start, '--binary-mirror') ??
    binaryBaseWith(minikube, valueOf(start, '--image-repository'))
  const addresses = listOf(start)
    .filter(({ kind }) => kind === 'node-binary')
    .map(({ name }) => `${base}/${name}`)
  // A preload is taken to hold them, whether it is used or not; the host's own kubectl is fetched all the same.
  const wanted =
    minikube === 'v1.13.1' || start.flags.includes('--preload=false')
      ? addresses
      : addresses.filter((address) => address.endsWith('/kubectl'))
  expect(
    gets(start)
      .filter((url) => url.includes('/bin/linux/'))
      .toSorted(),
  ).toEqual(wanted.flatMap((address) => [address, checksumOf(address, kubernetes)]).toSorted())
})

test.for(titled)('%s: the preload', ([, start]) => {
  const { minikube, flags, requests } = start
  const repository = valueOf(start, '--image-repository')
  const heads = requests.filter((line) => /^HEAD .*\/preloaded-images/.test(line))
  const artefact = listOf(start).find(({ kind }) => kind === 'preload')
  const around = { minikube, mirrors: [], dockerMirrors: [] }
  const [official] = artefact === undefined ? [] : candidatesFor(artefact, around)
  const address = official?.address ?? ''
  // v1.13.1 asks with a repository only when it makes the node.
  const isAsked =
    !flags.includes('--preload=false') && (repository === undefined || minikube !== 'v1.13.1')
  const asked = address.replace('storage.googleapis.com', preloadHost(minikube, repository))
  expect(heads).toEqual(isAsked ? [`HEAD ${asked}`] : [])
  expect(gets(start).includes(address)).toBe(flags.length === 0)
})

test.for(titled)("%s: the node's own image by the digest of the catalog", ([, start]) => {
  const { digest = '' } = minikubeRelease(start.minikube)?.kicbase ?? {}
  expect(gets(start).some((url) => url.endsWith(`/kicbase/manifests/${digest}`))).toBe(true)
})

const starting = titled.flatMap(([title, start]) =>
  start.node === undefined ? [] : [[title, start, start.node] as const],
)

test.for(starting)('%s: what kubeadm asks for in the node', ([, start, node]) => {
  const repository = valueOf(start, '--image-repository')
  const names = listOf(start)
    .filter(({ kind, optional }) => kind === 'system-image' && !optional)
    .map(({ name }) => (repository === undefined ? name : below(repository, name, start.minikube)))
  expect(node.toSorted()).toEqual(names.toSorted())
})
