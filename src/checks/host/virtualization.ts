import { cpuInfo } from '../../facts/cpu-info.ts'
import { kvm } from '../../facts/dev.ts'
import { os } from '../../facts/machine.ts'
import { useDockerDriver } from '../../fixes/use-docker-driver.ts'
import { defineCheck, problem, skipped, unsure } from '../../model/check.ts'
import type { Driver } from '../../model/profile.ts'
import { say } from '../../model/text.ts'
import { Unreadable } from '../../model/unreadable.ts'
import { path, term } from '../../model/value.ts'
import type { Term } from '../../model/value.ts'

const machines: ReadonlySet<Driver> = new Set([
  'virtualbox',
  'kvm2',
  'qemu2',
  'hyperv',
  'vfkit',
  'hyperkit',
])
const needsKvm: ReadonlySet<Driver> = new Set(['kvm2', 'qemu2'])

/**
 * Can this machine run the virtual machine a VM driver starts? Only Linux tells by files. Source: pitfalls CPU-3
 * (kubernetes/minikube#18365, #6180, pkg/minikube/reason/known_issues.go).
 */
export const hostVirtualization = defineCheck({
  id: 'host/virtualization',
  title: 'Hardware virtualisation',
  needs: { os, cpu: cpuInfo, kvm },
  skip: ({ profile }) => (machines.has(profile.driver) ? undefined : 'other-driver'),
  problems: {
    'no-cpu-support': problem<{ readonly driver: Term }>({
      severity: 'error',
      start: 'never',
      message: ({ driver }) =>
        say`The CPU offers no VT-x or AMD-V here; the ${driver} driver cannot start a virtual machine`,
      hint: () =>
        say`Take the docker driver: it needs none. Or switch virtualisation on in the firmware (BIOS); inside a virtual machine, its host must allow nested virtualisation.`,
      fix: useDockerDriver,
    }),
    'no-kvm': problem<{ readonly driver: Term }>({
      severity: 'error',
      start: 'never',
      message: ({ driver }) =>
        say`/dev/kvm is missing; the ${driver} driver cannot start a virtual machine`,
      hint: () =>
        say`Take the docker driver: it needs none. Or load the kernel's module kvm_intel or kvm_amd.`,
      fix: useDockerDriver,
    }),
  },
  inspect: ({ os, cpu, kvm }, { profile: { driver } }) => {
    if (os !== 'linux') return skipped('other-os')
    const args = { driver: term(driver) }
    if (cpu?.virtualization === false) return [{ code: 'no-cpu-support', args }]
    if (needsKvm.has(driver)) return kvm ? [] : [{ code: 'no-kvm', args }]
    return cpu === undefined ? [unsure(new Unreadable('unparsable', path('/proc/cpuinfo')))] : []
  },
})
