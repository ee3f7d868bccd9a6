import { builtFor } from '../catalog/tool-sources.ts'
import type { Platform } from '../facts/platform.ts'
import type { Download, Placement } from '../model/install.ts'
import type { Profile } from '../model/profile.ts'
import { compareVersions, majorMinorGap } from '../model/version.ts'
import type { Installer } from './installer.ts'
import { kubectl } from './kubectl.ts'
import { minikube } from './minikube.ts'
import { urlsFor } from './mirrors.ts'
import type { Mirrors } from './mirrors.ts'

/** The programs a person can have installed. */
export const installers: readonly Installer[] = [minikube, kubectl]

export interface Wish {
  readonly version: string
  readonly platform: Platform
  readonly profile: Profile
  readonly mirrors: Mirrors
}

/** Nobody has a sha256 of that release for that platform. */
export interface NoDigest {
  readonly failure: 'no-digest'
  readonly platform: Platform
  /** The catalog knows that it was released. */
  readonly released: boolean
  /** The release with a digest that comes nearest; undefined where the platform has none. */
  readonly nearest: string | undefined
}

/** The newest of the same minor, else the newest below, else the oldest of all. */
const nearestTo = (version: string, known: readonly string[]): string | undefined => {
  const sorted = known.toSorted(compareVersions)
  return (
    sorted.findLast((other) => majorMinorGap(other, version) === 0) ??
    sorted.findLast((other) => compareVersions(other, version) < 0) ??
    sorted[0]
  )
}

/** With the addresses it may lie at. Pure. */
export const locate = (
  wanted: Omit<Download, 'urls' | 'plainHttp'>,
  mirrors: Mirrors,
): Download => {
  const urls = urlsFor(wanted, mirrors)
  const plain = urls.map((text) => new URL(text)).filter(({ protocol }) => protocol === 'http:')
  return {
    ...wanted,
    urls,
    plainHttp: [...new Set(plain.map(({ hostname }) => hostname))],
  }
}

/** From a release to what has to be fetched, or why it will not be. Pure. */
export const downloadFor = (
  { tool, digest, archive: archiveOf, versions, isReleased }: Installer,
  { version, platform, profile, mirrors }: Wish,
): Download | NoDigest => {
  const { os } = platform
  const arch = builtFor(platform)
  const sha256 = digest(profile, version, `${os}-${arch}`)
  const archive = sha256 === undefined ? archiveOf(version, `${os}-${arch}`) : undefined
  if (sha256 === undefined && archive === undefined)
    return {
      failure: 'no-digest',
      platform,
      released: isReleased(version),
      nearest: nearestTo(version, versions(`${os}-${arch}`)),
    }
  return locate({ tool, version, os, arch, sha256, ...(archive && { archive }) }, mirrors)
}

/** Where the file goes and how it proves itself there. Pure. */
export const placementFor = (
  { tool, selfTest }: Installer,
  { os }: Platform,
  directory: string,
): Placement => ({ directory, file: os === 'windows' ? `${tool}.exe` : tool, selfTest })
