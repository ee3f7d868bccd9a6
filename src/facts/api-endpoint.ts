import { defineFact } from '../model/fact.ts'
import { clusterNodes } from './cluster-nodes.ts'
import { courseProfile } from './profiles.ts'

/** Where the API server of the course's running cluster listens, seen from here. */
export interface ApiEndpoint {
  /** A URL that is sure to be of this cluster. */
  readonly server: string
  /** The node's container, with the docker driver. */
  readonly container: string | undefined
  /** Whether a kubeconfig's URL leads to this cluster, by whichever of its names and ports. */
  readonly owns: (server: string) => boolean
}

const loopback = ['127.0.0.1', 'localhost', '[::1]'] as const

/** Where the proxy of the auto-pause addon listens. Source: pkg/minikube/constants, AutoPauseProxyPort. */
const autoPausePort = 32443

/** The host in DOCKER_HOST, where the engine publishes its ports. Source: pkg/drivers/kic/oci, DaemonHost. */
const daemonHost = (dockerHost: string | undefined): string => {
  const found = /^[a-z]+:\/\/(?:[^@/]*@)?([^:/]+)/.exec(dockerHost ?? '')
  return found?.[1] ?? loopback[0]
}

const parse = (server: string): { readonly host: string; readonly port: number } | undefined => {
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (url?.protocol !== 'https:') return undefined
  return { host: url.hostname, port: url.port === '' ? 443 : Number(url.port) }
}

/** Undefined while no control plane runs. */
export const apiEndpoint = defineFact({
  id: 'api-endpoint',
  read: async ({ host, get }): Promise<ApiEndpoint | undefined> => {
    const [profile, nodes] = await Promise.all([get(courseProfile), get(clusterNodes)])
    const running = nodes.find(({ controlPlane, state }) => controlPlane && state === 'running')
    const node = profile?.nodes.find(({ machine }) => machine === running?.name)
    if (profile === undefined || running === undefined || node === undefined) return undefined
    const outside = [...new Set([daemonHost(host.env['DOCKER_HOST']), ...loopback])]
    const inside = new Set([node.ip, ...profile.apiNames])
    const ports = running.container?.ports ?? []
    const own = new Set([node.port, autoPausePort])
    const published = ports.filter(({ container }) => own.has(container))
    const mapped = published.find(({ container }) => container === node.port)
    return {
      container: running.container === undefined ? undefined : running.name,
      server:
        mapped === undefined
          ? `https://${node.ip}:${node.port}`
          : `https://${outside[0] ?? loopback[0]}:${mapped.host}`,
      owns: (server) => {
        const url = parse(server)
        if (url === undefined) return false
        const viaHost = [...outside, ...profile.apiNames].includes(url.host)
        return (
          (viaHost && published.some((port) => port.host === url.port)) ||
          (inside.has(url.host) && own.has(url.port))
        )
      },
    }
  },
})
