import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { dockerVersion } from './docker-version.ts'
import { parseJson } from './json.ts'

/** docker's own words, and `unknown` for one it may learn. */
const states = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'] as const
export type ContainerState = (typeof states)[number] | 'unknown'

export interface PublishedPort {
  readonly container: number
  readonly host: number
}

/** Something minikube made in docker, for the profile of that name. */
export interface Labelled {
  readonly name: string
  readonly profile: string
}

export interface Container extends Labelled {
  readonly state: ContainerState
  /** `Up 28 minutes`, `Exited (137) 2 days ago`. */
  readonly status: string
  readonly networks: readonly string[]
  readonly ports: readonly PublishedPort[]
}

export interface DockerObjects {
  readonly containers: readonly Container[]
  readonly volumes: readonly Labelled[]
  readonly networks: readonly Labelled[]
}

const text = v.nullish(v.string(), '')
const labelled = { Labels: text }
const containerSchema = v.looseObject({
  ...labelled,
  Names: text,
  /** Absent before Docker CLI 20.10. */
  State: v.nullish(v.string()),
  Status: text,
  Networks: text,
  Ports: text,
})
const namedSchema = v.looseObject({ ...labelled, Name: text })

/** Labels of everything minikube makes. Source: pkg/drivers/kic/oci/types.go. */
const madeByMinikube = 'created_by.minikube.sigs.k8s.io=true'
const profileLabel = 'name.minikube.sigs.k8s.io'

const words = (list: string): readonly string[] => list.split(',').filter((word) => word !== '')

/** The profile an object belongs to; networks had no such label up to v1.36 and bear the profile's name. */
const profileOf = (labels: string, name: string): string =>
  words(labels)
    .find((label) => label.startsWith(`${profileLabel}=`))
    ?.slice(profileLabel.length + 1) ?? name

const stateWords: readonly (readonly [RegExp, ContainerState])[] = [
  [/\(Paused\)/, 'paused'],
  [/^Up /, 'running'],
  [/^Exited /, 'exited'],
  [/^Restarting /, 'restarting'],
  [/^Created/, 'created'],
  [/^Removal /, 'removing'],
  [/^Dead/, 'dead'],
]

const stateOf = (state: string | null | undefined, status: string): ContainerState =>
  states.find((known) => known === state) ??
  stateWords.find(([wording]) => wording.test(status))?.[1] ??
  'unknown'

/** `127.0.0.1:32770->8443/tcp, 127.0.0.1:8080-8082->80-82/tcp`: what the host forwards into the container. Pure. */
export const parsePorts = (ports: string): readonly PublishedPort[] =>
  ports.split(', ').flatMap((entry) => {
    const found = /:(\d+)(?:-(\d+))?->(\d+)(?:-\d+)?\/tcp$/.exec(entry)
    if (found === null) return []
    const [, first = '', last = first, container = ''] = found
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => ({
      host: Number(first) + index,
      container: Number(container) + index,
    }))
  })

const lines = (stdout: string, argv: Argv): readonly unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parseJson(line, command(argv)))

const ask = async <T extends v.GenericSchema>(
  host: ReadHost,
  what: Argv,
  schema: T,
): Promise<readonly v.InferOutput<T>[]> => {
  const argv: Argv = [...what, '--filter', `label=${madeByMinikube}`, '--format', '{{json .}}']
  const { exitCode, stdout, timedOut } = await host.run(argv, { deadlineMs: deadlines.docker })
  if (timedOut) throw new Unreadable('timeout', command(argv))
  if (exitCode !== 0) throw new Unreadable('unreachable', command(argv))
  const parsed = v.safeParse(v.array(schema), lines(stdout, argv))
  if (!parsed.success) throw new Unreadable('unparsable', command(argv))
  return parsed.output
}

const toLabelled = ({ Name, Labels }: v.InferOutput<typeof namedSchema>): Labelled => ({
  name: Name,
  profile: profileOf(Labels, Name),
})

const toContainer = ({
  Names,
  Labels,
  State,
  Status,
  Networks,
  Ports,
}: v.InferOutput<typeof containerSchema>): Container => ({
  name: Names,
  profile: profileOf(Labels, Names),
  state: stateOf(State, Status),
  status: Status,
  networks: words(Networks),
  ports: parsePorts(Ports),
})

/**
 * Everything on the engine that minikube has made, whoever's it is: docker is asked three times at once, and only when its
 * engine answers. Throws `Unreadable` otherwise.
 */
export const dockerObjects = defineFact({
  id: 'docker-objects',
  read: async ({ host, get }): Promise<DockerObjects> => {
    const { server } = await get(dockerVersion)
    if (server === undefined) throw new Unreadable('unreachable', command(['docker', 'ps', '-a']))
    const [containers, volumes, networks] = await Promise.all([
      ask(host, ['docker', 'ps', '-a'], containerSchema),
      ask(host, ['docker', 'volume', 'ls'], namedSchema),
      ask(host, ['docker', 'network', 'ls'], namedSchema),
    ])
    return {
      containers: containers.map(toContainer),
      volumes: volumes.map(toLabelled),
      networks: networks.map(toLabelled),
    }
  },
})
