import type { FileEntry, Machine } from '../../src/host/machine.ts'
import { createReplayHost } from '../../src/host/replay.ts'
import type { ReadHost } from '../../src/model/host.ts'
import { StepError } from '../../src/model/write-host.ts'
import type { WriteHost } from '../../src/model/write-host.ts'

type Detailed = Exclude<FileEntry, string>

const detailed = (entry: FileEntry | undefined): Detailed =>
  typeof entry === 'string' ? { text: entry } : (entry ?? {})

export interface WritableMachine {
  readonly host: WriteHost
  /** As it is now. */
  readonly machine: () => Machine
  /** Commands that were to change it, in order. */
  readonly changed: readonly string[]
}

/**
 * A recorded machine that can be written to, in memory. `effects` says what a changing command makes of it, keyed by the argv joined with
 * blanks; any other changing command fails.
 */
export const writableMachine = (
  start: Machine,
  effects: Readonly<Record<string, (machine: Machine) => Machine>> = {},
): WritableMachine => {
  let now = start
  const changed: string[] = []
  const read = (): ReadHost => createReplayHost(now)
  const setFiles = (files: Machine['files']): void => {
    now = { ...now, files }
  }
  const without = (path: string): Machine['files'] =>
    Object.fromEntries(Object.entries(now.files).filter(([name]) => name !== path))
  const change = async (path: string, more: Partial<Detailed>): Promise<void> => {
    const stat = await read().stat(path)
    if (stat === undefined) throw new StepError('failed', `${path} is not there`)
    setFiles({ ...now.files, [path]: { ...detailed(now.files[path]), ...more } })
  }
  const host: WriteHost = {
    ...read(),
    sleep: async () => undefined,
    afterLogin: async () => host,
    readText: (path, options) => read().readText(path, options),
    readBytes: (path, options) => read().readBytes(path, options),
    readHere: (path, options) => read().readBytes(path, options),
    stat: (path) => read().stat(path),
    readdir: (path) => read().readdir(path),
    realpath: (path) => read().realpath(path),
    readlink: (path) => read().readlink(path),
    statfs: (path) => read().statfs(path),
    sha256: (path) => read().sha256(path),
    writable: (path) => read().writable(path),
    run: (argv, options) => read().run(argv, options),
    get: (url, options) => read().get(url, options),
    lookup: (name, options) => read().lookup(name, options),
    connect: (name, port, options) => read().connect(name, port, options),
    identity: () => read().identity(),
    inventory: () => read().inventory(),
    writeAtomic: async (path, content, { mode, owner } = {}) => {
      const old = await read().stat(path)
      const text = typeof content === 'string' ? content : Buffer.from(content).toString('utf8')
      const kept = owner ?? (old === undefined ? {} : { uid: old.uid, gid: old.gid })
      setFiles({ ...now.files, [path]: { text, mode: mode ?? old?.mode ?? 0o644, ...kept } })
    },
    remove: async (path) => setFiles(without(path)),
    rename: async (from, to) => setFiles({ ...without(from), [to]: now.files[from] ?? '' }),
    mkdir: async (path, { mode = 0o755, owner = {} } = {}) =>
      setFiles({ ...now.files, [path]: { dir: [], mode, ...owner } }),
    symlink: async (target, path) => setFiles({ ...now.files, [path]: { link: target } }),
    chown: (path, owner) => change(path, owner),
    chmod: (path, mode) => change(path, { mode }),
    place: async ({ sha256, tool, version }, { directory, file }) => {
      const path = `${directory}/${file}`
      setFiles({
        ...now.files,
        [path]: { ...(sha256 !== undefined && { sha256 }), mode: 0o755, size: 1 },
      })
      changed.push(`place ${tool} ${version}`)
      return { path, transaction: 'tx-1', bytes: 1, ms: 1, from: [], already: false }
    },
    isFrom: async () => false,
    displace: async (path) => setFiles(without(path)),
    runChanging: async (argv) => {
      const line = argv.join(' ')
      changed.push(line)
      const effect = effects[line]
      if (effect === undefined)
        return { exitCode: 1, stdout: '', stderr: `no ${line}`, timedOut: false, truncated: false }
      now = effect(now)
      return { exitCode: 0, stdout: '', stderr: '', timedOut: false, truncated: false }
    },
  }
  return { host, machine: () => now, changed }
}
