import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { FileSystemStat, ReadHost } from '../model/host.ts'
import { attempt, Unreadable } from '../model/unreadable.ts'
import type { Reading } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'
import { container } from './container.ts'
import { dockerInfo } from './docker-info.ts'
import { engineHere } from './engine-here.ts'
import { minikubeHome } from './minikube-home.ts'

/** A folder that the start fills, and the file system it is on. */
export interface DiskPlace {
  readonly kind: 'docker' | 'home'
  readonly path: string
  /** The engine that could delete something there answers. */
  readonly running: boolean
  readonly space: Reading<FileSystemStat>
}

/** The folder above; undefined at the top. Pure. */
export const parentOf = (path: string): string | undefined => {
  const cut = path.replace(/[/\\]+[^/\\]*[/\\]*$/, '')
  if (cut === path) return undefined
  if (cut === '') return '/'
  return /^[a-z]:$/i.test(cut) ? `${cut}\\` : cut
}

/** The file system of the nearest folder that exists, links resolved. */
const spaceAt = async (host: ReadHost, path: string): Promise<FileSystemStat> => {
  let current: string | undefined = path
  while (current !== undefined) {
    const real = await host.realpath(current)
    const space = real === undefined ? undefined : await host.statfs(real)
    if (space !== undefined) {
      if (space.totalBytes === 0) break
      return space
    }
    const above: string | undefined = parentOf(current)
    current = above === current ? undefined : above
  }
  throw new Unreadable('unparsable', pathValue(path))
}

type Root = Omit<DiskPlace, 'space'>

/** Where images go, as far as that is a folder of this system: a stopped engine may have stopped because that one is full. */
const dockerRoot = async ({ request, host, get }: FactContext): Promise<Root | undefined> => {
  if (request.profile.driver !== 'docker' || host.os !== 'linux') return undefined
  const [info, inside] = await Promise.all([attempt(get(dockerInfo)), get(container)])
  const kind = 'docker'
  if (info.ok)
    return (await get(engineHere)) ? { kind, path: info.value.root, running: true } : undefined
  const path = '/var/lib/docker'
  return inside === 'none' && (await host.stat(path)) !== undefined
    ? { kind, path, running: false }
    : undefined
}

/** Two folders with the same totals are on the same disk unless what is free differs by more than other programs write meanwhile. */
const sameDisk = (a: DiskPlace, b: DiskPlace): boolean =>
  a.space.ok &&
  b.space.ok &&
  a.space.value.totalBytes === b.space.value.totalBytes &&
  a.space.value.totalInodes === b.space.value.totalInodes &&
  Math.abs(a.space.value.freeBytes - b.space.value.freeBytes) < a.space.value.totalBytes / 100

/** Docker's data root, where it is local, and MINIKUBE_HOME, unless both are on one disk. */
export const diskPlaces = defineFact({
  id: 'disk-places',
  read: async (context): Promise<readonly DiskPlace[]> => {
    const { host, get } = context
    const [root, home] = await Promise.all([dockerRoot(context), get(minikubeHome)])
    const measure = async (place: Root): Promise<DiskPlace> => ({
      ...place,
      space: await attempt(spaceAt(host, place.path)),
    })
    const own = await measure({ kind: 'home', path: home, running: false })
    if (root === undefined) return [own]
    const docker = await measure(root)
    return sameDisk(docker, own) ? [docker] : [docker, own]
  },
})
