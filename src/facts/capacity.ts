import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import type { Reading, Unreadable } from '../model/unreadable.ts'
import { container } from './container.ts'
import { dockerInfo } from './docker-info.ts'
import type { DockerInfo } from './docker-info.ts'
import { engineHere } from './engine-here.ts'
import { limits } from './limits.ts'
import { inventory } from './machine.ts'

/** A number and who sets it. */
export interface Bound {
  readonly value: number
  readonly by: 'docker' | 'machine' | 'cgroup'
}

export interface Capacity {
  /** CPUs the cluster can use, fractions allowed. */
  readonly cpus: Bound
  /** Bytes. */
  readonly memory: Bound
  /** Where more can be granted: the settings of Docker Desktop or its like, .wslconfig, or the machine itself. */
  readonly where: 'desktop' | 'wsl' | 'machine'
  /** What docker alone says; undefined when the driver does not ask it or it does not answer. */
  readonly docker: { readonly cpus: number; readonly memory: number } | undefined
  /** Parts of the answer that could not be read. */
  readonly unsure: readonly Unreadable[]
}

/** The smallest; the first of equals, so that whoever is named earlier is named. Pure. */
export const tightest = (bounds: readonly [Bound, ...(Bound | undefined)[]]): Bound =>
  bounds.reduce<Bound>(
    (least, bound) => (bound !== undefined && bound.value < least.value ? bound : least),
    bounds[0],
  )

/** An engine that is down is docker/daemon's finding; only an engine that answered and then would not tell is news. */
const isNews = (info: Reading<DockerInfo>): boolean =>
  !info.ok && info.why.why !== 'unreachable' && info.why.why !== 'missing-program'

const bound = (by: Bound['by'], value: number | undefined): Bound | undefined =>
  value === undefined ? undefined : { by, value }

/**
 * What the node can get: of the engine's machine when docker answers (of this one otherwise), and of the limits this process
 * shares with the engine. They bind it only when dockerd runs in the same container; before it answers, they are all there is
 * to know. Memory is also the local machine's affair: minikube compares both (minikube-behaviour d, memoryLimits).
 */
export const capacity = defineFact({
  id: 'capacity',
  read: async ({ host, request, get }): Promise<Capacity> => {
    const usesDocker = request.profile.driver === 'docker'
    const [machine, info, here, inside, own] = await Promise.all([
      get(inventory),
      usesDocker ? attempt(get(dockerInfo)) : undefined,
      usesDocker ? attempt(get(engineHere)) : undefined,
      get(container),
      attempt(get(limits)),
    ])
    const engine = info?.ok === true ? info.value : undefined
    const shares = engine === undefined || (inside !== 'none' && here?.ok === true && here.value)
    const limited = shares && own.ok ? own.value : undefined
    const kernel = engine?.kernel ?? machine.kernelRelease
    const desktop = host.os !== 'linux' || engine?.operatingSystem === 'Docker Desktop'
    return {
      cpus: tightest([
        engine === undefined
          ? { by: 'machine', value: machine.cpus }
          : { by: 'docker', value: engine.cpus },
        bound('cgroup', limited?.cpus),
      ]),
      memory: tightest([
        { by: 'machine', value: machine.totalMemory },
        bound('docker', engine?.memory),
        bound('cgroup', limited?.memory),
      ]),
      where: /microsoft/i.test(kernel) ? 'wsl' : desktop ? 'desktop' : 'machine',
      docker: engine,
      unsure: [
        ...(info !== undefined && !info.ok && isNews(info) ? [info.why] : []),
        ...(shares && !own.ok ? [own.why] : []),
      ],
    }
  },
})
