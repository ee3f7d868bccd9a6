import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InstallError } from '../model/install.ts'
import type { Digest, InstallFailure } from '../model/install.ts'
import { StepError } from '../model/write-host.ts'
import type { WriteHost } from '../model/write-host.ts'
import { installReasons, reason, sayReason } from '../model/install-reason.ts'
import type { InstallReason } from '../model/install-reason.ts'
import type { InstallRecord, Undone } from '../model/install-record.ts'
import { install, listInstalls, undoInstall } from './install.ts'
import { digestAt } from './owned-files.ts'
import type { Hand } from './place/hand.ts'

type Placing = Pick<WriteHost, 'place' | 'displace' | 'isFrom'>

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

const whyFor = ({ failure, reason }: InstallError): StepError['why'] =>
  reason.code === 'no-plain-file' ? 'refused' : whyOf[failure]

const toStepError = (error: unknown): unknown =>
  error instanceof InstallError
    ? new StepError(whyFor(error), error.message, { cause: error, reason: error.reason })
    : error

const refused = (why: InstallReason): StepError =>
  new StepError('refused', sayReason(installReasons, why), { reason: why })

const refusals: Readonly<
  Record<Extract<Undone, { kind: 'refused' }>['why'], 'changed' | 'no-backup' | 'not-placed'>
> = {
  unknown: 'not-placed',
  'not-installed': 'not-placed',
  changed: 'changed',
  'no-backup': 'no-backup',
}

/** As the installer writes paths down: without links on the way. */
const recorded = async (path: string): Promise<string> => {
  const folder = dirname(path)
  return join(await realpath(folder).catch(() => folder), basename(path))
}

/** Files, placed and taken back by the installer: with the process's own hand unless another is given. */
export const placing = (env: NodeJS.ProcessEnv, hand?: Hand): Placing => {
  const options = {
    env,
    signal: new AbortController().signal,
    onEvent: () => undefined,
    now: () => Date.now(),
    ...(hand && { hand }),
  }
  const recordsOf = async (path: string, { hex }: Digest): Promise<readonly InstallRecord[]> => {
    const [records, real] = await Promise.all([listInstalls(env), recorded(path)])
    return records.filter(
      ({ path: each, sha256, archive }) =>
        each === real && (sha256 === hex || archive?.hex === hex),
    )
  }
  return {
    place: async (download, placement) => {
      try {
        return await install(download, placement, options)
      } catch (error) {
        throw toStepError(error)
      }
    },
    isFrom: async (path, archive) => {
      const records = await recordsOf(path, archive)
      if (records.length === 0) return false
      const standing = await digestAt(path)
      return records.some(
        ({ sha256, state }) => sha256 === standing && state !== 'undone' && state !== 'aborted',
      )
    },
    displace: async (path, fetched) => {
      const [record] = await recordsOf(path, fetched)
      if (record === undefined) throw refused(reason('not-placed', path))
      try {
        const undone = await undoInstall(record.id, options)
        // Taken back before, or never come to be: by now the installer's journal knows.
        if (undone.kind === 'refused' && undone.why !== 'not-installed')
          throw refused(reason(refusals[undone.why], path))
      } catch (error) {
        throw toStepError(error)
      }
    },
  }
}
