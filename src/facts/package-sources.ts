import {
  communityPackages,
  debFolder,
  debSources,
  rpmFolder,
  rpmMetadata,
} from '../catalog/docker-repository.ts'
import type { DebSource } from '../catalog/docker-repository.ts'
import { dockerPackage } from '../catalog/docker-packages.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { cpuArch } from './cpu.ts'
import { osRelease } from './os-release.ts'
import type { OsRelease } from './os-release.ts'
import { packageManager } from './package-manager.ts'
import type { PackageManager } from './package-manager.ts'
import { dockerPrograms } from './programs.ts'

/** The engine's package, and where this system would ask for the lists it stands in. */
export interface EnginePackages {
  readonly name: string
  readonly manager: PackageManager
  /** URLs of the repositories' own metadata. */
  readonly metadata: readonly string[]
  /** Docker's own repository, for want of those. */
  readonly instead: readonly DebSource[]
}

const isWeb = (uri: string): boolean => /^https?:\/\//.test(uri)

const joined = (base: string, path: string): string => `${base.replace(/\/+$/, '')}/${path}`

interface AptEntry {
  readonly uris: readonly string[]
  readonly suites: readonly string[]
  readonly components: readonly string[]
}

const words = (text = ''): readonly string[] => text.split(/\s+/).filter((word) => word !== '')

const oneLine = (text: string): readonly AptEntry[] =>
  text.split('\n').flatMap((line) => {
    const [, uri = '', suite = '', rest] =
      /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+([^#]*)/.exec(line) ?? []
    return uri === '' ? [] : [{ uris: [uri], suites: [suite], components: words(rest) }]
  })

const stanzas = (text: string): readonly AptEntry[] =>
  text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string): readonly string[] =>
      words(
        new RegExp(String.raw`^${name}:((?:.*)(?:\n[ \t]+\S.*)*)`, 'im').exec(
          stanza.replaceAll(/^#.*\n?/gm, ''),
        )?.[1],
      )
    const isOn = field('Types').includes('deb') && field('Enabled')[0] !== 'no'
    return isOn
      ? [{ uris: field('URIs'), suites: field('Suites'), components: field('Components') }]
      : []
  })

/** The release's own repositories in apt's lists, of either format. Source: sources.list(5). Pure. */
export const aptMetadata = (
  files: Readonly<Record<string, string>>,
  { id, codename }: OsRelease,
): readonly string[] => {
  // Where the engine's package lies.
  const component = id === 'ubuntu' ? 'universe' : 'main'
  return Object.entries(files)
    .flatMap(([path, text]) => (path.endsWith('.sources') ? stanzas(text) : oneLine(text)))
    .filter(({ components }) => components.includes(component))
    .flatMap(({ uris, suites }) =>
      suites.includes(codename)
        ? uris.filter(isWeb).map((uri) => joined(uri, `dists/${codename}/InRelease`))
        : [],
    )
}

/** What is switched on in zypper's folder of repositories. Source: zypper(8), libzypp's .repo files. Pure. */
export const zypperMetadata = (
  files: Readonly<Record<string, string>>,
  { version }: OsRelease,
): readonly string[] =>
  Object.values(files).flatMap((text) => {
    const value = (name: string): string =>
      new RegExp(String.raw`^${name}\s*=\s*(.*?)\s*$`, 'm').exec(text)?.[1] ?? ''
    const base = value('baseurl').replaceAll(/\$\{?releasever\}?/g, version)
    return value('enabled') === '0' || !isWeb(base) || base.includes('$')
      ? []
      : [joined(base, 'repodata/repomd.xml')]
  })

/** Alpine's community repositories, which hold the engine. Source: apk-repositories(5). Pure. */
export const apkMetadata = (text: string, machine: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => isWeb(line) && /\/community\/?$/.test(line))
    .map((line) => joined(line, `${machine}/APKINDEX.tar.gz`))

/** Files of a folder by their paths; what cannot be read is passed over. */
const textsIn = async (
  host: ReadHost,
  folder: string,
  ending: RegExp,
): Promise<Readonly<Record<string, string>>> => {
  const names = (await host.readdir(folder)) ?? []
  const texts = await Promise.all(
    names
      .filter((name) => ending.test(name))
      .map(async (name) => {
        const path = `${folder}/${name}`
        const text = await attempt(host.readText(path, { maxBytes: 64 * 1024 }))
        return text.ok && text.value !== undefined ? [[path, text.value] as const] : []
      }),
  )
  return Object.fromEntries(texts.flat())
}

const machines: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' }

const metadataOf = async (
  { host, get }: FactContext,
  manager: string,
  release: OsRelease,
): Promise<readonly string[]> => {
  if (manager === 'apk') {
    const { arch } = await get(cpuArch)
    return apkMetadata((await host.readText('/etc/apk/repositories')) ?? '', machines[arch] ?? arch)
  }
  if (manager === 'zypper')
    return zypperMetadata(await textsIn(host, '/etc/zypp/repos.d', /\.repo$/), release)
  const list = await host.readText('/etc/apt/sources.list')
  const folder = await textsIn(host, '/etc/apt/sources.list.d', /\.(list|sources)$/)
  return aptMetadata({ '/etc/apt/sources.list': list ?? '', ...folder }, release)
}

/** Docker's own packages, where the distribution has none. */
const communityEngine = async (
  { get }: FactContext,
  manager: PackageManager,
  { id, version }: OsRelease,
): Promise<EnginePackages | undefined> => {
  const folder = rpmFolder(id)
  if (folder === undefined) return undefined
  const { arch } = await get(cpuArch)
  const [major = ''] = version.split('.')
  return {
    name: communityPackages[0],
    manager,
    metadata: rpmMetadata(folder, major, machines[arch] ?? arch),
    instead: [],
  }
}

/** What installing the engine would ask for; undefined where it is there, or where no package installs it. */
export const enginePackages = defineFact({
  id: 'engine-packages',
  read: async (context): Promise<EnginePackages | undefined> => {
    const { get } = context
    const [programs, manager, release] = await Promise.all([
      get(dockerPrograms),
      get(packageManager),
      get(osRelease),
    ])
    if (programs.length > 0 || manager === undefined || release === undefined) return undefined
    const name = dockerPackage(manager)
    if (name === undefined) return communityEngine(context, manager, release)
    const metadata = [...new Set(await metadataOf(context, manager, release))]
    const folder = manager === 'apt' ? debFolder(release.id) : undefined
    const instead = folder === undefined ? [] : debSources(folder, release.codename)
    return metadata.length === 0 ? undefined : { name, manager, metadata, instead }
  },
})
