import { defineFact } from '../model/fact.ts'
import { dockerObjects } from './docker-objects.ts'
import type { Container, ContainerState } from './docker-objects.ts'
import { minikubeStatus } from './minikube-status.ts'
import type { NodeStatus } from './minikube-status.ts'
import { courseProfile } from './profiles.ts'

/** `gone`: the profile speaks of a container or VM that is not there. */
export type NodeState = 'running' | 'stopped' | 'paused' | 'gone' | 'broken'

export interface ClusterNode {
  readonly name: string
  readonly controlPlane: boolean
  readonly state: NodeState
  /** In docker's or minikube's own words, where there are any. */
  readonly said: string | undefined
  /** Its container, with the docker driver. */
  readonly container: Container | undefined
}

const containerStates: Readonly<Record<ContainerState, NodeState>> = {
  created: 'stopped',
  running: 'running',
  paused: 'paused',
  restarting: 'broken',
  removing: 'broken',
  exited: 'stopped',
  dead: 'broken',
  unknown: 'broken',
}

/** Words of minikube and of its VM library (libmachine/state); a start lets a paused VM go on. */
const hostStates: Readonly<Record<string, NodeState>> = {
  Running: 'running',
  InsufficientStorage: 'running',
  Stopped: 'stopped',
  Saved: 'stopped',
  Paused: 'stopped',
  Nonexistent: 'gone',
}

type Looks = Pick<ClusterNode, 'state' | 'said' | 'container'>

const gone: Looks = { state: 'gone', said: undefined, container: undefined }

const byContainer = (container: Container | undefined): Looks =>
  container === undefined
    ? gone
    : { state: containerStates[container.state], said: container.status, container }

const byStatus = (status: NodeStatus | undefined): Looks =>
  status === undefined
    ? gone
    : { state: hostStates[status.host] ?? 'broken', said: status.host, container: undefined }

/** The nodes of the course's cluster and how their containers or VMs are; empty without a profile. */
export const clusterNodes = defineFact({
  id: 'cluster-nodes',
  read: async ({ get }): Promise<readonly ClusterNode[]> => {
    const profile = await get(courseProfile)
    if (profile === undefined) return []
    const looks =
      profile.driver === 'docker'
        ? await get(dockerObjects).then(
            ({ containers }) =>
              (machine: string) =>
                byContainer(containers.find(({ name }) => name === machine)),
          )
        : await get(minikubeStatus).then(
            (nodes) => (machine: string) => byStatus(nodes.find(({ name }) => name === machine)),
          )
    return profile.nodes.map(({ machine, controlPlane }) => ({
      name: machine,
      controlPlane,
      ...looks(machine),
    }))
  },
})
