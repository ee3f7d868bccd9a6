import type { Answer, Connection, FileSystemStat, ReadHost } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import type { FileEntry, Machine, RunEntry } from './machine.ts'

type Entry = Exclude<FileEntry, string>

/** Variables worth keeping: none of them holds a secret once URLs are scrubbed. */
const keptVariables =
  /^(PATH|HOME|SHELL|LANG|LC_\w+|TERM|CI|GITHUB_ACTIONS|CLOUD_SHELL|KUBECONFIG|DOCKER_(HOST|CONTEXT|API_VERSION|TLS_VERIFY)|MINIKUBE_\w+|WSL_DISTRO_NAME|WSLPATH|XDG_RUNTIME_DIR|SUDO_(UID|GID|USER)|(https?|no|HTTPS?|NO)_(proxy|PROXY))$/

/** Passes every question to `host` and keeps what it answered. `machine()` gives the record so far; nothing in it is redacted yet. */
export const createRecordingHost = (
  host: ReadHost,
): { readonly host: ReadHost; readonly machine: () => Promise<Machine> } => {
  const files = new Map<string, Entry>()
  const fileSystems = new Map<string, FileSystemStat>()
  const runs = new Map<string, RunEntry>()
  const gets = new Map<string, Answer>()
  const lookups = new Map<string, readonly string[] | Why>()
  const connections = new Map<string, Connection>()

  const add = (path: string, more: Entry): void => {
    files.set(path, { ...files.get(path), ...more })
  }
  const aboutFile = async <T>(
    path: string,
    ask: Promise<T | undefined>,
    keep: (answer: T) => Entry,
  ): Promise<T | undefined> => {
    try {
      const answer = await ask
      if (answer !== undefined) add(path, keep(answer))
      return answer
    } catch (error) {
      if (error instanceof Unreadable) add(path, { unreadable: error.why })
      throw error
    }
  }
  const recorded: ReadHost = {
    ...host,
    readText: (path, options) =>
      aboutFile(path, host.readText(path, options), (text) => ({ text })),
    readBytes: (path, options) =>
      aboutFile(path, host.readBytes(path, options), (bytes) => ({
        base64: Buffer.from(bytes).toString('base64'),
      })),
    stat: (path) => aboutFile(path, host.stat(path), (stat) => stat),
    readdir: (path) => aboutFile(path, host.readdir(path), (dir) => ({ dir })),
    realpath: async (path) => {
      const real = await host.realpath(path)
      if (real !== undefined && real !== path) add(path, { link: real })
      if (real !== undefined) add(real, {})
      return real
    },
    readlink: (path) => aboutFile(path, host.readlink(path), (link) => ({ link })),
    statfs: async (path) => {
      const found = await host.statfs(path)
      if (found !== undefined) fileSystems.set(path, found)
      return found
    },
    sha256: (path) => aboutFile(path, host.sha256(path), (sha256) => ({ sha256 })),
    writable: (path) => aboutFile(path, host.writable(path), (writable) => ({ writable })),
    run: async (argv, options) => {
      const key = argv.join(' ')
      try {
        const output = await host.run(argv, options)
        const { exitCode, ...rest } = output
        runs.set(key, exitCode === undefined ? rest : { ...rest, exitCode })
        return output
      } catch (error) {
        if (error instanceof Unreadable) runs.set(key, { unreadable: error.why })
        throw error
      }
    },
    get: async (url, options) => {
      const answer = await host.get(url, options)
      gets.set(`${options.method ?? 'GET'} ${url}`, answer)
      return answer
    },
    lookup: async (name, options) => {
      try {
        const found = await host.lookup(name, options)
        lookups.set(name, found)
        return found
      } catch (error) {
        if (error instanceof Unreadable) lookups.set(name, error.why)
        throw error
      }
    },
    connect: async (name, port, options) => {
      const connection = await host.connect(name, port, options)
      connections.set(`${name}:${port}`, connection)
      return connection
    },
  }
  const env = Object.fromEntries(
    Object.entries(host.env).flatMap(([name, value]) =>
      value !== undefined && keptVariables.test(name) ? [[name, value] as const] : [],
    ),
  )
  const machine = async (): Promise<Machine> => ({
    schema: 'k8s-doctor/machine/1',
    about: '',
    made: 'recorded',
    os: host.os,
    now: new Date(host.now()).toISOString(),
    env,
    identity: await host.identity(),
    inventory: await host.inventory(),
    files: Object.fromEntries(files),
    fileSystems: Object.fromEntries(fileSystems),
    runs: Object.fromEntries(runs),
    gets: Object.fromEntries(gets),
    lookups: Object.fromEntries(lookups),
    connections: Object.fromEntries(connections),
  })
  return { host: recorded, machine }
}
