import { defineFact } from '../model/fact.ts'

export interface CpuInfo {
  readonly family: 'x86' | 'arm' | 'other'
  /** Rosetta stands between: the CPU is Apple's. */
  readonly rosetta: boolean
  /** VT-x or AMD-V is there and switched on; undefined where the CPU's family does not tell. */
  readonly virtualization: boolean | undefined
}

/**
 * Reads the kernel's list of processors. The fields tell the family: `flags` stands on x86 alone, `CPU implementer` on ARM alone.
 * Source: Linux arch/{x86/kernel/cpu/proc.c,arm64/kernel/cpuinfo.c}; virtualisation flags as kubernetes/minikube#18365. Pure.
 */
export const parseCpuInfo = (text: string): CpuInfo => {
  const flags = /^flags\s*:(.*)$/m.exec(text)?.[1]
  const rosetta = /VirtualApple/.test(text)
  if (flags === undefined)
    return {
      family: /^CPU implementer\s*:/m.test(text) ? 'arm' : 'other',
      rosetta,
      virtualization: undefined,
    }
  return { family: 'x86', rosetta, virtualization: /\b(vmx|svm)\b/.test(flags) }
}

/** /proc/cpuinfo, which programs emulated by qemu-user see unchanged (docker/for-mac#6047); undefined off Linux. */
export const cpuInfo = defineFact({
  id: 'cpu-info',
  read: async ({ host }): Promise<CpuInfo | undefined> => {
    const text = host.os === 'linux' ? await host.readText('/proc/cpuinfo') : undefined
    return text === undefined ? undefined : parseCpuInfo(text)
  },
})
