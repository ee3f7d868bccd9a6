import { defineFact } from '../model/fact.ts'

type Env = Readonly<Record<string, string | undefined>>

/** What `minikube docker-env` sets and, while MINIKUBE_ACTIVE_DOCKERD stands, every minikube puts back for itself. */
const overridden = ['DOCKER_HOST', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'] as const

const filled = (value: string | undefined): string | undefined => (value === '' ? undefined : value)

/**
 * What a docker command must be given to reach the engine minikube itself talks to: in a shell turned to the node by
 * `minikube docker-env`, the variables as they were before. Source: pkg/drivers/kic/oci/oci.go PointToHostDockerDaemon. Pure.
 */
export const dockerEnv = (env: Env): Env =>
  filled(env['MINIKUBE_ACTIVE_DOCKERD']) === undefined
    ? {}
    : Object.fromEntries(
        overridden.map((name) => [name, filled(env[`MINIKUBE_EXISTING_${name}`])] as const),
      )

export interface DockerVariables {
  /** The profile whose node this shell was turned to. */
  readonly node: string | undefined
  /** Variables as they were before the shell was turned. */
  readonly before: Env
  readonly host: string | undefined
  readonly context: string | undefined
  /** Set, it replaces the negotiation of a version. */
  readonly apiVersion: string | undefined
  /** The folder of docker's own settings, when not `~/.docker`. */
  readonly config: string | undefined
}

/** The variables that steer docker, without what `minikube docker-env` set over them. */
export const dockerVariables = defineFact({
  id: 'docker-variables',
  read: async ({ host }): Promise<DockerVariables> => {
    const before = dockerEnv(host.env)
    const env = { ...host.env, ...before }
    return {
      node: filled(env['MINIKUBE_ACTIVE_DOCKERD']),
      before,
      host: filled(env['DOCKER_HOST']),
      context: filled(env['DOCKER_CONTEXT']),
      apiVersion: filled(env['DOCKER_API_VERSION']),
      config: filled(env['DOCKER_CONFIG']),
    }
  },
})
