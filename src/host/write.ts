import { chmod, lchown, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import type { ReadHost } from '../model/host.ts'
import type { WriteHost } from '../model/write-host.ts'

/** Stand-in until the real one is merged. */
export const createWriteHost = (_env: NodeJS.ProcessEnv, read: ReadHost): WriteHost => ({
  ...read,
  writeAtomic: async (path, content, { mode = 0o644 } = {}) => {
    await writeFile(`${path}.k8sd`, content, { mode, flush: true })
    await rename(`${path}.k8sd`, path)
  },
  remove: (path) => rm(path),
  rename,
  mkdir: async (path) => {
    await mkdir(path, { recursive: true })
  },
  symlink,
  chown: (path, { uid, gid }) => lchown(path, uid, gid),
  chmod,
  runChanging: (argv, options) => read.run(argv, options),
})
