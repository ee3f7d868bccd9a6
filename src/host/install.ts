import type { Download, InstallEvent, Installed, Placement } from '../model/install.ts'

export interface InstallOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly onEvent: (event: InstallEvent) => void
  readonly now: () => number
}

/** A transaction of the journal. */
export interface InstallRecord {
  readonly transaction: string
  readonly tool: string
  readonly version: string
  readonly path: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly undone: boolean
}

export const install = (
  _download: Download,
  _placement: Placement,
  _options: InstallOptions,
): Promise<Installed> => Promise.reject(new Error('not built yet'))

export const undoInstall = (_transaction: string): Promise<void> =>
  Promise.reject(new Error('not built yet'))

export const listInstalls = (): Promise<readonly InstallRecord[]> =>
  Promise.reject(new Error('not built yet'))
