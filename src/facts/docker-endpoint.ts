import * as v from 'valibot'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerVariables } from './docker-env.ts'
import { identity } from './machine.ts'

export interface DockerEndpoint {
  /** What chose it. */
  readonly from: 'default' | 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'config'
  readonly context: string
  /** As written; undefined for the system's own socket, and for a context nobody described. */
  readonly address: string | undefined
}

const settings = v.looseObject({ currentContext: v.nullish(v.string(), '') })
const described = v.looseObject({
  Name: v.string(),
  Endpoints: v.looseObject({ docker: v.looseObject({ Host: v.nullish(v.string()) }) }),
})

/** The address is on another machine, or in another network than this one's. Docker reads one without a scheme as tcp. Pure. */
export const isRemote = ({ address = '' }: DockerEndpoint): boolean => {
  const whole = address.includes('://') ? address : `tcp://${address}`
  const name = /^(?:ssh|tcp|https?):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)/i.exec(whole)?.[1]
  return name !== undefined && !/^(|localhost|127\..*|\[::1\])$/i.test(name)
}

const usual = new Set([
  'unix:///var/run/docker.sock',
  'unix:///run/docker.sock',
  'npipe:////./pipe/docker_engine',
])

const jsonAt = async <T>(
  { host }: FactContext,
  path: string,
  schema: v.GenericSchema<unknown, T>,
): Promise<T | undefined> => {
  const text = await attempt(host.readText(path))
  if (!text.ok || text.value === undefined) return undefined
  try {
    const parsed = v.safeParse(schema, JSON.parse(text.value))
    return parsed.success ? parsed.output : undefined
  } catch {
    // docker itself goes on without a settings file it cannot read
    return undefined
  }
}

const addressOf = async (
  context: FactContext,
  folder: string,
  name: string,
): Promise<string | undefined> => {
  const metas = `${folder}/contexts/meta`
  const ids = await attempt(context.host.readdir(metas))
  const found = await Promise.all(
    (ids.ok ? (ids.value ?? []) : []).map((id) =>
      jsonAt(context, `${metas}/${id}/meta.json`, described),
    ),
  )
  return found.find((meta) => meta?.Name === name)?.Endpoints.docker.Host ?? undefined
}

/**
 * Which engine the docker CLI talks to: DOCKER_HOST, else DOCKER_CONTEXT, else the context of `config.json`, else the
 * system's own socket. Source: docker/cli cli/command/cli.go (resolveContextName), cli/context/store.
 */
export const dockerEndpoint = defineFact({
  id: 'docker-endpoint',
  read: async (context): Promise<DockerEndpoint> => {
    const [variables, { subject }] = await Promise.all([
      context.get(dockerVariables),
      context.get(identity),
    ])
    if (variables.host !== undefined)
      return usual.has(variables.host)
        ? { from: 'default', context: 'default', address: undefined }
        : { from: 'DOCKER_HOST', context: 'default', address: variables.host }
    const folder = variables.config ?? `${subject.home}/.docker`
    const name =
      variables.context ??
      (await jsonAt(context, `${folder}/config.json`, settings))?.currentContext ??
      ''
    if (name === '' || name === 'default')
      return { from: 'default', context: 'default', address: undefined }
    return {
      from: variables.context === undefined ? 'config' : 'DOCKER_CONTEXT',
      context: name,
      address: await addressOf(context, folder, name),
    }
  },
})
