import type { Platform, Profile } from '../model/profile.ts'
import { platforms } from '../model/profile.ts'
import type { ProfileFile, ProfileInput } from './schema.ts'

type Table = Readonly<Partial<Record<Platform, string>>>

const present = (
  table: Readonly<Partial<Record<Platform, string | undefined>>> | undefined,
): Table =>
  Object.fromEntries(
    platforms.flatMap((platform) => {
      const digest = table?.[platform]
      return digest === undefined ? [] : [[platform, digest]]
    }),
  )

/** A validated file as the profile it describes. Pure. */
export const toProfile = (file: ProfileFile): Profile => {
  const { id, title, minikube, kubernetes, alternatives, digests } = file
  const { driver, runtime, requires, docker, nodes, resources, lessons, mirrors, cluster } = file
  return {
    id,
    title: typeof title === 'string' ? { en: title } : title,
    pair: { minikube, kubernetes },
    alternatives,
    driver,
    runtime,
    requires,
    docker,
    nodes,
    resources,
    lessons,
    mirrors,
    cluster,
    ...(digests === undefined
      ? {}
      : { digests: { minikube: present(digests.minikube), kubectl: present(digests.kubectl) } }),
  }
}

/** The file that describes a profile: what an instructor copies and changes. Pure. */
export const toFile = (profile: Profile): ProfileInput => {
  const { id, title, pair, alternatives, requires, lessons, mirrors, digests } = profile
  const { driver, runtime, docker, nodes, resources, cluster } = profile
  return {
    schema: 'k8s-doctor/profile/1',
    id,
    title: title.zh === undefined ? title.en : { en: title.en, zh: title.zh },
    ...pair,
    alternatives: alternatives.map((other) => ({ ...other })),
    driver,
    runtime,
    requires: [...requires],
    docker,
    nodes,
    resources,
    lessons: { ...lessons, images: [...lessons.images] },
    mirrors: [...mirrors],
    cluster,
    ...(digests === undefined ? {} : { digests: { ...digests } }),
  }
}
