import type { InstallRecord, Undone } from '../model/install-record.ts'
import type { Download, InstallEvent, Installed, Placement } from '../model/install.ts'

export interface InstallOptions {
  readonly env: NodeJS.ProcessEnv
  readonly signal: AbortSignal
  readonly onEvent: (event: InstallEvent) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
}

type UndoOptions = Pick<InstallOptions, 'env' | 'signal' | 'onEvent'>

const absent = (): Error => new Error('the core of the installation is not part of this build')

export const install = (
  _download: Download,
  _placement: Placement,
  _options: InstallOptions,
): Promise<Installed> => Promise.reject(absent())

export const listInstalls = (_env: NodeJS.ProcessEnv): Promise<readonly InstallRecord[]> =>
  Promise.reject(absent())

export const undoInstall = (_transaction: string, _options: UndoOptions): Promise<Undone> =>
  Promise.reject(absent())

export const uninstall = (_path: string, _options: UndoOptions): Promise<Undone> =>
  Promise.reject(absent())
