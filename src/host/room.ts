import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { reason } from '../model/install-reason.ts'
import { InstallError } from '../model/install.ts'

/** Bytes that are to be written below a folder. */
export interface Need {
  readonly folder: string
  readonly bytes: number
}

const mebibytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024)

const device = async (path: string): Promise<{ path: string; dev: number } | undefined> => {
  const stats = await stat(path).catch(() => undefined)
  if (stats !== undefined) return { path, dev: stats.dev }
  return dirname(path) === path ? undefined : device(dirname(path))
}

/** Free bytes as the system says them; 0 is what file systems with quotas say who do not know. */
export type FreeBytes = (path: string) => Promise<number>

const freeBytes: FreeBytes = async (path) => {
  const { bavail, bsize } = await statfs(path)
  return bavail * bsize
}

/**
 * Refuses only where the system names some free space and it is too little; the writing itself decides in all other cases.
 */
export const checkRoom = async (
  needs: readonly Need[],
  free: FreeBytes = freeBytes,
): Promise<void> => {
  const byDevice = new Map<number, { readonly path: string; readonly bytes: number }>()
  for (const { folder, bytes } of needs) {
    const found = await device(folder)
    if (found === undefined) continue
    const before = byDevice.get(found.dev)?.bytes ?? 0
    byDevice.set(found.dev, { path: found.path, bytes: before + bytes })
  }
  for (const { path, bytes } of byDevice.values()) {
    const left = await free(path).catch(() => 0)
    if (left > 0 && left < bytes)
      throw new InstallError('no-space', reason('room', path, mebibytes(bytes), mebibytes(left)))
  }
}
