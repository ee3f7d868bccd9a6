import { dirname, join } from 'node:path'
import type { Previous } from '../model/install-record.ts'
import { installReasons, reason, sayReason } from '../model/install-reason.ts'
import type { InstallReason } from '../model/install-reason.ts'
import { StepError } from '../model/write-host.ts'
import { keeps } from './keep.ts'
import { isForRoot } from './place/hand.ts'
import type { Hand } from './place/hand.ts'
import { keptAt } from './place/previous.ts'
import type { RootWriter } from './write-as-root.ts'

const root = { uid: 0, gid: 0 } as const

const refusal = (why: InstallReason, kind: StepError['why'] = 'refused'): StepError =>
  new StepError(kind, sayReason(installReasons, why), { reason: why })

const digestOf = (standing: Previous): string | undefined =>
  standing.kind === 'file' ? standing.sha256 : undefined

const drop = async (): Promise<void> => undefined

/**
 * Root's hand for somebody who may become root: what is placed is fetched, verified and tried out in a folder of that person's, who
 * keeps what it replaces as well. Root takes bytes of a known digest, and puts them in place of bytes of a known digest.
 */
export const rootHand = async (env: NodeJS.ProcessEnv, byRoot: RootWriter): Promise<Hand> => ({
  bench: join(dirname((await keeps(env)).own.blobs), 'for-root'),
  makeFolder: (path) => byRoot.mkdir(path),
  check: async (path, standing) => {
    if (!isForRoot(path)) throw refusal(reason('not-for-root', path), 'no-permission')
    if (standing.kind === 'link') throw refusal(reason('a-link', path, standing.target))
    if (standing.kind === 'file' && standing.mode > 0o777) throw refusal(reason('set-id', path))
  },
  publish: ({ path: staged, sha256 }, path, standing) =>
    byRoot.replace(staged, path, {
      sha256,
      mode: 0o755,
      owner: root,
      standing: digestOf(standing),
    }),
  prepareReturn: async (path, standing, previous, keep) => {
    if (previous.kind === 'absent') return { go: () => byRoot.removeFile(path, standing), drop }
    const kept = previous.kind === 'file' ? await keptAt(previous, keep) : undefined
    if (previous.kind !== 'file' || kept === undefined) return undefined
    const { sha256, mode, uid, gid } = previous
    const by = { sha256, mode: mode & 0o777, owner: { uid, gid }, standing }
    return { go: () => byRoot.replace(kept, path, by), drop }
  },
})
