import { cgroupSupport } from '../../catalog/cgroup.ts'
import { cgroup } from '../../facts/cgroup.ts'
import type { Cgroup } from '../../facts/cgroup.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import type { DockerInfo } from '../../facts/docker-info.ts'
import { effectivePair } from '../../facts/pair.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import { optional } from '../../model/fact.ts'
import type { Driver } from '../../model/profile.ts'
import { say } from '../../model/text.ts'
import { Unreadable } from '../../model/unreadable.ts'
import type { Reading } from '../../model/unreadable.ts'
import { path, version } from '../../model/value.ts'
import type { Version } from '../../model/value.ts'
import { atLeast, below } from '../../model/version.ts'

/** These nodes share the kernel of the engine or of this machine; a virtual machine brings its own. */
const sharing: ReadonlySet<Driver> = new Set(['docker', 'podman', 'none'])

/** The node's version is the engine's, which may live in another machine; this one's stands in while no engine answers. */
const versionFor = (
  driver: Driver,
  engine: Reading<DockerInfo>,
  own: Cgroup | undefined,
): string | undefined =>
  driver === 'docker' && engine.ok ? engine.value.cgroupVersion : own?.version

/**
 * Can the planned kubelet run on this cgroup version? Source: pitfalls OS-1, version-skew §5; the limits stand in the catalog.
 * That minikube before 1.38.0 fails with Kubernetes 1.35 on version 1 is inferred from its source, not seen.
 */
export const hostCgroup = defineCheck({
  id: 'host/cgroup',
  title: 'Control groups',
  needs: { own: cgroup, engine: optional(dockerInfo) },
  skip: ({ profile }) => (sharing.has(profile.driver) ? undefined : 'other-driver'),
  problems: {
    'v1-refused': problem<{ readonly kubernetes: Version; readonly minikube: Version }>({
      severity: 'error',
      message: ({ kubernetes, minikube }) =>
        say`This machine has cgroup v1; the kubelet of Kubernetes ${kubernetes} refuses it, and minikube ${minikube} cannot tell it otherwise`,
      hint: () =>
        say`Take a Kubernetes before ${version(cgroupSupport.refusesV1From)}, or minikube ${version(cgroupSupport.minikubeAllowsV1From)} or newer. For cgroup v2: a newer system, or the kernel argument systemd.unified_cgroup_hierarchy=1 and a reboot.`,
    }),
    'v2-refused': problem<{ readonly kubernetes: Version }>({
      severity: 'error',
      message: ({ kubernetes }) =>
        say`This machine has cgroup v2; the kubelet of Kubernetes ${kubernetes} knows only v1 and does not start`,
      hint: () =>
        say`Take Kubernetes ${version(cgroupSupport.knowsV2From)} or newer (1.23 runs on both). For cgroup v1: the kernel argument systemd.unified_cgroup_hierarchy=0 and a reboot, where the system still allows it.`,
    }),
  },
  fine: ({ own, engine }, { profile }) => {
    const found = versionFor(profile.driver, engine, own)
    return found === undefined ? undefined : say`cgroup v${found}`
  },
  inspect: ({ own, engine }, request) => {
    const { minikube, kubernetes } = effectivePair(request)
    const needsV2 =
      atLeast(kubernetes, cgroupSupport.refusesV1From) &&
      below(minikube, cgroupSupport.minikubeAllowsV1From)
    const needsV1 = below(kubernetes, cgroupSupport.knowsV2From)
    if (!needsV1 && !needsV2) return []
    const found = versionFor(request.profile.driver, engine, own)
    if (found === undefined)
      return [
        unsure(engine.ok ? new Unreadable('unreachable', path('/sys/fs/cgroup')) : engine.why),
      ]
    if (needsV2 && found === '1') {
      const args = { kubernetes: version(kubernetes), minikube: version(minikube) }
      return [{ code: 'v1-refused', args }]
    }
    return needsV1 && found === '2'
      ? [{ code: 'v2-refused', args: { kubernetes: version(kubernetes) } }]
      : []
  },
})
