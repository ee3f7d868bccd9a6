import { readFile } from 'node:fs/promises'
import { arch, cpus, freemem, machine, release, totalmem } from 'node:os'
import type { Inventory } from '../model/host.ts'

type Memory = Pick<Inventory, 'totalMemory' | 'availableMemory'>

/** Linux says it in a file; what systeminformation would read there costs it 20 ms to load. */
const linuxMemory = async (): Promise<Memory> => {
  // A machine without /proc tells what the kernel's own call does.
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '')
  const bytes = (name: string): number | undefined => {
    const kib = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]
    return kib === undefined ? undefined : Number(kib) * 1024
  }
  return {
    totalMemory: bytes('MemTotal') ?? totalmem(),
    availableMemory: bytes('MemAvailable') ?? freemem(),
  }
}

const memory = async (): Promise<Memory> =>
  process.platform === 'linux' ? linuxMemory() : (await import('./memory.ts')).memory()

/** The hardware as the whole machine has it, limits not counted. */
export const inventory = async (): Promise<Inventory> => {
  const processors = cpus()
  return {
    nodeArch: arch(),
    machineArch: machine(),
    kernelRelease: release(),
    cpus: processors.length,
    cpuModel: processors[0]?.model.trim() ?? '',
    ...(await memory()),
  }
}
