import type { InstallState, Undone } from '../model/install-record.ts'
import type { InstallReason } from '../model/install-reason.ts'
import type { InstallFailure } from '../model/install.ts'
import { formatBytes } from '../report/format.ts'

export interface Release {
  readonly tool: string
  readonly version: string
}

/** How far a download is; times in seconds. */
export interface Progress {
  readonly received: number
  readonly total: number | undefined
  readonly bytesPerSecond: number
  readonly left: number | undefined
  readonly source: string
}

/** Everything the commands that install and take back say. */
export interface InstallWords {
  readonly unknownTool: (command: string, asked: string, known: readonly string[]) => string
  readonly badVersion: (asked: string) => string
  readonly badMirror: (base: string) => string
  readonly noFolder: (folder: string) => string
  readonly noWindows: string
  readonly noPlatform: string
  readonly noDigest: (
    release: Release & {
      readonly platform: string
      readonly nearest: string | undefined
      readonly released: boolean
    },
  ) => string
  readonly otherPair: (release: Release & { readonly pinned: string }) => string
  /** A program that works is not replaced by one that cannot. */
  readonly startsNothing: (
    there: Release & { readonly wanted: string; readonly path: string },
  ) => string
  readonly labels: Readonly<
    Record<'target' | 'member' | 'source' | 'size' | 'replaces' | 'shell', string>
  >
  readonly replaces: Readonly<Record<'nothing' | 'same' | 'foreign', string>>
  readonly fromCache: string
  readonly dryRun: string
  readonly progress: (progress: Progress) => string
  readonly asking: (source: string) => string
  /** What a source or the machine did wrong. */
  readonly reason: (reason: InstallReason) => string
  /** `others`: somebody else can still be asked. */
  readonly sourceFailed: (source: string, why: string, others: boolean) => string
  /** Further addresses of the same host. */
  readonly andMore: (count: number) => string
  readonly waiting: (holder: string) => string
  readonly verified: string
  readonly installed: (
    release: Release & {
      readonly path: string
      readonly bytes: number
      readonly seconds: number
      readonly from: readonly string[]
    },
  ) => string
  readonly already: (release: Release & { readonly path: string }) => string
  readonly linked: (path: string, target: string) => string
  readonly undoWith: (command: string) => string
  readonly notOnPath: (directory: string, line: string) => string
  readonly shadowed: (tool: string, by: string, path: string, line: string) => string
  readonly rehash: (before: string) => string
  /** Variables the next steps of the workflow will have. */
  readonly ci: (variables: readonly string[]) => string
  readonly shellWritten: (file: string) => string
  readonly shellCleaned: (file: string) => string
  readonly failed: (release: Release, failure: InstallFailure) => string
  readonly advice: Readonly<Partial<Record<InstallFailure | 'no-rights' | 'cache', string>>>
  readonly tried: string
  readonly noInstalls: string
  readonly nothingOf: (tool: string) => string
  readonly nothingToUndo: string
  readonly unknownTransaction: (asked: string) => string
  readonly undone: (
    release: Release & { readonly path: string; readonly restored: boolean },
  ) => string
  readonly wouldUndo: (
    release: Release & { readonly path: string; readonly restored: boolean },
  ) => string
  readonly linkRemoved: (path: string) => string
  readonly refused: (
    path: string,
    why: Extract<Undone, { readonly kind: 'refused' }>['why'],
  ) => string
  readonly states: Readonly<Record<InstallState, string>>
  readonly noShell: (name: string) => string
  readonly noText: (file: string) => string
  readonly underSudo: string
  readonly linkNeedsMinikube: string
  readonly linkInTheWay: (path: string) => string
  readonly onlyKubectl: (option: string) => string
}

/** `12 MiB of 69 MiB  8.2 MiB/s`. */
export const soFar = ({ received, total, bytesPerSecond }: Progress, of: string): string =>
  [
    total === undefined
      ? formatBytes(received)
      : `${formatBytes(received)} ${of} ${formatBytes(total)}`,
    `${formatBytes(bytesPerSecond)}/s`,
  ].join('  ')
