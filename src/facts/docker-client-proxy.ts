import * as v from 'valibot'
import { defineFact } from '../model/fact.ts'
import { isLoopback, parseIp } from '../model/ip.ts'
import { parseProxy } from '../model/no-proxy.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerEndpoint } from './docker-endpoint.ts'
import { dockerVariables } from './docker-env.ts'
import { identity } from './machine.ts'

/** A proxy that the docker command gives to every container it starts, minikube's node among them. */
export interface ContainerProxy {
  readonly file: string
  /** Key below `proxies`: `default`, or the address of an engine. */
  readonly key: string
  readonly setting: 'httpProxy' | 'httpsProxy'
  /** In the file, from 1. */
  readonly line: number
  /** Scheme, host and port alone. */
  readonly url: string
  /** In a container it leads to the container itself. */
  readonly loopback: boolean
  readonly noProxy: string
}

const text = v.nullish(v.string(), '')
const entry = v.looseObject({ httpProxy: text, httpsProxy: text, noProxy: text })
const schema = v.looseObject({ proxies: v.nullish(v.record(v.string(), entry), {}) })

const settings = ['httpProxy', 'httpsProxy'] as const
const usualAddress = 'unix:///var/run/docker.sock'

const parsed = (content: string): v.InferOutput<typeof schema> | undefined => {
  try {
    const result = v.safeParse(schema, JSON.parse(content))
    return result.success ? result.output : undefined
  } catch {
    // docker goes on without a file it cannot read
    return undefined
  }
}

const isLocal = (host: string): boolean => {
  const name = host.replace(/^\[|\]$/g, '')
  const ip = parseIp(name)
  return name === 'localhost' || (ip !== undefined && isLoopback(ip))
}

const lineOf = (content: string, setting: string, value: string): number => {
  const lines = content.split('\n')
  const written = JSON.stringify(value)
  const at = lines.findIndex((line) => line.includes(`"${setting}"`) && line.includes(written))
  return 1 + (at === -1 ? lines.findIndex((line) => line.includes('"proxies"')) : at)
}

/** The proxies of docker's settings file for the engine at `address`. Pure. */
export const containerProxies = (
  file: string,
  content: string,
  address: string,
): readonly ContainerProxy[] => {
  const { proxies = {} } = parsed(content) ?? {}
  const key = proxies[address] === undefined ? 'default' : address
  const found = proxies[key]
  if (found === undefined) return []
  return settings.flatMap((setting) => {
    const value = found[setting]
    const url = value === '' ? undefined : parseProxy(value)
    if (url === undefined) return []
    return [
      {
        file,
        key,
        setting,
        line: lineOf(content, setting, value),
        url: `${url.protocol}//${url.host}`,
        loopback: isLocal(url.hostname),
        noProxy: found.noProxy,
      },
    ]
  })
}

/**
 * What `proxies` in docker's settings file gives to containers: the entry of the engine in use, else `default`. Source:
 * docker/cli@v20.10.24:cli/config/configfile/file.go (ParseProxyConfig); kubernetes/minikube@v1.25.2:deploy/kicbase/entrypoint
 * (configure_proxy), which hands them to every service of the node.
 */
export const dockerClientProxy = defineFact({
  id: 'docker-client-proxy',
  read: async ({ host, get }): Promise<readonly ContainerProxy[]> => {
    const [variables, { subject }, endpoint] = await Promise.all([
      get(dockerVariables),
      get(identity),
      get(dockerEndpoint),
    ])
    const file = `${variables.config ?? `${subject.home}/.docker`}/config.json`
    const content = await attempt(host.readText(file))
    if (!content.ok || content.value === undefined) return []
    return containerProxies(file, content.value, endpoint.address ?? usualAddress)
  },
})
