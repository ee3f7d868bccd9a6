import type { Output, ReadHost, RunOptions } from './host.ts'
import type { Cached, Digest, Download, Installed, Placement } from './install.ts'
import type { InstallReason } from './install-reason.ts'
import type { RunFile } from './journal.ts'
import type { Argv } from './value.ts'

export interface ChangeOptions extends RunOptions {
  /** It downloads something: as root it is told the person's proxies too. */
  readonly fetches?: true
  /** What it says, as it says it. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void
  /** Has it asked to end, as at the deadline; without it a command that changes the machine is not ended before that. */
  readonly signal?: AbortSignal
}

export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** The door for step interpreters. Nothing here follows a symbolic link out of the place it names. Everything throws `StepError`. */
export interface WriteHost extends ReadHost {
  /** The first `max` bytes of the very file at that path: refuses a link, where `readBytes` follows it. */
  readonly readHere: ReadHost['readBytes']
  /** The new content whole or the old one untouched: temporary file in the same folder, fsync, rename. Keeps mode and owner of what is there unless told. */
  readonly writeAtomic: (
    path: string,
    content: string | Uint8Array,
    options?: { readonly mode?: number; readonly owner?: Owner },
  ) => Promise<void>
  readonly remove: (path: string) => Promise<void>
  readonly rename: (from: string, to: string) => Promise<void>
  /** Makes what is missing of the folders above too; what is made belongs to `owner`. */
  readonly mkdir: (
    path: string,
    options?: { readonly mode?: number; readonly owner?: Owner },
  ) => Promise<void>
  readonly symlink: (target: string, path: string) => Promise<void>
  /** Of the entry itself, never of what a link points to. */
  readonly chown: (path: string, owner: Owner) => Promise<void>
  readonly chmod: (path: string, mode: number) => Promise<void>
  /** A command that changes the machine; as root it goes through `sudo -n` where we are not root. */
  readonly runChanging: (argv: Argv, options: ChangeOptions) => Promise<Output>
  /** Fetches, verifies, proves and places a program, or a file without the proof; what stood there is kept. */
  readonly place: (download: Download | Cached, placement: Placement) => Promise<Installed>
  /** What stands at a path came out of that archive, which says nothing of its own digest: `place` has put it there. */
  readonly isFrom: (path: string, archive: Digest) => Promise<boolean>
  /**
   * Takes back the newest install at that path of what was fetched under that digest, its own or its archive's; content where that has
   * happened already.
   */
  readonly displace: (path: string, fetched: Digest) => Promise<void>
  /** Ends at once when the signal fires. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** As the user will see the machine after the next login, with the groups joined since; as it is where that cannot be had. */
  readonly afterLogin: () => Promise<WriteHost>
}

/** The same with the journal of one run. */
export interface RunHost extends WriteHost {
  readonly runFile: RunFile
}

/** Characters of a detail; a program's last line may be a megabyte. */
const mostDetail = 600

/** Why a step could not be done; one sentence's worth of detail, no stack for the reader. */
export class StepError extends Error {
  override readonly name = 'StepError'
  readonly why:
    | 'refused'
    | 'no-permission'
    | 'no-space'
    | 'unparsable'
    | 'failed'
    | 'timeout'
    | 'not-supported'
  /** The same as data where the installer says it, for those who speak another language. */
  readonly reason: InstallReason | undefined
  constructor(
    why: StepError['why'],
    message: string,
    { reason, ...options }: ErrorOptions & { readonly reason?: InstallReason } = {},
  ) {
    super(message.length > mostDetail ? `${message.slice(0, mostDetail)}…` : message, options)
    this.why = why
    this.reason = reason
  }
}
