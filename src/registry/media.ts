import * as v from 'valibot'
import { isDigest } from './reference.ts'

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const
const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const

/** Without the index types many registries answer with the manifest for amd64, or not at all. */
export const accept = [...indexTypes, ...manifestTypes].join(',')

const mediaType = (contentType: string): string =>
  contentType.split(';')[0]?.trim().toLowerCase() ?? ''

/** Whether an answer to a question for a manifest may be one. Pure. */
export const isManifestType = (contentType = ''): boolean =>
  accept.split(',').includes(mediaType(contentType))

const digest = v.pipe(v.string(), v.check(isDigest))
const size = v.pipe(v.number(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))
const platform = v.object({
  os: v.string(),
  architecture: v.string(),
  variant: v.nullish(v.string(), ''),
})
const entry = v.looseObject({ digest, platform: v.optional(platform) })
const blob = v.object({ digest, size })

const indexSchema = v.looseObject({ manifests: v.array(v.unknown()) })
const manifestSchema = v.object({ config: blob, layers: v.array(v.object({ size })) })

export type ImagePlatform = v.InferOutput<typeof platform>
export type Manifest = v.InferOutput<typeof manifestSchema>

export interface IndexEntry {
  readonly digest: string
  /** Absent where the index does not say; then the image itself does. */
  readonly platform: ImagePlatform | undefined
}

const json = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const parse = <T extends v.GenericSchema>(
  schema: T,
  value: unknown,
): v.InferOutput<T> | undefined => {
  const parsed = v.safeParse(schema, value)
  return parsed.success ? parsed.output : undefined
}

/** The images of an index or manifest list, entries nobody could use left out; undefined for what is none. Pure. */
export const parseIndex = (body: string): readonly IndexEntry[] | undefined =>
  parse(indexSchema, json(body))?.manifests.flatMap((one) => {
    const { digest, platform } = parse(entry, one) ?? {}
    return digest === undefined ? [] : [{ digest, platform }]
  })

export const parseManifest = (body: string): Manifest | undefined =>
  parse(manifestSchema, json(body))

/** What an image's configuration says it was built for. Pure. */
export const parseConfig = (body: string): ImagePlatform | undefined => parse(platform, json(body))

/**
 * Whether an image built for one platform runs on another, written as Go does (`linux/arm64`, `linux/arm/v7`). amd64's higher
 * levels (v2, v3) do not run everywhere; arm64 is v8; attestations are for `unknown/unknown`. Source: containerd platforms,
 * OCI image-spec image-index.md. Pure.
 */
export const runsOn = (built: ImagePlatform, wanted: string): boolean => {
  const [os, architecture, level] = wanted.split('/')
  if (built.os !== os || built.architecture !== architecture) return false
  const variant = built.variant ?? ''
  if (variant === '' || level !== undefined) return variant === '' || variant === level
  return architecture === 'amd64' ? variant === 'v1' : architecture !== 'arm64' || variant === 'v8'
}

/** Of a registry's answer to this request what proving an image needs, as JSON; undefined for other answers. Pure. */
export const registryBody = (request: string, body: string): string | undefined => {
  if (/\/blobs\/[^/]+$/.test(request)) {
    const config = parseConfig(body)
    return config && JSON.stringify(config)
  }
  if (!/\/manifests\/[^/]+$/.test(request)) return undefined
  const manifests = parseIndex(body)
  if (manifests !== undefined) return JSON.stringify({ manifests })
  const manifest = parseManifest(body)
  return manifest && JSON.stringify(manifest)
}
