import { cgroup } from '../../facts/cgroup.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import type { Misfit } from '../../facts/compat.ts'
import { pairFit } from '../../facts/pair-fit.ts'
import { useOtherPair } from '../../fixes/use-other-pair.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import type { Found } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import type { Driver } from '../../model/profile.ts'
import { say } from '../../model/text.ts'
import { version } from '../../model/value.ts'
import type { Version } from '../../model/value.ts'
import { nearestPairHint, pairArgs } from '../pair-args.ts'
import type { PairArgs } from '../pair-args.ts'

/** These nodes share the kernel of the engine or of this machine; a virtual machine brings its own. */
const sharing: ReadonlySet<Driver> = new Set(['docker', 'podman', 'none'])

const useOther = useOtherPair('host/cgroup')

const problems = {
  'v1-refused': problem<PairArgs>({
    severity: 'error',
    stops: true,
    start: 'never',
    message: ({ kubernetes, minikube }) =>
      say`This machine has cgroup v1; the kubelet of Kubernetes ${kubernetes} refuses it, and minikube ${minikube} cannot tell it otherwise`,
    hint: (args) =>
      say`${nearestPairHint(args)} For cgroup v2: a newer system, or the kernel argument systemd.unified_cgroup_hierarchy=1 and a reboot.`,
    fix: useOther,
  }),
  'v2-refused': problem<PairArgs>({
    severity: 'error',
    stops: true,
    start: 'never',
    message: ({ kubernetes }) =>
      say`This machine has cgroup v2; the kubelet of Kubernetes ${kubernetes} knows only v1 and does not start`,
    hint: (args) =>
      say`${nearestPairHint(args)} For cgroup v1: the kernel argument systemd.unified_cgroup_hierarchy=0 and a reboot, where the system still allows it.`,
    fix: useOther,
  }),
  'v2-node-refused': problem<PairArgs & { readonly engine: Version | undefined }>({
    severity: 'error',
    stops: true,
    message: ({ minikube, engine }) => [
      ...say`This machine has cgroup v2; the node of minikube ${minikube} cannot start on it`,
      ...(engine === undefined ? [] : say`: Docker ${engine} in the node does not know v2`),
    ],
    hint: nearestPairHint,
    fix: useOther,
  }),
  'v2-node-unproven': problem<PairArgs>({
    severity: 'warning',
    message: ({ minikube }) =>
      say`This machine has cgroup v2; k8s-doctor does not know whether the node of minikube ${minikube} starts on it`,
    hint: () => say`The first release made for cgroup v2 is minikube v1.18.0.`,
  }),
} as const

type CgroupFound = Found<typeof problems>

const toFound = (misfit: Misfit, args: PairArgs): readonly CgroupFound[] => {
  if (misfit.kind === 'cgroup')
    return [{ code: misfit.version === '1' ? 'v1-refused' : 'v2-refused', args }]
  if (misfit.kind === 'node-cgroup-unproven') return [{ code: 'v2-node-unproven', args }]
  if (misfit.kind !== 'node-cgroup') return []
  const engine = misfit.engine === undefined ? undefined : version(misfit.engine)
  return [{ code: 'v2-node-refused', args: { ...args, engine } }]
}

/**
 * Can the planned kubelet, and the node's own engine, run on this cgroup version? The limits stand in the catalog, with their sources.
 * That minikube before 1.38.0 fails with Kubernetes 1.35 on version 1 is inferred from its source, not seen.
 */
export const hostCgroup = defineCheck({
  id: 'host/cgroup',
  title: 'Control groups',
  needs: { own: cgroup, engine: optional(dockerInfo), fit: pairFit },
  skip: ({ profile }) => (sharing.has(profile.driver) ? undefined : 'other-driver'),
  problems,
  fine: ({ own, engine }, { profile }) => {
    const found =
      profile.driver === 'docker' && engine.ok ? engine.value.cgroupVersion : own?.version
    return found === undefined ? undefined : say`cgroup v${found}`
  },
  inspect: ({ fit }) => {
    const args = pairArgs(fit)
    return [
      ...fit.misfits.flatMap((misfit) => toFound(misfit, args)),
      ...(fit.noCgroup === undefined ? [] : [unsure(fit.noCgroup)]),
    ]
  },
})
