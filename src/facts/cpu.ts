import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import type { Inventory } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { cpuInfo } from './cpu-info.ts'
import { inventory } from './machine.ts'

export interface CpuArch {
  /** Go's name of the kernel's CPU: `amd64`, `arm64`, `arm`, `386`, … */
  readonly arch: string
  /** Go's name of what this Node was built for. */
  readonly nodeArch: string
  /** This Node runs through a translator of instructions (Rosetta, qemu), so what it says of the CPU is not so. */
  readonly emulated: boolean
}

/** `uname -m` and Node's names to Go's; `armv8l` is a 64-bit kernel that speaks to a 32-bit program. */
const names: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  armv8l: 'arm64',
  armv8b: 'arm64',
  armv7l: 'arm',
  armv6l: 'arm',
  i386: '386',
  i486: '386',
  i586: '386',
  i686: '386',
  ia32: '386',
  loongarch64: 'loong64',
}

/** Go's name of a CPU; an unknown one stays as it is. Pure. */
export const goArch = (name: string): string => names[name.toLowerCase()] ?? name.toLowerCase()

/** Node's own names: its ppc64 is little-endian on every system we run on. */
const ofNode = (name: string): string => (name === 'ppc64' ? 'ppc64le' : goArch(name))

const family = (arch: string): string => {
  if (arch === 'amd64' || arch === '386') return 'x86'
  return arch === 'arm64' || arch === 'arm' ? 'arm' : arch
}

const optionalArm: Argv = ['sysctl', '-n', 'hw.optional.arm64']

/** A translated program is told `x86_64` by uname; this key alone says what is underneath, and is absent on Intel. */
const isAppleSilicon = async ({ host }: FactContext): Promise<boolean> => {
  const { stdout, timedOut } = await host.run(optionalArm, { deadlineMs: deadlines.system })
  if (timedOut) throw new Unreadable('timeout', command(optionalArm))
  return stdout.trim() === '1'
}

const realArch = async (context: FactContext, { machineArch }: Inventory): Promise<string> => {
  const { host, get } = context
  const told = goArch(machineArch)
  if (host.os === 'darwin')
    return told === 'arm64' || (await isAppleSilicon(context)) ? 'arm64' : told
  // Windows on ARM tells emulated programs another architecture, but not another processor.
  if (host.os === 'win32')
    return /^ARMv8/i.test(host.env['PROCESSOR_IDENTIFIER'] ?? '') ? 'arm64' : told
  const info = await get(cpuInfo)
  if (info === undefined || info.family === 'other') return told
  if (info.rosetta) return 'arm64'
  if (info.family === family(told)) return told
  return info.family === 'arm' ? 'arm64' : 'amd64'
}

/**
 * The kernel's CPU, also from inside an emulated Node. Source: docker-errors §7 (Homebrew cpu.rb, rustup-init.sh),
 * docker/for-mac#6047 for qemu.
 */
export const cpuArch = defineFact({
  id: 'cpu-arch',
  read: async (context): Promise<CpuArch> => {
    const hardware = await context.get(inventory)
    const nodeArch = ofNode(hardware.nodeArch)
    const arch = await realArch(context, hardware)
    return { arch, nodeArch, emulated: family(nodeArch) !== family(arch) }
  },
})
