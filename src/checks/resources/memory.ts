import { capacity } from '../../facts/capacity.ts'
import type { Capacity } from '../../facts/capacity.ts'
import { inventory } from '../../facts/machine.ts'
import { defaultMemory, memoryNeeds, nodeShare } from '../../facts/memory-request.ts'
import { effectivePair } from '../../facts/pair.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import { bytes, count, mebibytes, term, version } from '../../model/value.ts'
import type { Bytes, Count, Term, Version } from '../../model/value.ts'

type Little = {
  readonly memory: Bytes
  readonly wanted: Bytes
  readonly minikube: Version
  /** Who sets the number: `docker`, `machine` or `cgroup`. */
  readonly by: Term
  /** Where more can be granted: `desktop`, `wsl` or `machine`. */
  readonly where: Term
}

type TooBig = { readonly memory: Bytes; readonly request: Bytes; readonly fits: Count }

const has = ({ by, memory }: Little): Text => {
  if (by.value === 'docker') return say`Docker has ${memory} of memory`
  return by.value === 'cgroup'
    ? say`The limits around this process (cgroup) leave ${memory} of memory`
    : say`This machine has ${memory} of memory`
}

const more = ({ by, where, wanted }: Little): Text => {
  if (by.value === 'cgroup')
    return say`Start the container, or the service, with a higher limit (docker run --memory), at least ${wanted}.`
  if (where.value === 'desktop' && by.value === 'docker')
    return say`In Docker Desktop: Settings → Resources → Memory: at least ${wanted}, then Apply & Restart. Other engines set it for their virtual machine.`
  return where.value === 'wsl'
    ? say`In Windows, write memory= with at least ${wanted} below [wsl2] into the file .wslconfig in your user folder, then run wsl --shutdown.`
    : say`Give the virtual machine or the cloud server at least ${wanted}; on a laptop, close what else runs.`
}

/** Firmware and kernel keep some back: a server sold with 2048 MiB shows docker 1771 (pitfalls RES-2). */
const afterKernel = (sold: number): number => (sold * 7) / 8
const toMiB = (size: number): number => Math.floor(size / mebibytes(1))

/** What a start without `--memory` would take of a limit it does not see, and what fits instead; undefined when it fits. */
const tooBig = (
  { memory, docker }: Capacity,
  total: number,
  request: { readonly minikube: string; readonly nodes: number; readonly usable: number },
): TooBig | undefined => {
  const { minikube, nodes, usable } = request
  const asked = defaultMemory(minikube, {
    machine: toMiB(total),
    docker: docker === undefined ? undefined : toMiB(docker.memory),
    nodes,
  })
  const limit = toMiB(memory.value)
  if (asked * nodes <= limit) return undefined
  const fits = Math.max(usable, Math.floor((limit * nodeShare) / nodes))
  return { memory: bytes(memory.value), request: bytes(mebibytes(asked)), fits: count(fits) }
}

/**
 * Has the cluster the memory it needs: the release's own floor, and what the lessons want? Source: pitfalls RES-2,
 * minikube-behaviour d (RSRC_INSUFFICIENT_CONTAINER_MEMORY, RSRC_INSUFFICIENT_SYS_MEMORY); the default request is
 * suggestMemoryAllocation's, which sees the machine and docker but no limit of a container.
 */
export const resourcesMemory = defineCheck({
  id: 'resources/memory',
  title: 'Memory',
  needs: { capacity, inventory },
  problems: {
    'too-little': problem<Little>({
      severity: 'error',
      message: (args) =>
        say`${has(args)}; minikube ${args.minikube} refuses to start with less than ${args.wanted}`,
      hint: more,
    }),
    'default-too-big': problem<TooBig>({
      severity: 'warning',
      message: ({ memory, request }) =>
        say`minikube would give each node ${request}, more than the ${memory} there are; the kernel would then end programs in it`,
      hint: ({ fits }) => say`The start asks for ${fits} MiB a node instead.`,
      cure: ({ fits }) => ({ flags: [{ name: '--memory', value: `${fits.value}mb` }] }),
    }),
    tight: problem<Little>({
      severity: 'warning',
      message: (args) => say`${has(args)}: enough to start, ${args.wanted} are comfortable`,
      hint: more,
    }),
  },
  fine: ({ capacity: { memory, docker } }, { profile }) => [
    ...say`${bytes(memory.value)} RAM`,
    ...(profile.driver === 'docker' && docker === undefined ? say` (Docker: ?)` : []),
  ],
  inspect: ({ capacity, inventory }, request) => {
    const { minikube } = effectivePair(request)
    const { nodes, resources } = request.profile
    const { usable, recommended } = memoryNeeds(minikube)
    const { memory, where } = capacity
    const has = toMiB(memory.value)
    const little = (wanted: number): Little => ({
      memory: bytes(memory.value),
      wanted: bytes(mebibytes(wanted)),
      minikube: version(minikube),
      by: term(memory.by),
      where: term(where),
    })
    const open = capacity.unsure.map(unsure)
    if (has < usable) return [{ code: 'too-little', args: little(usable) }, ...open]
    const { comfortable } = resources.memory
    const big = tooBig(capacity, inventory.totalMemory, { minikube, nodes, usable })
    return [
      ...(big === undefined ? [] : [{ code: 'default-too-big' as const, args: big }]),
      ...(has < Math.max(recommended, afterKernel(comfortable))
        ? [{ code: 'tight' as const, args: little(Math.max(recommended, comfortable)) }]
        : []),
      ...open,
    ]
  },
})
