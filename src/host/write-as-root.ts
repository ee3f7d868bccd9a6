import { createHash, randomUUID } from 'node:crypto'
import { constants, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReadHost } from '../model/host.ts'
import { installReasons, reason } from '../model/install-reason.ts'
import { StepError } from '../model/write-host.ts'
import type { Owner } from '../model/write-host.ts'
import type { Argv } from '../model/value.ts'
import { toStepError } from './write-error.ts'
import type { FileWriter } from './write-files.ts'
import { temporaryFolder } from './temporary.ts'

/** Runs a command as root and returns what it said; throws `StepError` when it failed. */
export type AsRoot = (...argv: Argv) => Promise<string>

/** What is to stand at a path, and what stands there now. */
export interface Replacing {
  readonly sha256: string
  readonly mode: number
  readonly owner: Owner
  /** sha256 of the file there; undefined where there is none. */
  readonly standing: string | undefined
}

export interface RootWriter extends FileWriter {
  /**
   * Puts the bytes of a file at a path in place of those that stand there. They are hashed once they lie where only root can change
   * them, and have no rights before.
   */
  readonly replace: (file: string, path: string, by: Replacing) => Promise<void>
  /** Removes a file that still has these bytes. */
  readonly removeFile: (path: string, sha256: string) => Promise<void>
}

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 1))
const octal = (mode: number): string => mode.toString(8).padStart(4, '0')
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const ids = ({ uid, gid }: Owner): string => `${uid}:${gid}`

/** With a private copy that root then reads, and can read: not in a home that lies on another machine. */
const staged = async (
  fill: (file: string) => Promise<void>,
  use: (file: string) => Promise<void>,
): Promise<void> => {
  const folder = await mkdtemp(join(temporaryFolder(), 'k8s-doctor-')).catch((error: unknown) => {
    throw toStepError(temporaryFolder(), error)
  })
  const file = join(folder, 'staged')
  try {
    await fill(file).catch((error: unknown) => {
      throw toStepError(file, error)
    })
    await use(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Goes into a folder and works from there: who renames folders or plants links meanwhile leads nobody elsewhere. */
const inside =
  'cd -P -- "$1" && test "$(pwd -P)" = "$1" || { echo "$1 leads elsewhere now" >&2; exit 1; }; shift; exec "$@"'

/** Names of unfinished files beside a path, for find(1); a run that was killed leaves one. */
const unfinished = (name: string): string =>
  `.${name.replaceAll(/[\\*?[\]]/g, String.raw`\$&`)}.k8s-doctor-????????`

const changed = (path: string): StepError => {
  const why = reason('being-changed', path)
  return new StepError('refused', installReasons['being-changed'](path), { reason: why })
}

/**
 * The same changes by somebody who is not root but may become it: coreutils through sudo. Folders on the way that this user
 * cannot look into must be free of links.
 */
export const rootWriter = ({ stat }: Pick<ReadHost, 'stat'>, asRoot: AsRoot): RootWriter => {
  const straight = async (path: string): Promise<void> => {
    const folder = folderOf(path)
    const real = (await asRoot('realpath', '--', folder)).trim()
    if (real !== folder)
      throw new StepError('refused', `${path} leads through a symbolic link, to ${real}`)
  }
  /** coreutils' word for what it is; empty where nothing is. */
  const present = async (path: string): Promise<string> =>
    (
      await asRoot('stat', '-c', '%F', '--', path).catch((error: unknown) => {
        if (error instanceof StepError && /No such file/.test(error.message)) return ''
        throw error
      })
    ).trim()
  const isThere = async (path: string): Promise<boolean> => {
    try {
      return (await stat(path)) !== undefined
    } catch {
      return (await present(path)) !== ''
    }
  }
  const inFolder = (path: string, ...argv: Argv): Promise<string> =>
    asRoot('sh', '-c', inside, 'sh', folderOf(path), ...argv)
  const swap = async (path: string, make: (fresh: string) => Promise<void>): Promise<void> => {
    const name = nameOf(path)
    const litter = ['!', '-type', 'd', '-name', unfinished(name)] as const
    await inFolder(path, 'find', '.', '-maxdepth', '1', ...litter, '-delete')
    const fresh = `./.${name}.k8s-doctor-${randomUUID().slice(0, 8)}`
    try {
      await make(fresh)
      await inFolder(path, 'mv', '-fT', '--', fresh, `./${name}`)
    } catch (error) {
      await inFolder(path, 'rm', '-f', '--', fresh).catch(() => undefined)
      throw error
    }
    await inFolder(path, 'sync', '.')
  }
  const digestIn = async (path: string, file: string): Promise<string> =>
    (await inFolder(path, 'sha256sum', '--', file)).slice(0, 64)
  /** Throws unless a plain file of these bytes stands there, or nothing at all. */
  const stands = async (path: string, sha256: string | undefined): Promise<void> => {
    await straight(path)
    const kind = await present(path)
    if (sha256 === undefined ? kind === '' : kind.startsWith('regular'))
      if (sha256 === undefined || (await digestIn(path, `./${nameOf(path)}`)) === sha256) return
    throw changed(path)
  }
  const put = async (
    file: string,
    path: string,
    { sha256, mode, owner }: Omit<Replacing, 'standing'>,
    check: () => Promise<void> = async () => undefined,
  ): Promise<void> =>
    swap(path, async (fresh) => {
      await inFolder(path, 'install', '-m', '0600', '--', file, fresh)
      if ((await digestIn(path, fresh)) !== sha256) throw changed(file)
      await inFolder(path, 'chown', '--', ids(owner), fresh)
      await inFolder(path, 'chmod', '--', octal(mode), fresh)
      await inFolder(path, 'sync', fresh)
      await check()
    })
  return {
    writeAtomic: async (path, content, { mode, owner } = {}) => {
      await straight(path)
      const kind = await present(path)
      if (kind !== '' && !kind.startsWith('regular'))
        throw new StepError('refused', `${path} is a ${kind}, no plain file`)
      const of = kind === '' ? folderOf(path) : path
      const [, uid = '', gid = '', old = ''] =
        /^(\d+) (\d+) ([0-7]+)$/.exec((await asRoot('stat', '-c', '%u %g %a', '--', of)).trim()) ??
        []
      const rights = {
        sha256: createHash('sha256').update(content).digest('hex'),
        mode: mode ?? (kind === '' ? 0o644 : Number.parseInt(old, 8)),
        owner: owner ?? { uid: Number(uid), gid: Number(gid) },
      }
      await staged(
        (file) => writeFile(file, content, { mode: 0o600, flag: 'wx' }),
        (file) => put(file, path, rights),
      )
    },
    replace: async (file, path, by) => {
      await straight(path)
      await staged(
        (copy) => copyFile(file, copy, constants.COPYFILE_EXCL),
        (copy) => put(copy, path, by, () => stands(path, by.standing)),
      )
    },
    removeFile: async (path, sha256) => {
      await stands(path, sha256)
      await inFolder(path, 'rm', '-f', '--', `./${nameOf(path)}`)
      await inFolder(path, 'sync', '.')
    },
    remove: async (path) => {
      await straight(path)
      const folder = (await present(path)) === 'directory'
      await (folder ? asRoot('rmdir', '--', path) : asRoot('rm', '-f', '--', path))
    },
    rename: async (from, to) => {
      await Promise.all([straight(from), straight(to)])
      await asRoot('mv', '-fT', '--', from, to)
    },
    mkdir: async (path, { mode = 0o755, owner } = {}) => {
      const names = path.split('/').filter((name) => name !== '')
      for (let depth = 1; depth <= names.length; depth += 1) {
        const folder = `/${names.slice(0, depth).join('/')}`
        if (await isThere(folder)) continue
        await straight(folder)
        await asRoot('mkdir', '-m', octal(mode), '--', folder)
        await asRoot(
          'chown',
          ...(owner === undefined ? [`--reference=${folderOf(folder)}`] : [ids(owner)]),
          '--',
          folder,
        )
      }
    },
    symlink: async (target, path) => {
      await straight(path)
      const kind = await present(path)
      if (kind !== '' && kind !== 'symbolic link')
        throw new StepError('refused', `${path} is there already and no symbolic link`)
      await swap(path, async (fresh) => {
        await inFolder(path, 'ln', '-s', '--', target, fresh)
      })
    },
    chown: async (path, owner) => {
      await straight(path)
      await asRoot('chown', '-h', '--', ids(owner), path)
    },
    chmod: async (path, mode) => {
      await straight(path)
      if ((await present(path)) === 'symbolic link')
        throw new StepError('refused', `${path} is a symbolic link`)
      await asRoot('chmod', '--', octal(mode), path)
    },
  }
}
