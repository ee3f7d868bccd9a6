import { arch, cpus, machine, release } from 'node:os'
import { mem } from 'systeminformation'
import type { Inventory } from '../model/host.ts'

/** The hardware as the whole machine has it, limits not counted. */
export const inventory = async (): Promise<Inventory> => {
  const { total, available } = await mem()
  const processors = cpus()
  return {
    nodeArch: arch(),
    machineArch: machine(),
    kernelRelease: release(),
    cpus: processors.length,
    cpuModel: processors[0]?.model.trim() ?? '',
    totalMemory: total,
    availableMemory: available,
  }
}
