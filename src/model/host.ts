import type { Argv } from './value.ts'

/** What a finished process left behind. `exitCode` is undefined when a signal (of the system, or ours), the deadline or the cutting of its output ended it. */
export interface Output {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
  /** The deadline passed; the whole process tree is gone. */
  readonly timedOut: boolean
  /** The output was longer than `maxBytes` and was cut. */
  readonly truncated: boolean
}

export interface RunOptions {
  /** Milliseconds until the whole process tree is killed. */
  readonly deadlineMs: number
  /** Added to the environment; `undefined` removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Most bytes kept of each stream; 1 MiB unless told. */
  readonly maxBytes?: number
  /** Ends the whole process tree before the deadline does; the output so far is kept. */
  readonly signal?: AbortSignal
  /** Whose rights the process has: the person the doctor works for (default), or root. */
  readonly as?: 'subject' | 'root'
  /** Variables that get a throw-away folder, removed when the process is gone; `take` copies files of `from` into it first. */
  readonly scratch?: Readonly<Record<string, Scratch>>
}

export interface Scratch {
  readonly from?: string
  /** Paths below `from`, files or folders; what is absent is passed over. */
  readonly take?: readonly string[]
}

export interface Stat {
  readonly kind: 'file' | 'directory' | 'symlink' | 'socket' | 'other'
  /** Bytes. */
  readonly size: number
  /** Permission bits, e.g. 0o755. */
  readonly mode: number
  readonly uid: number
  readonly gid: number
}

export interface FileSystemStat {
  /** Free for an unprivileged user, in bytes. */
  readonly freeBytes: number
  readonly totalBytes: number
  readonly freeInodes: number
  /** 0 where the file system has no fixed number of inodes. */
  readonly totalInodes: number
}

export interface GetOptions {
  readonly method?: 'GET' | 'HEAD'
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds for the whole exchange. */
  readonly deadlineMs: number
  /** Most bytes kept of the body; 64 KiB unless told. */
  readonly maxBytes?: number
}

/** How an HTTP exchange failed before there was an answer. */
export type NetworkFault =
  | 'dns'
  | 'refused'
  | 'timeout'
  | 'reset'
  | 'unreachable'
  | 'tls'
  | 'proxy'
  | 'other'

export type Answer =
  | {
      readonly ok: true
      readonly status: number
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
      readonly ms: number
    }
  | {
      readonly ok: false
      readonly fault: NetworkFault
      readonly detail: string
      readonly ms: number
    }

export type Connection =
  | { readonly ok: true; readonly ms: number }
  | { readonly ok: false; readonly fault: NetworkFault; readonly ms: number }

/** Who proves to be a host. */
export type PeerCertificate =
  | {
      readonly ok: true
      /** Whom it was made for, and by whom: the names in it. */
      readonly subject: string
      readonly issuer: string
      /**
       * Why it proves nothing to somebody who knows only the public authorities, in OpenSSL's words (`SELF_SIGNED_CERT_IN_CHAIN`);
       * absent where it does. What this machine trusts besides does not count.
       */
      readonly distrust?: string
      /** Who signed in the end, where that was sent along: its name and certificate in PEM form. */
      readonly authority?: { readonly name: string; readonly pem: string }
      readonly ms: number
    }
  | { readonly ok: false; readonly fault: NetworkFault; readonly ms: number }

export interface Person {
  readonly uid: number
  readonly gid: number
  readonly name: string
  readonly home: string
}

export interface Identity {
  /** Who the process runs as. */
  readonly process: Person
  /** Whom the doctor works for: the user behind sudo, else the caller. */
  readonly subject: Person
  /** sudo stands between the two. */
  readonly sudo: boolean
  /** Group ids of this login. */
  readonly groups: readonly number[]
  readonly hostname: string
}

export interface Inventory {
  /** `process.arch`: what this Node was built for, which lies under emulation. */
  readonly nodeArch: string
  /** `uname -m` or the system's own word for it. */
  readonly machineArch: string
  /** `uname -r`. */
  readonly kernelRelease: string
  /** Logical CPUs of the machine, limits not counted. */
  readonly cpus: number
  readonly cpuModel: string
  /** Bytes, limits not counted. */
  readonly totalMemory: number
  readonly availableMemory: number
}

export type Os = 'linux' | 'darwin' | 'win32' | 'other'

/** The only door to the machine for facts. Nothing here changes it. */
export interface ReadHost {
  readonly os: Os
  /** Paths of minikube, docker and kubectl in it are absolute, as the shell means them that called us. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absent is `undefined`; anything else that goes wrong throws `Unreadable`. The same holds for every path below. */
  readonly readText: (
    path: string,
    options?: { readonly maxBytes?: number },
  ) => Promise<string | undefined>
  /** The first `max` bytes. */
  readonly readBytes: (
    path: string,
    options: { readonly max: number },
  ) => Promise<Uint8Array | undefined>
  /** Does not follow a link at the end of the path. */
  readonly stat: (path: string) => Promise<Stat | undefined>
  readonly readdir: (path: string) => Promise<readonly string[] | undefined>
  readonly realpath: (path: string) => Promise<string | undefined>
  readonly readlink: (path: string) => Promise<string | undefined>
  readonly statfs: (path: string) => Promise<FileSystemStat | undefined>
  /** Hex digest of the whole file. */
  readonly sha256: (path: string) => Promise<string | undefined>
  /** Whether the subject may write there. */
  readonly writable: (path: string) => Promise<boolean | undefined>
  /** Never throws on a non-zero exit; throws `Unreadable` when the program is missing or may not be run. Kills the whole process tree at the deadline. */
  readonly run: (argv: Argv, options: RunOptions) => Promise<Output>
  /** Never throws on a failed exchange. */
  readonly get: (url: string, options: GetOptions) => Promise<Answer>
  /** Addresses of a name; empty when it has none; throws `Unreadable` when nobody answers. */
  readonly lookup: (
    name: string,
    options: { readonly deadlineMs: number },
  ) => Promise<readonly string[]>
  readonly connect: (
    host: string,
    port: number,
    options: { readonly deadlineMs: number },
  ) => Promise<Connection>
  /** The certificate a host shows, through the proxy where there is one. Never throws; nothing is sent after the handshake. */
  readonly peerCertificate: (
    host: string,
    options: { readonly deadlineMs: number; readonly port?: number },
  ) => Promise<PeerCertificate>
  readonly identity: () => Promise<Identity>
  readonly inventory: () => Promise<Inventory>
  /** Milliseconds since 1970. */
  readonly now: () => number
}
