import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Installed } from '../model/install.ts'
import { StepError } from '../model/write-host.ts'
import { keeps } from './keep.ts'
import { placing } from './place-program.ts'
import type { Placing } from './place-program.ts'
import { digestAt } from './owned-files.ts'
import { toStepError } from './write-error.ts'
import type { FileWriter } from './write-files.ts'

/**
 * Places programs in a folder of root's for somebody who may become root: fetched, verified and tried out in a folder of one's own, then
 * written by root. Only where nothing stands yet: what root's folder held before is for root's own install to keep.
 */
export const placingAsRoot = (
  env: NodeJS.ProcessEnv,
  byRoot: Pick<FileWriter, 'writeAtomic' | 'remove'>,
): Placing => ({
  place: async (download, placement): Promise<Installed> => {
    const path = join(placement.directory, placement.file)
    if ((await digestAt(path)) !== undefined)
      throw new StepError('no-permission', `${path} is there and belongs to somebody else`)
    const own = placing(env)
    const cache = dirname((await keeps(env)).own.blobs)
    const draft = await mkdir(cache, { recursive: true })
      .then(() => mkdtemp(join(cache, 'for-root-')))
      .catch((error: unknown) => {
        throw toStepError(cache, error)
      })
    try {
      const installed = await own.place(download, { ...placement, directory: draft })
      const bytes = await readFile(installed.path)
      await own.displace(installed.path, undefined)
      await byRoot.writeAtomic(path, bytes, { mode: 0o755, owner: { uid: 0, gid: 0 } })
      return { ...installed, path }
    } finally {
      await rm(draft, { recursive: true, force: true })
    }
  },
  displace: async (path, sha256) => {
    if (sha256 === undefined || (await digestAt(path)) !== sha256)
      throw new StepError('refused', `${path} is not what was installed any more`)
    await byRoot.remove(path)
  },
})
