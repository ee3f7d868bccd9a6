import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ReadHost } from '../model/host.ts'
import { StepError } from '../model/write-host.ts'
import type { Owner } from '../model/write-host.ts'
import type { Argv } from '../model/value.ts'
import { toStepError } from './write-error.ts'
import type { FileWriter } from './write-files.ts'

/** Runs a command as root and returns what it said; throws `StepError` when it failed. */
export type AsRoot = (...argv: Argv) => Promise<string>

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 1))
const octal = (mode: number): string => mode.toString(8).padStart(4, '0')
const ids = ({ uid, gid }: Owner): string => `${uid}:${gid}`

/** With a private copy that root then reads. */
const staged = async (
  content: string | Uint8Array,
  use: (file: string) => Promise<void>,
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'k8s-doctor-')).catch((error: unknown) => {
    throw toStepError(tmpdir(), error)
  })
  const file = join(folder, 'staged')
  try {
    await writeFile(file, content, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
      throw toStepError(file, error)
    })
    await use(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The same changes by somebody who is not root but may become it: coreutils through sudo. Folders on the way that this user
 * cannot look into must be free of links.
 */
export const rootWriter = ({ stat }: Pick<ReadHost, 'stat'>, asRoot: AsRoot): FileWriter => {
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
  const swap = async (path: string, make: (fresh: string) => Promise<void>): Promise<void> => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const fresh = `${folderOf(path)}/.${name}.k8s-doctor-${randomUUID().slice(0, 8)}`
    try {
      await make(fresh)
      await asRoot('mv', '-fT', '--', fresh, path)
    } catch (error) {
      await asRoot('rm', '-f', '--', fresh).catch(() => undefined)
      throw error
    }
    await asRoot('sync', folderOf(path))
  }
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
      await staged(content, (file) =>
        swap(path, async (fresh) => {
          const rights = mode === undefined ? (kind === '' ? '0644' : old) : octal(mode)
          const [user, group] = [owner?.uid ?? uid, owner?.gid ?? gid]
          await asRoot(
            'install',
            '-m',
            rights,
            '-o',
            `${user}`,
            '-g',
            `${group}`,
            '--',
            file,
            fresh,
          )
          await asRoot('sync', fresh)
        }),
      )
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
        await asRoot('ln', '-s', '--', target, fresh)
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
