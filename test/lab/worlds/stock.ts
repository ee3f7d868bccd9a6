import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checksumOf } from '../../../src/catalog/minikube-cache.ts'
import { candidatesFor } from '../../../src/catalog/sources.ts'
import { artefactList } from '../../../src/facts/artefact-list.ts'
import { apiHost, parseReference } from '../../../src/registry/reference.ts'
import { push, registry } from '../../http/registries.ts'
import { requestFor } from '../../support/diagnose.ts'
import { artifacts, artifactsFolder, classroom, oldImage } from './sites.ts'

/** Hosts that lead on to where the images lie. */
const leadsOn = new Set(['k8s.gcr.io', 'registry.k8s.io'])

interface Image {
  readonly host: string
  readonly repository: string
  readonly tag: string
  readonly platforms: readonly string[]
}

export interface Stock {
  readonly images: readonly Image[]
  /** URLs. */
  readonly files: readonly string[]
}

const imageAt = (address: string, platforms: readonly string[]): Image => {
  const reference = parseReference(address)
  if (reference === undefined) throw new TypeError(address)
  const { repository, tag = 'latest' } = reference
  const host = apiHost(reference)
  return leadsOn.has(host)
    ? { host: artifacts, repository: `${artifactsFolder}/${repository}`, tag, platforms }
    : { host, repository, tag, platforms }
}

/** One of the node's. */
const isProgram = (address: string): boolean => /\/bin\/linux\/[^/]+\/[^/]+$/.test(address)

const isFile = (address: string): boolean => address.startsWith('https://')

/** Debian's own list of what its release holds. */
export const packageLists = 'http://deb.debian.org/debian/dists/bookworm/InRelease'

/** Everything the catalog's sources are asked for by the default profile, on both CPUs, each under its true name. */
export const stock = (): Stock => {
  const request = requestFor({})
  const { minikube, kubernetes } = request.profile.pair
  const around = { minikube, mirrors: [`https://${classroom}`], dockerMirrors: [] }
  const addresses = ['amd64', 'arm64'].flatMap((arch) =>
    artefactList({ request, platform: { os: 'linux', arch }, storageDriver: 'overlay2' }).flatMap(
      (artefact) => candidatesFor(artefact, around).map(({ address }) => address),
    ),
  )
  const all = [...new Set(addresses)]
  return {
    images: [
      ...all
        .filter((address) => !isFile(address))
        .map((address) => imageAt(address, ['linux/amd64', 'linux/arm64'])),
      imageAt(oldImage, ['linux/amd64']),
    ],
    files: [
      ...all.filter(isFile),
      ...all.filter(isProgram).map((address) => checksumOf(address, kubernetes)),
      packageLists,
    ],
  }
}

const parallel = 4

const inTurns = async <T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> => {
  for (let at = 0; at < items.length; at += parallel)
    await Promise.all(items.slice(at, at + parallel).map(task))
}

/** Fills `<folder>/images` through a registry over it, as everybody else would. */
export const fillRegistry = async (
  folder: string,
  images: readonly Image[],
  only?: string,
): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  await using open = await registry(folder, 'filling')
  await inTurns(images, ({ repository, tag, platforms }) =>
    push(open.port, repository, tag, only === undefined ? platforms : [only]),
  )
}

/** A copy of a filled registry that has lost some tags. */
export const copyWithout = (from: string, to: string, lost: readonly string[]): void => {
  cpSync(join(from, 'images'), join(to, 'images'), { recursive: true })
  for (const image of lost) {
    const [repository = '', tag = ''] = image.split(':')
    const tags = join(to, 'images/docker/registry/v2/repositories', repository, '_manifests/tags')
    rmSync(join(tags, tag), { recursive: true })
  }
}

/** Enough for the sample of a host's speed to be taken. */
const fileBytes = 300 * 1024

/** `<folder>/<host>/<path>` for every URL. */
export const layFiles = (folder: string, urls: readonly string[]): void => {
  const content = Buffer.alloc(fileBytes)
  for (const address of urls) {
    const { hostname, pathname } = new URL(address)
    const file = join(folder, hostname, pathname)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}
