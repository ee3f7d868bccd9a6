/** A command as it is handed to the system: program first, nothing for a shell to interpret. */
export type Argv = readonly [string, ...string[]]

interface Scalars {
  /** Bytes, binary units. */
  readonly bytes: number
  /** Milliseconds. */
  readonly ms: number
  /** A plain number: how many. */
  readonly count: number
  /** CPUs; less than whole ones where a limit leaves a part. */
  readonly cpus: number
  readonly version: string
  readonly range: string
  readonly path: string
  readonly user: string
  readonly host: string
  readonly url: string
  /** An IP address or a subnet in CIDR form. */
  readonly address: string
  /** A container image reference. */
  readonly image: string
  /** Text that came from the machine: a line of a tool's output, a file's content. Scrubbed wherever it is shown. */
  readonly quote: string
  /** A word of our own vocabulary: a driver, a CPU, a unit, a variable's name. Never redacted. */
  readonly term: string
  readonly command: Argv
}

export type Tag = keyof Scalars

/** A leaf of a finding's args; its tag says how each language formats it and how the writer redacts it. */
export type Tagged<T extends Tag = Tag> = {
  [K in T]: { readonly tag: K; readonly value: Scalars[K] }
}[T]

export interface List<T extends Tag = Tag> {
  readonly tag: 'list'
  readonly value: readonly Tagged<T>[]
}

export type Value = Tagged | List

/** The arguments of a finding: plain data, every leaf tagged. */
export type Args = Readonly<Record<string, Value | undefined>>

export type Bytes = Tagged<'bytes'>
export type Ms = Tagged<'ms'>
export type Count = Tagged<'count'>
export type Version = Tagged<'version'>
export type Range = Tagged<'range'>
export type Path = Tagged<'path'>
export type User = Tagged<'user'>
export type Host = Tagged<'host'>
export type Url = Tagged<'url'>
export type Address = Tagged<'address'>
export type Image = Tagged<'image'>
export type Quote = Tagged<'quote'>
export type Term = Tagged<'term'>
export type Command = Tagged<'command'>

const leaf =
  <K extends Tag>(tag: K) =>
  (value: Scalars[K]): { readonly tag: K; readonly value: Scalars[K] } => ({ tag, value })

export const bytes = leaf('bytes')
export const ms = leaf('ms')
export const count = leaf('count')
export const cpus = leaf('cpus')
export const version = leaf('version')
export const range = leaf('range')
export const path = leaf('path')
export const user = leaf('user')
export const host = leaf('host')
export const url = leaf('url')
export const address = leaf('address')
export const image = leaf('image')
export const quote = leaf('quote')
export const term = leaf('term')
export const command = leaf('command')

/** Several leaves of one kind, shown with the language's own separator. */
export const list = <T extends Tag>(value: readonly Tagged<T>[]): List<T> => ({
  tag: 'list',
  value,
})

/** MiB to bytes. */
export const mebibytes = (mib: number): number => mib * 1024 * 1024

/** A command line of our own: how it is printed depends on how we were called. */
export const own = (...words: readonly string[]): Command => command(['k8s-doctor', ...words])
