import { rootlessSupport } from '../../catalog/rootless.ts'
import { dockerEndpoint, isRemote } from '../../facts/docker-endpoint.ts'
import type { DockerEndpoint } from '../../facts/docker-endpoint.ts'
import { dockerVariables } from '../../facts/docker-env.ts'
import type { DockerVariables } from '../../facts/docker-env.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import { ownerOf } from '../../facts/docker-manager.ts'
import { dockerVersion } from '../../facts/docker-version.ts'
import type { DockerVersion } from '../../facts/docker-version.ts'
import { effectivePair } from '../../facts/pair.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import { asUser } from '../../model/step.ts'
import type { ByHand } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import { withoutDocker } from '../../model/uses-docker.ts'
import { quote, term, version } from '../../model/value.ts'
import type { Quote, Term, Version } from '../../model/value.ts'
import { dockerInstalled } from './installed.ts'

type Chosen = {
  /** A variable's name, or `config` for docker's own settings. */
  readonly from: Term
  readonly engine: Quote
}
type Broken = Chosen & { readonly said: Quote | undefined }
type Before = {
  readonly node: Term
  readonly host: Quote | undefined
  readonly tls: Quote | undefined
  readonly certs: Quote | undefined
}

const after = (said: Quote | undefined): Text => (said === undefined ? [] : say`: ${said}`)

/** The line that takes the choice back. */
const takeBack = ({ from }: { readonly from: Term }): readonly ByHand[] => {
  if (from.value === 'default') return []
  return from.value === 'config'
    ? [asUser('docker', 'context', 'use', 'default')]
    : [asUser('unset', from.value)]
}

const chosen = ({ from, context, address }: DockerEndpoint): Chosen => ({
  from: term(from),
  engine: quote(address ?? context),
})

const before = ({ node = '', before }: DockerVariables): Before => {
  const old = (name: string): Quote | undefined => {
    const value = before[name]
    return value === undefined ? undefined : quote(value)
  }
  return {
    node: term(node),
    host: old('DOCKER_HOST'),
    tls: old('DOCKER_TLS_VERIFY'),
    certs: old('DOCKER_CERT_PATH'),
  }
}

const unremarkable = new Set(['default', 'desktop-linux'])

/** What is wrong with the choice itself; a socket with an owner on this machine is left to docker/daemon. */
const fault = (
  { failure }: DockerVersion,
  endpoint: DockerEndpoint,
): 'bad-context' | 'bad-host' | 'tls' | 'no-engine' | undefined => {
  if (failure === 'bad-context' || failure === 'bad-host' || failure === 'tls') return failure
  if (endpoint.from === 'default' || ownerOf(endpoint.address ?? '') !== undefined) return undefined
  return failure === 'not-running' ||
    (isRemote(endpoint) && (failure === 'hung' || failure === 'starting' || failure === 'other'))
    ? 'no-engine'
    : undefined
}

/**
 * Does docker talk to the engine it should, and would minikube take that engine? A choice that works on this machine is no
 * fault: Colima, OrbStack and Docker Desktop are contexts too. Source: docker-errors §1, pitfalls DOCK-9, minikube-behaviour (c).
 */
export const dockerContext = defineCheck({
  id: 'docker/context',
  title: 'Docker context',
  needs: {
    docker: dockerVersion,
    endpoint: dockerEndpoint,
    variables: dockerVariables,
    info: optional(dockerInfo),
  },
  after: [dockerInstalled],
  skip: withoutDocker,
  problems: {
    'bad-context': problem<Broken>({
      severity: 'error',
      stops: true,
      message: ({ engine, said }) =>
        say`Docker is told to use the context ${engine}, which does not exist${after(said)}`,
      hint: () => say`Go back to this machine's own engine:`,
      commands: takeBack,
    }),
    'bad-host': problem<Broken>({
      severity: 'error',
      stops: true,
      message: ({ from, engine, said }) =>
        say`Docker cannot make anything of the engine's address ${engine} (${from})${after(said)}`,
      hint: () => say`Correct the address, or go back to this machine's own engine:`,
      commands: takeBack,
    }),
    tls: problem<Broken>({
      severity: 'error',
      stops: true,
      message: ({ engine, said }) =>
        say`Docker and the engine at ${engine} do not agree on encryption${after(said)}`,
      hint: () =>
        say`DOCKER_TLS_VERIFY and DOCKER_CERT_PATH must fit that engine. If it is not the one you mean, go back to this machine's own:`,
      commands: takeBack,
    }),
    'no-engine': problem<Broken>({
      severity: 'error',
      stops: true,
      message: ({ from, engine, said }) =>
        say`Docker is told (${from}) to use the engine at ${engine}, where none answers${after(said)}`,
      hint: () => say`Start that engine, or go back to this machine's own:`,
      commands: takeBack,
    }),
    'podman-engine': problem<Chosen>({
      severity: 'error',
      stops: true,
      message: ({ engine }) =>
        say`The engine behind docker (${engine}) is podman; minikube's docker driver needs Docker's own`,
      hint: () => say`Install the Docker engine, or point docker back to it:`,
      commands: takeBack,
    }),
    'rootless-refused': problem<Chosen & { readonly minikube: Version; readonly runtime: Term }>({
      severity: 'error',
      message: ({ minikube, runtime }) =>
        say`The Docker engine is rootless; minikube ${minikube} does not start on it with the runtime ${runtime}`,
      hint: () =>
        say`From v1.23.0 on the start can take containerd instead of docker inside the node, v1.32.0 takes both. Or go back to the system's own engine:`,
      commands: takeBack,
      cure: ({ minikube }) =>
        rootlessSupport(minikube.value) === 'not-with-docker'
          ? { flags: [{ name: '--container-runtime', value: 'containerd' }] }
          : undefined,
    }),
    rootless: problem<Chosen>({
      severity: 'warning',
      message: () =>
        say`The Docker engine is rootless: minikube can start there, but needs cgroup v2 with delegated cpu and memory`,
      hint: () => say`If the start fails, go back to the system's own engine:`,
      commands: takeBack,
    }),
    remote: problem<Chosen>({
      severity: 'warning',
      message: ({ from, engine }) =>
        say`The engine at ${engine} (${from}) is not on this machine: the cluster's ports and files will be there, not here`,
      hint: () => say`If you did not mean that, go back to this machine's own engine:`,
      commands: takeBack,
    }),
    'docker-env': problem<Before>({
      severity: 'warning',
      message: ({ node }) =>
        say`This shell was turned to the docker inside the cluster ${node} (minikube docker-env): docker shows the node's containers, not this machine's`,
      hint: () =>
        say`k8s-doctor looked past it, as minikube does. Open a new terminal, or turn the shell back:`,
      commands: () => [
        asUser(
          'unset',
          'DOCKER_HOST',
          'DOCKER_TLS_VERIFY',
          'DOCKER_CERT_PATH',
          'MINIKUBE_ACTIVE_DOCKERD',
        ),
      ],
      cure: ({ host, tls, certs }) => ({
        env: {
          DOCKER_HOST: host?.value ?? null,
          DOCKER_TLS_VERIFY: tls?.value ?? null,
          DOCKER_CERT_PATH: certs?.value ?? null,
          MINIKUBE_ACTIVE_DOCKERD: null,
        },
      }),
    }),
  },
  fine: ({ endpoint: { context } }) =>
    unremarkable.has(context) ? undefined : say`context ${quote(context)}`,
  inspect: ({ docker, endpoint, variables, info }, request) => {
    const turned =
      variables.node === undefined ? [] : [{ code: 'docker-env' as const, args: before(variables) }]
    const args = chosen(endpoint)
    const code = fault(docker, endpoint)
    if (code !== undefined) {
      const said = docker.said === '' ? undefined : quote(docker.said)
      return [{ code, args: { ...args, said } }, ...turned]
    }
    const { server } = docker
    if (server === undefined) return turned
    if (server.podman) return [{ code: 'podman-engine', args }, ...turned]
    const remote = isRemote(endpoint) ? [{ code: 'remote' as const, args }] : []
    if (!info.ok) return [...remote, ...turned, unsure(info.why)]
    if (!info.value.security.includes('rootless')) return [...remote, ...turned]
    const { minikube } = effectivePair(request)
    const { runtime } = request.profile
    const support = rootlessSupport(minikube)
    const taken = support === 'taken' || (support === 'not-with-docker' && runtime !== 'docker')
    return [
      taken
        ? { code: 'rootless', args }
        : {
            code: 'rootless-refused',
            args: { ...args, minikube: version(minikube), runtime: term(runtime) },
          },
      ...remote,
      ...turned,
    ]
  },
})
