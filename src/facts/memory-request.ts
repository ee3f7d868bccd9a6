import { minikubeRelease, minikubeReleases } from '../catalog/minikube.ts'
import type { MinikubeRelease } from '../catalog/minikube.ts'

/** MiB. */
export interface MemoryNeeds {
  /** Below it minikube refuses. */
  readonly usable: number
  /** Below it minikube warns. */
  readonly recommended: number
}

const nothing = { usable: 0, recommended: 0, floor: 0, cap: 0 }

/** The newest known release stands in for one the catalog does not have. */
const memoryOf = (minikube: string): MinikubeRelease['memory'] =>
  (minikubeRelease(minikube) ?? minikubeReleases.at(-1))?.memory ?? nothing

/** What a release asks for. Pure. */
export const memoryNeeds = (minikube: string): MemoryNeeds => memoryOf(minikube)

/** Of what there is, what all nodes together may take. Source: pitfalls RES-2. */
export const nodeShare = 0.8

interface Total {
  /** MiB of this machine. */
  readonly machine: number
  /** MiB docker has; undefined for a driver that does not ask it. */
  readonly docker: number | undefined
  readonly nodes: number
}

/**
 * MiB a start without `--memory` gives each node: a quarter of this machine in steps of 100, between the release's floor and cap; with docker at most all but 48 of what it has; all there is where that is less. Source:
 * kubernetes/minikube@{v1.13.1,v1.25.2,v1.37.0}:cmd/minikube/cmd/start.go, suggestMemoryAllocation. Pure.
 */
export const defaultMemory = (minikube: string, { machine, docker, nodes }: Total): number => {
  const { floor: least, cap: most } = memoryOf(minikube)
  if (machine < least) return machine
  if (docker !== undefined && docker < least) return docker
  const maximum = docker === undefined ? most : docker - 48
  const share = Math.floor((Math.floor(machine / 400) * 100) / nodes)
  return share > maximum ? maximum : Math.max(share, least)
}
