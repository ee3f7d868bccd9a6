import { minimumCpus } from '../catalog/minikube.ts'
import { defaultMemory, memoryNeeds, nodeShare } from '../facts/memory-request.ts'
import type { Cause, Rung } from '../model/attempt.ts'
import type { StartFlag } from '../model/start.ts'
import { afresh } from './deletions.ts'
import { flagOf } from './situation.ts'
import type { Situation } from './situation.ts'
import { canApply } from './start-plan.ts'

interface Room {
  readonly cpus: number
  /** MiB. */
  readonly memoryMiB: number
}

const tooMuch = 'resources/memory/default-too-big'

/** MiB a node had, where it can be known: `2200mb`, `4g`, or what the release gives. */
const memoryOf = ({ plan, pair, request }: Situation, { memoryMiB }: Room): number => {
  const [, number, unit] = /^(\d+)([mg]?)b?$/i.exec(flagOf(plan, '--memory') ?? '') ?? []
  if (number !== undefined) return Number(number) * (unit?.toLowerCase() === 'g' ? 1024 : 1)
  const { nodes } = request.profile
  return defaultMemory(pair.minikube, { machine: memoryMiB, docker: memoryMiB, nodes })
}

/** More than it had, up to what the lessons want; less, where there was not so much. Undefined where nothing would change. */
const memoryFor = (cause: Cause, situation: Situation, room: Room): number | undefined => {
  const { nodes, resources } = situation.request.profile
  const { usable, recommended } = memoryNeeds(situation.pair.minikube)
  const had = memoryOf(situation, room)
  const fits = Math.floor((room.memoryMiB * nodeShare) / nodes)
  const wanted = Math.min(Math.max(resources.memory.comfortable, recommended), fits)
  if (wanted < usable) return undefined
  const better = cause.code === tooMuch ? wanted < had : wanted > had
  return better ? wanted : undefined
}

const cpusFor = (cause: Cause, situation: Situation, room: Room): number | undefined => {
  const had = Number(flagOf(situation.plan, '--cpus') ?? minimumCpus)
  const wanted = Math.min(
    situation.request.profile.resources.cpus.comfortable,
    Math.floor(room.cpus),
  )
  return cause.code !== tooMuch && wanted > had ? wanted : undefined
}

/** A node of another size, which only a new cluster gets. Pure. */
export const otherSize = (
  cause: Cause,
  situation: Situation,
): Omit<Rung, 'id' | 'because'> | undefined => {
  const { resources: room, request, pair } = situation
  // Without a node of its own it takes what the machine has.
  if (room === undefined || request.profile.driver === 'none') return undefined
  const memory = memoryFor(cause, situation, room)
  const cpus = cpusFor(cause, situation, room)
  const wanted: readonly StartFlag[] = [
    ...(memory === undefined ? [] : [{ name: '--memory', value: `${memory}mb` } as const]),
    ...(cpus === undefined ? [] : [{ name: '--cpus', value: `${cpus}` } as const]),
  ]
  const flags = wanted.filter((flag) => canApply(pair.minikube, { flags: [flag] }))
  return flags.length === 0 ? undefined : { ...afresh(situation), patch: { flags } }
}
