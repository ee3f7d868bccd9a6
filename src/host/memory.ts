import { mem } from 'systeminformation'
import type { Inventory } from '../model/host.ts'

/** Bytes, where the system has no file that says them (macOS, Windows). */
export const memory = async (): Promise<Pick<Inventory, 'totalMemory' | 'availableMemory'>> => {
  const { total, available } = await mem()
  return { totalMemory: total, availableMemory: available }
}
