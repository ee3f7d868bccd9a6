import { dockerObjects } from '../../facts/docker-objects.ts'
import type { ContainerState, DockerObjects, Labelled } from '../../facts/docker-objects.ts'
import { profiles } from '../../facts/profiles.ts'
import type { Profiles } from '../../facts/profiles.ts'
import { deleteLeftovers, deleteStranger } from '../../fixes/delete-leftovers.ts'
import type { Leftovers } from '../../fixes/delete-leftovers.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { asUser } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import { list, quote, term } from '../../model/value.ts'
import type { List, Term } from '../../model/value.ts'
import { dockerDesktop } from '../docker/desktop.ts'

const busy = new Set<ContainerState>(['running', 'paused', 'restarting'])

const names = (objects: readonly Labelled[]): List<'quote'> =>
  list(objects.map(({ name }) => quote(name)))

/** A container, its volume and its network mostly bear one name. */
const named = (...lists: readonly List<'quote'>[]): List<'quote'> =>
  list([...new Set(lists.flatMap(({ value }) => value.map((each) => each.value)))].map(quote))

interface Orphan {
  readonly profile: string
  readonly objects: DockerObjects
}

/** What minikube made for profiles this user does not have, one entry a profile. */
const orphansOf = (
  { containers, volumes, networks }: DockerObjects,
  { valid, broken }: Profiles,
): readonly Orphan[] => {
  const known = new Set(
    [...valid, ...broken.filter(({ why }) => why !== 'absent')].map(({ name }) => name),
  )
  // A network made with --network bears another name than its profile; its containers tell.
  const used = new Set(
    containers.filter(({ profile }) => known.has(profile)).flatMap(({ networks }) => networks),
  )
  const strangers = [
    ...containers,
    ...volumes,
    ...networks.filter(({ name }) => !used.has(name)),
  ].filter(({ profile }) => !known.has(profile))
  return [...new Set(strangers.map(({ profile }) => profile))].map((profile) => ({
    profile,
    objects: {
      containers: containers.filter((object) => object.profile === profile),
      volumes: volumes.filter((object) => object.profile === profile),
      networks: networks.filter((object) => object.profile === profile),
    },
  }))
}

const found = ({ profile, objects }: Orphan, cluster: string) => {
  const { containers, volumes, networks } = objects
  const args = {
    containers: names(containers),
    volumes: names(volumes),
    networks: names(networks),
  }
  if (profile !== cluster) return { code: 'foreign' as const, args, about: quote(profile) }
  const own = { ...args, cluster: term(cluster) }
  if (containers.some(({ state }) => busy.has(state))) return { code: 'in-use' as const, args: own }
  // A network alone is taken over as it is.
  return containers.length + volumes.length > 0 ? { code: 'stale' as const, args: own } : undefined
}

/**
 * What is left in docker of clusters this user has no profile of. Whose it is cannot be known: another user of the same engine
 * has the profile in a home of their own. A start under the same name deletes such a container without asking
 * (pkg/drivers/kic/kic.go, Create: "abandoned minikube container") and takes over its volume. Source: pitfalls STALE-4.
 */
export const clusterLeftovers = defineCheck({
  id: 'cluster/leftovers',
  title: 'No leftovers of earlier clusters',
  needs: { objects: dockerObjects, profiles },
  after: [dockerDesktop],
  skip: ({ profile }) => (profile.driver === 'docker' ? undefined : 'other-driver'),
  problems: {
    stale: problem<Leftovers & { readonly cluster: Term }>({
      severity: 'error',
      message: ({ cluster, containers, volumes }) => [
        ...say`Docker still holds parts of a cluster ${cluster} that no profile of this user knows`,
        ...(containers.value.length > 0 ? say`; containers: ${containers}` : []),
        ...(volumes.value.length > 0 ? say`; volumes: ${volumes}` : []),
        ...say`. A new cluster would start on its old data`,
      ],
      hint: () =>
        say`They stay behind when ~/.minikube is deleted by hand. If nobody else uses this Docker, remove them:`,
      fix: deleteLeftovers,
    }),
    'in-use': problem<Leftovers & { readonly cluster: Term }>({
      severity: 'error',
      message: ({ cluster, containers }) =>
        say`A cluster ${cluster} is running here that no profile of this user knows (${containers}); minikube start would delete it without asking`,
      hint: () =>
        say`It is another user's, or left from a ~/.minikube that was deleted by hand. Ask whoever shares this Docker; only if it is nobody's, remove it:`,
      looks: () => [
        asUser('docker', 'ps', '--filter', 'label=created_by.minikube.sigs.k8s.io=true'),
      ],
      fix: deleteStranger,
    }),
    foreign: problem<Leftovers>({
      severity: 'info',
      message: ({ containers, volumes, networks }) =>
        say`Docker holds parts of another minikube cluster that no profile of this user knows: ${named(containers, volumes, networks)}. They may be another user's; they do not disturb the course`,
    }),
  },
  inspect: ({ objects, profiles }, { profile: { cluster } }) =>
    orphansOf(objects, profiles)
      .map((orphan) => found(orphan, cluster))
      .filter((item) => item !== undefined),
})
