import { minimumCpus } from '../../catalog/minikube.ts'
import { capacity } from '../../facts/capacity.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import { count, cpus, term } from '../../model/value.ts'
import type { Count, Term } from '../../model/value.ts'

type Few = {
  readonly cpus: Count
  readonly wanted: Count
  /** Who sets the number: `docker`, `machine` or `cgroup`. */
  readonly by: Term
  /** Where more can be granted: `desktop`, `wsl` or `machine`. */
  readonly where: Term
}

const has = ({ by, cpus: { value } }: Few): Text => {
  if (by.value === 'docker') return say`Docker can use ${cpus(value)}`
  return by.value === 'cgroup'
    ? say`The limits around this process (cgroup) leave ${cpus(value)}`
    : say`This machine has ${cpus(value)}`
}

const more = ({ by, where, wanted }: Few): Text => {
  if (by.value === 'cgroup')
    return say`Start the container, or the service, with a higher limit (docker run --cpus=${wanted}).`
  if (where.value === 'desktop' && by.value === 'docker')
    return say`In Docker Desktop: Settings → Resources → CPUs: ${wanted}, then Apply & Restart. Other engines set it for their virtual machine.`
  return where.value === 'wsl'
    ? say`In Windows, write processors=${wanted} below [wsl2] into the file .wslconfig in your user folder, then run wsl --shutdown.`
    : say`Give the virtual machine or the cloud server ${wanted} CPUs.`
}

/**
 * Has the cluster the CPUs it needs, counting what docker and the limits really allow? Source: pitfalls RES-1; minikube
 * refuses fewer than two (RSRC_INSUFFICIENT_CORES) and gives the node two unless told.
 */
export const resourcesCpu = defineCheck({
  id: 'resources/cpu',
  title: 'CPUs',
  needs: { capacity },
  problems: {
    'too-few': problem<Few>({
      severity: 'error',
      message: (args) => say`${has(args)}; minikube and Kubernetes need ${args.wanted}`,
      hint: more,
    }),
    few: problem<Few>({
      severity: 'warning',
      message: (args) => say`${has(args)}: enough to start, ${args.wanted} are comfortable`,
      hint: more,
    }),
  },
  fine: ({ capacity: { cpus: most, docker } }, { profile }) => [
    ...say`${cpus(most.value)}`,
    ...(profile.driver === 'docker' && docker === undefined ? say` (Docker: ?)` : []),
  ],
  inspect: ({ capacity: { cpus: most, where, unsure: open } }, { profile }) => {
    const { comfortable } = profile.resources.cpus
    const few = (wanted: number): Few => ({
      cpus: count(Math.floor(most.value * 100) / 100),
      wanted: count(wanted),
      by: term(most.by),
      where: term(where),
    })
    return [
      ...(most.value < minimumCpus
        ? [{ code: 'too-few' as const, args: few(minimumCpus) }]
        : most.value < comfortable
          ? [{ code: 'few' as const, args: few(comfortable) }]
          : []),
      ...open.map(unsure),
    ]
  },
})
