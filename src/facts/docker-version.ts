import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { Output } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { vendorVersion } from '../model/version.ts'
import { dockerEnv } from './docker-env.ts'
import { classifyDockerFailure, decisiveLine } from './docker-failure.ts'
import type { DockerFailure } from './docker-failure.ts'

export interface DockerClient {
  /** As the vendor writes it. */
  readonly text: string
  readonly version: string | undefined
  /** The highest API it speaks; what it settled on with the engine may be lower. */
  readonly apiVersion: string | undefined
}

export interface DockerServer {
  readonly text: string
  readonly version: string | undefined
  readonly apiVersion: string | undefined
  readonly minApiVersion: string | undefined
  /** `linux` or `windows`: which containers it runs. */
  readonly os: string
  readonly arch: string
  /** `Docker Desktop 4.38.0 (181591)`, `Docker Engine - Community`, empty for a distribution's build. */
  readonly platform: string
  /** podman answers in Docker's name. */
  readonly podman: boolean
}

export interface DockerVersion {
  readonly client: DockerClient | undefined
  readonly server: DockerServer | undefined
  /** `docker` is podman's command. */
  readonly podman: boolean
  /** Why there is no server. */
  readonly failure: DockerFailure | 'hung' | undefined
  /** The line that says so; empty when nothing was said. */
  readonly said: string
  /** Undefined when a signal or the deadline ended it. */
  readonly exitCode: number | undefined
}

const text = v.nullish(v.string(), '')
const part = v.nullish(
  v.looseObject({
    Version: text,
    ApiVersion: v.nullish(v.string()),
    // CLI 29.0.0 lost its JSON tags for one release; podman always writes it so.
    APIVersion: v.nullish(v.string()),
    DefaultAPIVersion: v.nullish(v.string()),
    MinAPIVersion: v.nullish(v.string()),
    Os: text,
    Arch: text,
    // podman's alone.
    OsArch: v.nullish(v.string()),
    Platform: v.nullish(v.looseObject({ Name: text })),
    Components: v.nullish(v.array(v.looseObject({ Name: text }))),
  }),
)
const schema = v.looseObject({
  Client: part,
  Server: part,
  // podman before 2.0 knew no Client.
  RemoteAPIVersion: v.optional(v.unknown()),
})

type Part = NonNullable<v.InferOutput<typeof part>>

const nothing = { client: undefined, server: undefined }

const toClient = (side: Part): DockerClient => ({
  text: side.Version,
  version: vendorVersion(side.Version),
  apiVersion: side.DefaultAPIVersion ?? side.ApiVersion ?? side.APIVersion ?? undefined,
})

const toServer = (side: Part): DockerServer => ({
  text: side.Version,
  version: vendorVersion(side.Version),
  apiVersion: side.ApiVersion ?? side.APIVersion ?? undefined,
  minApiVersion: side.MinAPIVersion ?? undefined,
  os: side.Os,
  arch: side.Arch.split(' ')[0] ?? '',
  platform: side.Platform?.Name ?? '',
  podman: side.Components?.some(({ Name }) => /podman/i.test(Name)) === true,
})

const argv: Argv = ['docker', 'version', '--format', '{{json .}}']

/** The object among what the CLI printed; undefined where there is none. */
const jsonIn = (stdout: string): unknown => {
  const line = stdout.split('\n').find((line) => line.trimStart().startsWith('{'))
  if (line === undefined) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Reads the answer of any CLI from 19.03 on, of podman's command, and of things that are neither. Pure. */
export const parseDockerVersion = (output: Output): DockerVersion => {
  const { stdout, stderr, timedOut, exitCode } = output
  const emulated = /Emulate Docker CLI using podman/i.test(stderr)
  const object = jsonIn(stdout)
  if (timedOut || object === undefined) {
    const said = `${stderr}\n${stdout}`
    const failure = timedOut ? 'hung' : classifyDockerFailure(said)
    return { ...nothing, podman: emulated, failure, said: decisiveLine(said), exitCode }
  }
  const parsed = v.safeParse(schema, object)
  if (!parsed.success) throw new Unreadable('unparsable', command(argv))
  const { Client, Server, RemoteAPIVersion } = parsed.output
  const client = Client === null || Client === undefined ? undefined : toClient(Client)
  const podman = emulated || typeof Client?.OsArch === 'string' || RemoteAPIVersion !== undefined
  if (Server === null || Server === undefined || Server.Version === '') {
    const failure = classifyDockerFailure(stderr)
    return { client, server: undefined, podman, failure, said: decisiveLine(stderr), exitCode }
  }
  return { client, server: toServer(Server), podman, failure: undefined, said: '', exitCode }
}

/** What the docker CLI on PATH says of itself and of the engine behind it. */
export const dockerVersion = defineFact({
  id: 'docker-version',
  early: true,
  read: async ({ host }): Promise<DockerVersion> =>
    parseDockerVersion(
      await host.run(argv, { deadlineMs: deadlines.docker, env: dockerEnv(host.env) }),
    ),
})
