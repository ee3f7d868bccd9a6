import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { inventory } from './machine.ts'

export interface CpuArch {
  /** The kernel's, in Go's names: `amd64`, `arm64`, … */
  readonly arch: string
  /** What this Node was built for, in Go's names. */
  readonly nodeArch: string
  /** This Node runs under emulation (Rosetta, qemu). */
  readonly emulated: boolean
}

const goNames: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  armv7l: 'arm',
  armv6l: 'arm',
  i686: '386',
  i386: '386',
  ia32: '386',
}

const goName = (machine: string): string => goNames[machine] ?? machine

const kernelArch = async (host: ReadHost, machine: string): Promise<string> => {
  if (host.os === 'win32')
    return (
      host.env['PROCESSOR_ARCHITEW6432'] ??
      host.env['PROCESSOR_ARCHITECTURE'] ??
      machine
    ).toLowerCase()
  if (host.os !== 'darwin') return machine
  const { stdout } = await host.run(['sysctl', '-n', 'hw.optional.arm64'], {
    deadlineMs: deadlines.system,
  })
  return stdout.trim() === '1' ? 'arm64' : machine
}

/** The CPU as the kernel sees it, whatever this Node was built for. Source: pitfalls CPU-1, CPU-2, docker-errors §7. */
export const cpuArch = defineFact({
  id: 'cpu-arch',
  read: async ({ host, get }): Promise<CpuArch> => {
    const { machineArch, nodeArch } = await get(inventory)
    const arch = goName(await kernelArch(host, machineArch))
    const built = goName(nodeArch)
    return { arch, nodeArch: built, emulated: built !== arch }
  },
})
