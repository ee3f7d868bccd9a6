import { archiveKind } from '../catalog/archives.ts'
import { archivePath, releasePath, toolSources } from '../catalog/tool-sources.ts'
import type { Download } from '../model/install.ts'
import type { Profile } from '../model/profile.ts'
import { isMirror } from '../profiles/formats.ts'

/** Base addresses beside the catalog's sources. */
export interface Mirrors {
  /** Asked before everything else, in this order. */
  readonly first: readonly string[]
  /** The catalog's sources are not asked. */
  readonly exclusive: boolean
  /** Nothing is asked: what is in the cache has to do. */
  readonly offline: boolean
}

const bases = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/[\s,]+/).filter((base) => base !== '')

export interface MirrorQuestion {
  /** Named on the command line. */
  readonly named: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly profile: Pick<Profile, 'mirrors'>
  readonly offline: boolean
}

/**
 * The command line's mirrors, then K8S_DOCTOR_MIRROR's, behind which nobody else is asked, else K8S_DOCTOR_EXTRA_MIRRORS' and the
 * profile's; or the first address that cannot be trusted: neither https nor http in a private network. Pure.
 */
export const mirrorsFor = ({
  named,
  env,
  profile,
  offline,
}: MirrorQuestion): Mirrors | { readonly refused: string } => {
  const only = bases(env['K8S_DOCTOR_MIRROR'])
  const more = only.length > 0 ? only : bases(env['K8S_DOCTOR_EXTRA_MIRRORS'])
  const refused = [...named, ...more].find((base) => !isMirror(base))
  if (refused !== undefined) return { refused }
  const first = [...named, ...more, ...(only.length > 0 ? [] : profile.mirrors)]
  return { first, exclusive: only.length > 0, offline }
}

/**
 * What a mirror keeps of an official address: what follows the version, as minikube's --binary-mirror reads it; the whole path, as
 * a plain proxy has it; or host and path, as `wget -x` writes them and DaoCloud serves them. Pure.
 */
const layouts = (tool: Download['tool'], path: string): readonly string[] => {
  const official = toolSources[tool].filter(({ official }) => official)
  return [
    path,
    ...official.flatMap(({ base }) => {
      const { host, pathname } = new URL(base)
      return [`${pathname.slice(1)}/${path}`, `${host}${pathname}/${path}`]
    }),
  ]
}

type Wanted = Pick<Download, 'tool' | 'version' | 'os' | 'arch' | 'archive'>

const pathOf = ({ tool, version, os, arch, archive }: Wanted): string =>
  archive === undefined || tool === 'minikube'
    ? releasePath(tool, version, os, arch)
    : archivePath(archiveKind(tool), version, os, arch)

/** Every address a release may lie at, each once, in the order of preference. Pure. */
export const urlsFor = (
  wanted: Wanted,
  { first, exclusive, offline }: Mirrors,
): readonly string[] => {
  if (offline) return []
  const { tool } = wanted
  const path = pathOf(wanted)
  const named = first.flatMap((base) =>
    layouts(tool, path).map((layout) => `${base.replace(/\/+$/, '')}/${layout}`),
  )
  const known = exclusive ? [] : toolSources[tool].map(({ base }) => `${base}/${path}`)
  return [...new Set([...named, ...known])]
}
