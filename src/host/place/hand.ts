import { access, constants, rename } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Previous } from '../../model/install-record.ts'
import type { Keep } from '../keep.ts'
import { makeFolder, syncFolder } from '../owned-files.ts'
import type { Owner } from '../fill.ts'
import { prepareReturn } from './previous.ts'
import type { Return } from './previous.ts'
import type { Staged } from './stage.ts'

/** Who changes the folder that programs are placed in: the process itself, or root for somebody who may become root. */
export interface Hand {
  /** Folder in which the new file is made and tried out; beside its target unless told. */
  readonly bench?: string
  readonly makeFolder: (path: string, owner: Owner | undefined) => Promise<void>
  /** Throws where it cannot, or does not, change what stands at a path. */
  readonly check: (path: string, standing: Previous) => Promise<void>
  /** Puts the verified file at its target, by one rename. */
  readonly publish: (staged: Staged, path: string, standing: Previous) => Promise<void>
  /** Prepares the way back from a file of that sha256; undefined where the old bytes are not kept any more. */
  readonly prepareReturn: (
    path: string,
    sha256: string,
    previous: Previous,
    keep: Keep,
  ) => Promise<Return | undefined>
}

/** Root places these for somebody, wherever they lie, and nothing else. */
export const isForRoot = (path: string): boolean => ['minikube', 'kubectl'].includes(basename(path))

export const ownHand: Hand = {
  makeFolder: (path, owner) => makeFolder(path, owner, 0o755),
  check: (path) => access(dirname(path), constants.W_OK),
  publish: async ({ path: staged }, path) => {
    await rename(staged, path)
    await syncFolder(dirname(path))
  },
  prepareReturn: (path, _, previous, keep) => prepareReturn(path, previous, keep),
}
