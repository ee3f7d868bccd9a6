import * as v from 'valibot'
import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { minikubeHome } from './minikube-home.ts'

export interface ProfileNode {
  /** Name of its container or VM: the profile's own for a control plane, with the node's name behind it for the others. */
  readonly machine: string
  readonly ip: string
  readonly port: number
  readonly controlPlane: boolean
}

/** A cluster as minikube has written it down. */
export interface ClusterProfile {
  readonly name: string
  readonly driver: string
  readonly runtime: string
  /** `vX.Y.Z`; `v0.0.0` for one made with --no-kubernetes. */
  readonly kubernetes: string
  /** The node image's reference, empty for VM drivers of old releases. */
  readonly kicbase: string
  readonly imageRepository: string
  /** Names of its API server besides the addresses: --apiserver-name, and the shared address of several control planes. */
  readonly apiNames: readonly string[]
  readonly nodes: readonly ProfileNode[]
}

/** A profile minikube cannot use: no config.json (`absent`), no JSON in it, or an essential field missing. */
export type BrokenProfile = { readonly name: string; readonly path: string } & (
  | { readonly why: 'absent' }
  | { readonly why: 'damaged' }
  | { readonly why: 'incomplete'; readonly field: string }
  | { readonly why: 'unreadable'; readonly cause: Unreadable }
)

export interface Profiles {
  readonly home: string
  readonly valid: readonly ClusterProfile[]
  readonly broken: readonly BrokenProfile[]
}

const text = v.nullish(v.string(), '')
const number = v.nullish(v.number(), 0)
const yes = v.nullish(v.boolean(), false)
const node = v.looseObject({
  Name: text,
  IP: text,
  Port: number,
  KubernetesVersion: text,
  ControlPlane: yes,
})
/** Go's decoder takes `null` for everything and so do we. Source: pkg/minikube/config/types.go, v1.9 to v1.38. */
const schema = v.looseObject({
  Driver: text,
  /** The field's name up to v1.7. */
  VMDriver: text,
  KicBaseImage: text,
  KubernetesConfig: v.nullish(
    v.looseObject({
      KubernetesVersion: text,
      ContainerRuntime: text,
      ImageRepository: text,
      APIServerName: text,
      APIServerHAVIP: text,
      NodeIP: text,
      NodePort: number,
    }),
  ),
  Nodes: v.nullish(v.array(node), []),
})

/** Other names the same driver goes by. Source: pkg/minikube/driver/driver.go. */
const aliases: Readonly<Record<string, string>> = {
  kvm: 'kvm2',
  qemu: 'qemu2',
  generic: 'ssh',
  native: 'none',
}

/** The names minikube gives a certificate when nobody asked for another. Source: pkg/minikube/constants. */
const defaultApiName = 'minikubeCA'

const defaultPort = 8443

const json = (content: string): unknown => {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/**
 * What a config.json says, by minikube's own measure of a valid profile: a driver, and a Kubernetes version for every node
 * (pkg/minikube/config/profile.go, IsValid). Pure.
 */
export const parseProfile = (
  name: string,
  path: string,
  content: string | undefined,
): ClusterProfile | BrokenProfile => {
  if (content === undefined) return { name, path, why: 'absent' }
  const parsed = v.safeParse(schema, json(content))
  if (!parsed.success) return { name, path, why: 'damaged' }
  const { Driver, VMDriver, KicBaseImage, KubernetesConfig, Nodes } = parsed.output
  const driver = Driver === '' ? VMDriver : Driver
  if (driver === '') return { name, path, why: 'incomplete', field: 'Driver' }
  if (Nodes.some(({ KubernetesVersion }) => KubernetesVersion === ''))
    return { name, path, why: 'incomplete', field: 'KubernetesVersion' }
  const {
    NodeIP = '',
    NodePort = 0,
    APIServerName = '',
    APIServerHAVIP = '',
  } = KubernetesConfig ?? {}
  const nodes =
    Nodes.length > 0 ? Nodes : [{ Name: '', IP: NodeIP, Port: NodePort, ControlPlane: true }]
  return {
    name,
    driver: aliases[driver] ?? driver,
    runtime: KubernetesConfig?.ContainerRuntime ?? '',
    kubernetes: KubernetesConfig?.KubernetesVersion ?? '',
    kicbase: KicBaseImage,
    imageRepository: KubernetesConfig?.ImageRepository ?? '',
    apiNames: [APIServerName, APIServerHAVIP].filter(
      (other) => other !== '' && other !== defaultApiName,
    ),
    nodes: nodes.map(({ Name, IP, Port, ControlPlane }, index) => ({
      machine: nodes.length === 1 || index === 0 || Name === '' ? name : `${name}-${Name}`,
      ip: IP,
      port: Port === 0 ? defaultPort : Port,
      controlPlane: ControlPlane,
    })),
  }
}

/** Files read at a time: a folder may hold a hundred thousand. */
const atOnce = 32

/** The subject's minikube profiles, read from their config.json: minikube itself is not asked. */
export const profiles = defineFact({
  id: 'minikube-profiles',
  read: async ({ host, get }): Promise<Profiles> => {
    const home = await get(minikubeHome)
    const names = (await host.readdir(`${home}/profiles`)) ?? []
    const valid: ClusterProfile[] = []
    const broken: BrokenProfile[] = []
    for (let from = 0; from < names.length; from += atOnce) {
      const read = await Promise.all(
        names.slice(from, from + atOnce).map(async (name) => {
          const path = `${home}/profiles/${name}/config.json`
          const content = await attempt(host.readText(path))
          return content.ok
            ? parseProfile(name, path, content.value)
            : { name, path, why: 'unreadable' as const, cause: content.why }
        }),
      )
      for (const profile of read)
        if ('why' in profile) broken.push(profile)
        else valid.push(profile)
    }
    return { home, valid, broken }
  },
})

/** The course's own cluster, when minikube could use it. Throws `Unreadable` when its file may not be read. */
export const courseProfile = defineFact({
  id: 'minikube-course-profile',
  read: async ({ request, get }): Promise<ClusterProfile | undefined> => {
    const { valid, broken } = await get(profiles)
    const own = ({ name }: { readonly name: string }) => name === request.profile.cluster
    const closed = broken.find(own)
    if (closed?.why === 'unreadable') throw closed.cause
    return valid.find(own)
  },
})
