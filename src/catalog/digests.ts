import kubectl from './data/kubectl-digests.json' with { type: 'json' }
import minikube from './data/minikube-digests.json' with { type: 'json' }

export type Tool = 'minikube' | 'kubectl'

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>

const tables: Readonly<Record<Tool, Table>> = { minikube: minikube.sha256, kubectl: kubectl.sha256 }

/** The sha256 of a release's binary for `<os>-<arch>` in Go's names; undefined when the catalog has none. */
export const digestOf = (tool: Tool, version: string, platform: string): string | undefined =>
  tables[tool][version]?.[platform]

const unrecorded: Readonly<Record<string, readonly string[]>> = minikube.unrecorded

/** Whether the release was published for that platform with a digest that nobody has recorded. Pure. */
export const isUnrecorded = (version: string, platform: string): boolean =>
  unrecorded[version]?.includes(platform) === true

/** Which release a file is, by its sha256 alone. */
export const releaseOfDigest = (
  tool: Tool,
  sha256: string,
): { readonly version: string; readonly platform: string } | undefined => {
  for (const [version, platforms] of Object.entries(tables[tool])) {
    const known = Object.entries(platforms).find(([, digest]) => digest === sha256)
    if (known !== undefined) return { version, platform: known[0] }
  }
  return undefined
}

/** Releases with a digest for that platform. */
export const releasesFor = (tool: Tool, platform: string): readonly string[] =>
  Object.entries(tables[tool]).flatMap(([version, known]) => (platform in known ? [version] : []))
