import { digestOf } from '../catalog/digests.ts'
import { minikubeRelease } from '../catalog/minikube.ts'
import type { Tool } from '../catalog/digests.ts'
import { platforms } from '../model/profile.ts'
import type { Profile } from '../model/profile.ts'
import { atLeast, compareVersions } from '../model/version.ts'
import { builtIn } from './built-in.ts'
import type { Complaint, FieldPath } from './problem.ts'

const tools = ['minikube', 'kubectl'] as const satisfies readonly Tool[]

const versionOf = ({ pair }: Profile, tool: Tool): string =>
  tool === 'minikube' ? pair.minikube : pair.kubernetes

const disk = ({ resources: { disk } }: Profile): readonly Complaint[] =>
  disk.minimum <= disk.comfortable
    ? []
    : [
        {
          code: 'disk-order',
          path: ['resources', 'disk', 'minimum'],
          about: { detail: `${disk.minimum} > ${disk.comfortable}` },
        },
      ]

const memory = ({ pair, resources }: Profile): readonly Complaint[] => {
  const { comfortable } = resources.memory
  const usable = minikubeRelease(pair.minikube)?.memory.usable ?? 0
  return comfortable >= usable
    ? []
    : [
        {
          code: 'memory-small',
          path: ['resources', 'memory', 'comfortable'],
          about: { value: String(comfortable), detail: String(usable) },
        },
      ]
}

/** Source: minikube-behaviour, limits of the driver none (DRV_UNSUPPORTED_PROFILE, DRV_UNSUPPORTED_MULTINODE). */
const none = ({ driver, nodes, cluster }: Profile): readonly Complaint[] =>
  driver === 'none'
    ? [
        ...(nodes > 1 ? [{ code: 'none-nodes', path: ['nodes'] } as const] : []),
        ...(cluster === 'minikube' ? [] : [{ code: 'none-cluster', path: ['cluster'] } as const]),
      ]
    : []

/** A profile adds what the catalog lacks; it can never replace what was published. */
const digests = (profile: Profile): readonly Complaint[] =>
  tools.flatMap((tool) =>
    platforms.flatMap((platform): readonly Complaint[] => {
      const version = versionOf(profile, tool)
      const given = profile.digests?.[tool]?.[platform]
      const known = digestOf(tool, version, platform)
      if (given === undefined || known === undefined || given === known) return []
      const path = ['digests', tool, platform]
      const about = { at: path.join('.'), detail: `${tool} ${version} (${platform})` }
      return [{ code: 'digest-differs', path, about }]
    }),
  )

/** Fields that contradict each other or this tool's knowledge: the profile cannot be used. Pure. */
export const contradictions = (profile: Profile): readonly Complaint[] =>
  [disk, memory, none, digests].flatMap((rule) => rule(profile))

const known = (profile: Profile, tool: Tool): boolean =>
  platforms.some(
    (platform) =>
      digestOf(tool, versionOf(profile, tool), platform) !== undefined ||
      profile.digests?.[tool]?.[platform] !== undefined,
  )

const releases = (profile: Profile): readonly Complaint[] =>
  tools
    .filter((tool) => !known(profile, tool))
    .map((tool) => ({
      code: 'release-unknown',
      path: [tool === 'minikube' ? 'minikube' : 'kubernetes'],
      about: { value: versionOf(profile, tool), detail: tool },
    }))

const pairs = ({ pair, alternatives }: Profile): readonly Complaint[] => {
  const all: readonly (readonly [FieldPath, typeof pair])[] = [
    [['kubernetes'], pair],
    ...alternatives.map((other, index) => [['alternatives', index, 'kubernetes'], other] as const),
  ]
  return all.flatMap(([path, { minikube, kubernetes }]): readonly Complaint[] => {
    const range = minikubeRelease(minikube)?.kubernetes
    if (range === undefined) return []
    const { oldest, newest } = range
    if (atLeast(kubernetes, oldest) && compareVersions(kubernetes, newest) <= 0) return []
    const about = { value: kubernetes, near: minikube, detail: `${oldest} – ${newest}` }
    return [{ code: 'kubernetes-out', path, about }]
  })
}

/** MiB in a GiB: less was most likely meant in GiB. */
const oneGibibyte = 1024

const diskUnit = ({ resources: { disk } }: Profile): readonly Complaint[] =>
  disk.comfortable < oneGibibyte
    ? [
        {
          code: 'disk-small',
          path: ['resources', 'disk', 'comfortable'],
          about: { at: 'resources.disk.comfortable', value: String(disk.comfortable) },
        },
      ]
    : []

const taken = ({ id }: Profile): readonly Complaint[] =>
  builtIn.some((other) => other.id === id)
    ? [{ code: 'id-built-in', path: ['id'], about: { value: id } }]
    : []

/** What an instructor should look at again: the profile can be used. Pure. */
export const doubts = (profile: Profile): readonly Complaint[] =>
  [taken, releases, pairs, diskUnit].flatMap((rule) => rule(profile))
