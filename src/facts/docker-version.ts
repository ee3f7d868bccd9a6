import * as v from 'valibot'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { vendorVersion } from '../model/version.ts'
import { classifyDockerFailure } from './docker-failure.ts'
import type { DockerFailure } from './docker-failure.ts'
import { parseJson } from './json.ts'

export interface DockerClient {
  /** As the vendor writes it. */
  readonly text: string
  readonly version: string | undefined
  readonly apiVersion: string | undefined
  /** `docker` speaks for podman. */
  readonly podman: boolean
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
}

export interface DockerVersion {
  readonly client: DockerClient | undefined
  readonly server: DockerServer | undefined
  /** Why there is no server. */
  readonly failure: DockerFailure | 'hung' | undefined
  /** The line that says so. */
  readonly said: string
}

const text = v.optional(v.string(), '')
const part = v.nullish(
  v.looseObject({
    Version: text,
    ApiVersion: v.optional(v.string()),
    // CLI 29.0.0 lost its JSON tags for one release.
    APIVersion: v.optional(v.string()),
    MinAPIVersion: v.optional(v.string()),
    Os: text,
    Arch: text,
    Platform: v.nullish(v.looseObject({ Name: text })),
    Components: v.nullish(v.array(v.looseObject({ Name: text }))),
  }),
)
const schema = v.looseObject({ Client: part, Server: part })

type Part = NonNullable<v.InferOutput<typeof part>>

const isPodman = (stderr: string, { Client, Server }: v.InferOutput<typeof schema>): boolean =>
  /Emulate Docker CLI using podman/i.test(stderr) ||
  [Client, Server].some(
    (side) => side?.Components?.some(({ Name }) => /podman/i.test(Name)) === true,
  )

const toClient = (side: Part, podman: boolean): DockerClient => ({
  text: side.Version,
  version: vendorVersion(side.Version),
  apiVersion: side.ApiVersion ?? side.APIVersion,
  podman,
})

const toServer = (side: Part): DockerServer => ({
  text: side.Version,
  version: vendorVersion(side.Version),
  apiVersion: side.ApiVersion ?? side.APIVersion,
  minApiVersion: side.MinAPIVersion,
  os: side.Os,
  arch: side.Arch.split(' ')[0] ?? '',
  platform: side.Platform?.Name ?? '',
})

const firstLine = (lines: string): string =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('Emulate Docker CLI')) ?? ''

const argv: Argv = ['docker', 'version', '--format', '{{json .}}']

/** What the docker CLI on PATH says of itself and of the engine behind it. */
export const dockerVersion = defineFact({
  id: 'docker-version',
  read: async ({ host }): Promise<DockerVersion> => {
    const output = await host.run(argv, { deadlineMs: deadlines.docker })
    const { stdout, stderr, timedOut } = output
    if (timedOut)
      return { client: undefined, server: undefined, failure: 'hung', said: firstLine(stderr) }
    const json = stdout.split('\n').find((line) => line.trimStart().startsWith('{'))
    if (json === undefined) {
      const failure = classifyDockerFailure(`${stderr}\n${stdout}`)
      if (failure === 'other') throw new Unreadable('unparsable', command(argv))
      return {
        client: undefined,
        server: undefined,
        failure,
        said: firstLine(`${stderr}\n${stdout}`),
      }
    }
    const parsed = v.safeParse(schema, parseJson(json, command(argv)))
    if (!parsed.success) throw new Unreadable('unparsable', command(argv))
    const { Client, Server } = parsed.output
    const podman = isPodman(stderr, parsed.output)
    const server =
      Server === null || Server === undefined || Server.Version === ''
        ? undefined
        : toServer(Server)
    return {
      client: Client === null || Client === undefined ? undefined : toClient(Client, podman),
      server,
      failure: server === undefined ? classifyDockerFailure(stderr) : undefined,
      said: server === undefined ? firstLine(stderr) : '',
    }
  },
})
