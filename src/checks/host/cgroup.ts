import { cgroup } from '../../facts/cgroup.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import { pairFit } from '../../facts/pair-fit.ts'
import { useOtherPair } from '../../fixes/use-other-pair.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import type { Driver } from '../../model/profile.ts'
import { say } from '../../model/text.ts'
import { nearestPairHint, pairArgs } from '../pair-args.ts'
import type { PairArgs } from '../pair-args.ts'

/** These nodes share the kernel of the engine or of this machine; a virtual machine brings its own. */
const sharing: ReadonlySet<Driver> = new Set(['docker', 'podman', 'none'])

const useOther = useOtherPair('host/cgroup')

/**
 * Can the planned kubelet run on this cgroup version? Source: pitfalls OS-1, version-skew §5; the limits stand in the catalog.
 * That minikube before 1.38.0 fails with Kubernetes 1.35 on version 1 is inferred from its source, not seen.
 */
export const hostCgroup = defineCheck({
  id: 'host/cgroup',
  title: 'Control groups',
  needs: { own: cgroup, engine: optional(dockerInfo), fit: pairFit },
  skip: ({ profile }) => (sharing.has(profile.driver) ? undefined : 'other-driver'),
  problems: {
    'v1-refused': problem<PairArgs>({
      severity: 'error',
      start: 'never',
      message: ({ kubernetes, minikube }) =>
        say`This machine has cgroup v1; the kubelet of Kubernetes ${kubernetes} refuses it, and minikube ${minikube} cannot tell it otherwise`,
      hint: (args) =>
        say`${nearestPairHint(args)} For cgroup v2: a newer system, or the kernel argument systemd.unified_cgroup_hierarchy=1 and a reboot.`,
      fix: useOther,
    }),
    'v2-refused': problem<PairArgs>({
      severity: 'error',
      start: 'never',
      message: ({ kubernetes }) =>
        say`This machine has cgroup v2; the kubelet of Kubernetes ${kubernetes} knows only v1 and does not start`,
      hint: (args) =>
        say`${nearestPairHint(args)} For cgroup v1: the kernel argument systemd.unified_cgroup_hierarchy=0 and a reboot, where the system still allows it.`,
      fix: useOther,
    }),
  },
  fine: ({ own, engine }, { profile }) => {
    const found =
      profile.driver === 'docker' && engine.ok ? engine.value.cgroupVersion : own?.version
    return found === undefined ? undefined : say`cgroup v${found}`
  },
  inspect: ({ fit }) => {
    const args = pairArgs(fit)
    return [
      ...fit.misfits.flatMap((misfit) =>
        misfit.kind === 'cgroup'
          ? [
              {
                code: misfit.version === '1' ? ('v1-refused' as const) : ('v2-refused' as const),
                args,
              },
            ]
          : [],
      ),
      ...(fit.noCgroup === undefined ? [] : [unsure(fit.noCgroup)]),
    ]
  },
})
