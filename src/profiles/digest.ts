import { digestOf, releaseOfDigest } from '../catalog/digests.ts'
import type { Tool } from '../catalog/digests.ts'
import { platforms } from '../model/profile.ts'
import type { Profile } from '../model/profile.ts'

/**
 * The sha256 of a tool's release for `<os>-<arch>`: the catalog's, else what the profile gives for its own pinned pair. Pure.
 */
export const pinnedDigest = (
  { pair, digests }: Profile,
  tool: Tool,
  version: string,
  platform: string,
): string | undefined => {
  const known = digestOf(tool, version, platform)
  const pinned = tool === 'minikube' ? pair.minikube : pair.kubernetes
  if (known !== undefined || version !== pinned) return known
  const name = platforms.find((each) => each === platform)
  return name === undefined ? undefined : digests?.[tool]?.[name]
}

/** Which release a file is, by its sha256 alone: the catalog's word, else the profile's for its own pinned pair. Pure. */
export const pinnedRelease = (
  { pair, digests }: Profile,
  tool: Tool,
  sha256: string,
): { readonly version: string; readonly platform: string } | undefined => {
  const known = releaseOfDigest(tool, sha256)
  if (known !== undefined) return known
  const platform = platforms.find((each) => digests?.[tool]?.[each] === sha256)
  if (platform === undefined) return undefined
  return { version: tool === 'minikube' ? pair.minikube : pair.kubernetes, platform }
}
