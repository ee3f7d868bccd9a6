import type {
  Answer,
  Connection,
  FileSystemStat,
  Identity,
  Inventory,
  Os,
  PeerCertificate,
  Stat,
} from '../model/host.ts'
import type { Why } from '../model/unreadable.ts'

/** A file of a recorded machine: its text, or more about it. */
export type FileEntry =
  | string
  | (Partial<Stat> & {
      readonly text?: string
      /** Parsed JSON or YAML-free data, written out as JSON text. */
      readonly json?: unknown
      /** The first bytes. */
      readonly base64?: string
      /** Names in a directory that the other entries do not already tell. */
      readonly dir?: readonly string[]
      /** Target of a symbolic link. */
      readonly link?: string
      /** Where the path leads in the end, when a folder on its way is a link. */
      readonly real?: string
      readonly sha256?: string
      readonly writable?: boolean
      /** Reading what is in it throws `Unreadable`; that it is there, and whose, is known. */
      readonly unreadable?: Why
      /** Asking anything about it throws `Unreadable`: a folder above is closed. */
      readonly hidden?: Why
    })

export interface RunEntry {
  /** 0 unless told. */
  readonly exitCode?: number
  /** A signal ended it: there is no exit code. */
  readonly killed?: boolean
  readonly stdout?: string
  /** Instead of stdout: written out as one line of JSON. */
  readonly json?: unknown
  readonly stderr?: string
  readonly timedOut?: boolean
  readonly truncated?: boolean
  readonly unreadable?: Why
}

/**
 * A machine as data: what `k8s-doctor record` writes and what the tests replay. Whatever is not in it is absent: no file,
 * no program, no answer.
 */
export interface Machine {
  readonly schema: 'k8s-doctor/machine/1'
  readonly about: string
  /** `hand`: written from the facts; `recorded`: by `k8s-doctor record` on a real machine. */
  readonly made: 'hand' | 'recorded'
  readonly os: Os
  /** ISO 8601. */
  readonly now: string
  readonly env: Readonly<Record<string, string>>
  readonly identity: Identity
  readonly inventory: Inventory
  readonly files: Readonly<Record<string, FileEntry>>
  /** `null`: there is no such path; without it the file system of a folder above answers. */
  readonly fileSystems: Readonly<Record<string, FileSystemStat | null>>
  /** Keyed by the argv joined with blanks. */
  readonly runs: Readonly<Record<string, RunEntry>>
  /** Keyed by method, blank, URL; `*` stands for any part of it, and the longest such key counts where none is exact. */
  readonly gets: Readonly<Record<string, Answer>>
  readonly lookups: Readonly<Record<string, readonly string[] | Why>>
  /** Keyed by host, colon, port. */
  readonly connections: Readonly<Record<string, Connection>>
  /** Keyed by host, colon, port; older recordings have none. */
  readonly certificates?: Readonly<Record<string, PeerCertificate>>
}
