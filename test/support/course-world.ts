import { arch } from 'node:os'
import { join, resolve } from 'node:path'
import { preloadCache } from '../../src/catalog/minikube-cache.ts'
import { artefactList } from '../../src/facts/artefact-list.ts'
import type { Request } from '../../src/model/request.ts'
import { bin, machineWith, runProcess, writeFiles } from './cli.ts'
import type { Ended, ProcessOptions } from './cli.ts'
import { requestFor } from './diagnose.ts'
import { readMachine } from './machine-file.ts'
import { placeStandIn } from './minikube.ts'
import type { StandIn, StandInScript } from './minikube.ts'
import type { World } from './smoking.ts'
import { isRoot } from './somebody.ts'

const { runs } = readMachine('cluster-running').machine

/** What the recorded machine with a healthy cluster answers to the command that ends so; its cluster is an old one whatever the day. */
export const healthyAnswer = (ending: string): string => {
  const [, run] =
    Object.entries(runs).find(([line, each]) => line.endsWith(ending) && each !== null) ?? []
  const text = run?.stdout ?? JSON.stringify(run?.json)
  return `${text.trimEnd().replaceAll('2026-11-20T', '2020-01-01T')}\n`
}

const named = (request: Request, kind: 'kicbase' | 'preload') => {
  const found = artefactList({
    request,
    platform: { os: 'linux', arch: arch() === 'arm64' ? 'arm64' : 'amd64' },
    storageDriver: 'overlay2',
  }).find((each) => each.kind === kind)
  if (found === undefined) throw new TypeError(`no ${kind}`)
  return found
}

/** What `docker images` says of the node's image. */
const nodeImage = (request: Request): string => {
  const { name, digest } = named(request, 'kicbase')
  const [repository, tag] = name.split(':')
  return `${JSON.stringify({ Repository: repository, Tag: tag, Digest: digest })}\n`
}

/** An engine that has minikube's container as soon as minikube has written down its cluster. */
const docker = `case "$1 $2" in
  'version '*) /bin/cat "$WORLD/version" ;;
  'info '*) /bin/cat "$WORLD/info" ;;
  'images '*) /bin/cat "$WORLD/images" ;;
  'ps -a') [ -e "\${MINIKUBE_HOME:-$HOME}/.minikube/profiles/minikube/config.json" ] || exit 0
    case "$*" in
      *'{{json .}}'*) /bin/cat "$WORLD/containers" ;;
      *.Label*) echo 'minikube minikube' ;;
      *) echo minikube ;;
    esac ;;
esac`

/** The stand-in for kubectl; to questions about the cluster itself it answers what the recorded one did. */
export const kubectlScript = (node: string, standIn: string): string => `case "$*" in
  'version'*) echo '{"clientVersion":{"gitVersion":"v1.23.3","gitCommit":"stand-in"}}' ;;
  *--raw*/readyz) if [ "$NODES" = gone ]; then echo 'connection refused' >&2; exit 1; else printf ok; fi ;;
  *--raw*/nodes) /bin/cat "$WORLD/nodes" ;;
  *--raw*/pods) /bin/cat "$WORLD/pods" ;;
  *--raw*/events*) echo '{"kind":"EventList","apiVersion":"v1","metadata":{},"items":[]}' ;;
  *) exec '${node}' '${standIn}' "$@" ;;
esac`

/** Loopback alone, with the machine's own programs for that one command only. */
const alone = 'PATH=/usr/sbin:/sbin:/usr/bin:/bin ip link set lo up && exec "$@"'
/** The lock of one person's runs is the network namespace's own: other tests of --fix must not wait for these. */
const program: readonly [string, ...string[]] =
  process.platform === 'linux' && isRoot
    ? ['/usr/bin/unshare', '-n', '/bin/sh', '-c', alone, 'sh', process.execPath, bin]
    : [process.execPath, bin]

export interface CourseWorld extends StandIn {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** The built program with `--fix --offline`. */
  readonly fix: (args?: readonly string[], options?: ProcessOptions) => Promise<Ended>
}

/**
 * A machine on which nothing but the cluster is missing, and nothing has to be fetched for what is asked; minikube, docker and kubectl
 * are stand-ins.
 */
export const courseWorld = (
  script: StandInScript = {},
  lesson: World = {},
  request: Request = requestFor({}),
): CourseWorld => {
  const kubectl = kubectlScript(process.execPath, resolve('test/support/kubectl-stand-in.mjs'))
  const { folder, env: bare } = machineWith({ docker, kubectl })
  const world = join(folder, 'world')
  const labelled = '--filter label=created_by.minikube.sigs.k8s.io=true --format {{json .}}'
  writeFiles(world, {
    version: healthyAnswer('docker version --format {{json .}}'),
    info: healthyAnswer('docker info --format {{json .}}'),
    images: nodeImage(request),
    containers: healthyAnswer(`docker ps -a ${labelled}`),
    nodes: healthyAnswer('/api/v1/nodes'),
    pods: healthyAnswer('/namespaces/kube-system/pods'),
    'lesson.json': JSON.stringify(lesson),
  })
  const bundle = named(request, 'preload').name.split('/').at(-1) ?? ''
  writeFiles(join(folder, 'home/.minikube'), { [preloadCache(bundle)]: 'stand-in' })
  const env = { ...bare, WORLD: world, KUBECTL_WORLD: join(world, 'lesson.json') }
  return {
    ...placeStandIn(folder, script),
    folder,
    env,
    fix: (args = [], options = {}) =>
      runProcess([...program, '--fix', '--offline', ...args], { env, ...options }),
  }
}
