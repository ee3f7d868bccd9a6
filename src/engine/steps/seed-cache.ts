import * as v from 'valibot'
import type { Cached } from '../../model/install.ts'
import { StepError } from '../../model/write-host.ts'
import { isMirror } from '../../profiles/formats.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { folderOf, missingFolders, removeFolders } from './entry.ts'
import { images } from './stale.ts'

type SeedCache = StepOf<'seed-cache'>

const undoSchema = v.object({ path: v.string(), sha256: v.string(), made: v.array(v.string()) })

const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const fileFrom = ({ url, sha256, path, executable }: SeedCache): Cached => {
  if (!isMirror(url))
    throw new StepError('refused', `${url} is no address to fetch from: https, or http nearby`)
  const { protocol, hostname } = new URL(url)
  return {
    tool: 'file',
    version: fileOf(path),
    executable,
    sha256,
    urls: [url],
    plainHttp: protocol === 'http:' ? [hostname] : [],
  }
}

/** Fetches a file, verifies it and lays it where minikube looks first, as the person's own; minikube itself takes whatever lies there. */
export const seedCache = defineInterpreter<SeedCache>({
  kind: 'seed-cache',
  reversibility: 'atomic',
  stale: images,
  isDone: async ({ path, sha256 }, host) => (await host.sha256(path)) === sha256,
  prepare: async ({ path, sha256 }, host) => ({
    path,
    sha256,
    made: await missingFolders(host, path),
  }),
  perform: async (step, host) => {
    const { path } = step
    await host.place(fileFrom(step), { directory: folderOf(path), file: fileOf(path) })
  },
  revert: async (undo, host) => {
    const { path, sha256, made } = readUndo(undoSchema, undo)
    if ((await host.stat(path)) !== undefined)
      await host.displace(path, { algorithm: 'sha256', hex: sha256 })
    await removeFolders(host, made)
  },
})
