import type { NetworkFault } from './host.ts'

type Place = string

const network: Readonly<Record<NetworkFault, string>> = {
  dns: 'its name was not found',
  refused: 'refused the connection',
  timeout: 'did not answer in time',
  reset: 'broke the connection',
  unreachable: 'could not be reached',
  tls: 'its certificate was not accepted',
  proxy: 'the proxy did not let it through',
  other: 'failed',
}

const system: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left',
  EDQUOT: 'quota exceeded',
  EROFS: 'mounted read-only',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`

/** What a source, or the machine, did wrong: one sentence's worth each. The other languages have the same table. */
export const installReasons = {
  // Of a source.
  status: (code: number) => `answered ${code}`,
  'status-no-address': (code: number) => `answered ${code} without an address`,
  'other-part': (range: string) => `answered with another part (${range})`,
  'web-page': () => 'answered with a web page',
  packed: (encoding: string) => `sent it packed (${encoding})`,
  empty: () => 'sent an empty file',
  'too-slow': (bytes: number, ms: number) => `sent only ${bytes} bytes in ${seconds(ms)}`,
  'too-long': (most: number) => `sends more than ${most} bytes`,
  'to-loopback': (address: string) => `leads to ${address}, another service of this machine`,
  stall: (ms: number) => `sent nothing for ${seconds(ms)}`,
  'ended-early': () => 'ended early',
  'ended-after': (bytes: number, wanted: number) => `ended after ${bytes} of ${wanted} bytes`,
  'wrong-bytes': (algorithm: string, digest: string, wanted: string) =>
    `sent wrong bytes (${algorithm} ${digest}, not ${wanted})`,
  'no-connection': (ms: number) => `no connection within ${seconds(ms)}`,
  'no-answer': (ms: number) => `no answer within ${seconds(ms)}`,
  'not-http': (protocol: string) => `has an address that is not http (${protocol})`,
  'not-encrypted': () => 'would be asked without encryption',
  downgrade: (address: string) => `leads from https to ${address}`,
  redirects: (most: number) => `redirects more than ${most} times`,
  'no-file': (detail: string) => detail,
  'no-address': () => 'is no address',
  network: (fault: NetworkFault, detail: string) =>
    `${network[fault]} (${detail})${fault === 'tls' ? '; NODE_EXTRA_CA_CERTS or SSL_CERT_FILE names the file of a further authority' : ''}`,
  'proxy-status': (proxy: string, variable: string, code: number) =>
    `the proxy ${proxy} (${variable}) answered ${code}`,
  'proxy-scheme': (proxy: string, variable: string, scheme: string) =>
    `the proxy ${proxy} (${variable}) wants a login that is not spoken here (407, ${scheme})`,
  'proxy-login': (proxy: string, variable: string) =>
    `the proxy ${proxy} (${variable}) wants a name and a password (407): they stand before the host, NAME:PASSWORD@${proxy}`,
  'proxy-wrong-login': (proxy: string, variable: string) =>
    `the proxy ${proxy} (${variable}) does not accept the name and the password in it (407)`,
  'proxy-protocol': (protocol: string, variable: string) =>
    `a ${protocol} proxy (${variable}) is not spoken here`,
  'proxy-failed': (proxy: string, variable: string, detail: string) =>
    `the proxy ${proxy} (${variable}) failed: ${detail}`,
  'not-needed': () => 'was not needed',
  // Of the machine, and of the file.
  system: (place: Place, code: string) => `${place}: ${system[code] ?? code} (${code})`,
  room: (place: Place, need: number, free: number) =>
    `${place}: ${need} MiB are needed, ${free} MiB are free`,
  'not-kept': (place: Place) => `${place} does not keep what is written to it`,
  noexec: (place: Place) => `${place} is mounted so that no program may run (noexec)`,
  'in-use': (place: Place) => `${place}: the new file stays in use`,
  'being-changed': (path: string) => `${path} is being changed by somebody else`,
  'no-plain-file': (path: string) => `${path}: something stands there that is no file`,
  'a-link': (path: string, target: string) =>
    `${path} is a symbolic link to ${target}, which root does not follow; remove it first`,
  'set-id': (path: string) => `${path} runs with the rights of its owner (set-id); remove it first`,
  'not-for-root': (path: string) =>
    `${path} lies where only root may write, and root writes nothing but programs there`,
  'not-placed': (path: string) => `nothing was installed at ${path} that could be taken back`,
  changed: (path: string) => `${path} is not what was installed any more`,
  'no-backup': (path: string) => `what stood at ${path} before is not kept any more`,
  'no-program': (release: string, kind: string) => `${release} is no program (${kind})`,
  'built-for': (release: string, built: string, wanted: string) =>
    `${release} is a program for ${built}, not for ${wanted}`,
  'not-run-here': (arch: string) => `this machine does not run programs for ${arch}`,
  'no-reply': (ms: number) => `the new file did not answer within ${seconds(ms)}`,
  'other-reply': (version: string, code: number | undefined, said: string) =>
    `the new file did not name ${version} (exit code ${code ?? 'none'}): ${said}`,
  'archive-damaged': (detail: string) => `the archive is damaged (${detail})`,
  'archive-lacks': (path: string) => `the archive does not hold ${path}`,
  'no-digest': () => 'no digest of it is known',
  'no-source': () => 'there is no source for it',
  'none-delivered': () => 'no source delivered the file',
  late: (minutes: number) => `not complete after ${minutes} min`,
  interrupted: () => 'interrupted',
} as const

export type InstallReasons = typeof installReasons

/** A name of the table, and what belongs in its sentence. */
export type InstallReason = {
  readonly [Code in keyof InstallReasons]: {
    readonly code: Code
    readonly args: Readonly<Parameters<InstallReasons[Code]>>
  }
}[keyof InstallReasons]

/** Pure. */
export const reason = <Code extends keyof InstallReasons>(
  code: Code,
  ...args: Parameters<InstallReasons[Code]>
): { readonly code: Code; readonly args: Readonly<Parameters<InstallReasons[Code]>> } => ({
  code,
  args,
})

/** The source answers, and does not have the file at that path. Pure. */
export const isAbsence = ({ code, args }: InstallReason): boolean =>
  code === 'status' && args[0] === 404

type Table = Readonly<Record<keyof InstallReasons, (...args: never[]) => string>>

/** The sentence in the language of the table. Pure. */
export const sayReason = (table: Table, { code, args }: InstallReason): string => {
  const say: (...args: never[]) => string = table[code]
  return Reflect.apply(say, undefined, args)
}
