import { join } from 'node:path'
import { machineWith, runCli, writeFiles } from './cli.ts'
import type { Ended, ProcessOptions } from './cli.ts'
import { readMachine } from './machine-file.ts'
import { placeStandIn } from './minikube.ts'
import type { StandIn, StandInScript } from './minikube.ts'

const { runs } = readMachine('cluster-running').machine

/** What the recorded machine with a healthy cluster answers to the first command that ends so. */
const answer = (ending: string): string => {
  const entry = Object.entries(runs).find(
    ([line, run]) => line.endsWith(ending) && run !== null,
  )?.[1]
  return entry?.stdout ?? `${JSON.stringify(entry?.json)}\n`
}

/** An engine that has minikube's container as soon as minikube has written down its cluster. */
const docker = `case "$1 $2" in
  'version '*) /bin/cat "$WORLD/version" ;;
  'info '*) /bin/cat "$WORLD/info" ;;
  'ps -a') [ ! -e "$HOME/.minikube/profiles/minikube/config.json" ] || /bin/cat "$WORLD/containers" ;;
esac`

/** A kubectl that says so, and answers what the recorded cluster answered. */
const kubectl = `case "$*" in
  'version'*) echo '{"clientVersion":{"gitVersion":"v1.23.3","gitCommit":"stand-in"}}' ;;
  *--raw*/readyz) printf ok ;;
  *--raw*/nodes) /bin/cat "$WORLD/nodes" ;;
  *--raw*/pods) /bin/cat "$WORLD/pods" ;;
  *) echo "the kubectl stand-in has no answer to $*" >&2; exit 1 ;;
esac`

export interface CourseWorld extends StandIn {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** The built program with `--fix --offline`. */
  readonly fix: (args?: readonly string[], options?: ProcessOptions) => Promise<Ended>
}

/** A machine on which nothing but the cluster is missing; minikube, docker and kubectl are stand-ins. */
export const courseWorld = (script: StandInScript = {}): CourseWorld => {
  const { folder, env: bare } = machineWith({ docker, kubectl })
  const world = join(folder, 'world')
  writeFiles(world, {
    version: answer('docker version --format {{json .}}'),
    info: answer('docker info --format {{json .}}'),
    containers: answer(
      'docker ps -a --filter label=created_by.minikube.sigs.k8s.io=true --format {{json .}}',
    ),
    nodes: answer('/api/v1/nodes'),
    pods: answer('/namespaces/kube-system/pods'),
  })
  const standIn = placeStandIn(folder, script)
  const env = { ...bare, WORLD: world, USER: 'root', LOGNAME: 'root' }
  return {
    ...standIn,
    folder,
    env,
    fix: (args = [], options = {}) => runCli(['--fix', '--offline', ...args], { env, ...options }),
  }
}
