import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InstallError } from '../model/install.ts'
import type { InstallFailure } from '../model/install.ts'
import { StepError } from '../model/write-host.ts'
import type { WriteHost } from '../model/write-host.ts'
import { install, listInstalls, undoInstall } from './install.ts'

export type Placing = Pick<WriteHost, 'place' | 'displace'>

const whyOf: Readonly<Record<InstallFailure, StepError['why']>> = {
  'no-digest': 'refused',
  'no-source': 'failed',
  'no-space': 'no-space',
  'not-writable': 'no-permission',
  'no-exec': 'failed',
  archive: 'refused',
  'other-cpu': 'refused',
  'self-test': 'failed',
  busy: 'timeout',
  interrupted: 'failed',
}

const toStepError = (error: unknown): unknown =>
  error instanceof InstallError
    ? new StepError(whyOf[error.failure], error.message, { cause: error })
    : error

/** As the installer writes paths down: without links on the way. */
const recorded = async (path: string): Promise<string> => {
  const folder = dirname(path)
  return join(await realpath(folder).catch(() => folder), basename(path))
}

/** One of this person's own installs has that path. */
export const isPlacedHere = async (env: NodeJS.ProcessEnv, path: string): Promise<boolean> => {
  const [records, real] = await Promise.all([listInstalls(env), recorded(path)])
  return records.some((record) => record.path === real)
}

/** Files, placed and taken back by the installer. */
export const placing = (env: NodeJS.ProcessEnv): Placing => {
  const options = {
    env,
    signal: new AbortController().signal,
    onEvent: () => undefined,
    now: () => Date.now(),
  }
  return {
    place: async (download, placement) => {
      try {
        return await install(download, placement, options)
      } catch (error) {
        throw toStepError(error)
      }
    },
    displace: async (path, sha256) => {
      const [records, real] = await Promise.all([listInstalls(env), recorded(path)])
      const record = records.find(
        (each) =>
          each.path === real &&
          (sha256 === undefined ? each.state !== 'undone' : each.sha256 === sha256),
      )
      if (record === undefined)
        throw new StepError('refused', `nothing was installed at ${path} that could be taken back`)
      try {
        const undone = await undoInstall(record.id, options)
        // Taken back before, or never come to be: by now the installer's journal knows.
        if (undone.kind === 'refused' && undone.why !== 'not-installed')
          throw new StepError('refused', `${path} is not what was installed any more`)
      } catch (error) {
        throw toStepError(error)
      }
    },
  }
}
