import { access, constants, open, readdir, stat } from 'node:fs/promises'
import { arch } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import { attempt, Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { asking } from './asking.ts'

const windows = process.platform === 'win32'

/** ELF `e_machine` of what this CPU runs by itself. Source: elf(5), <elf.h>. */
const machines: Readonly<Record<string, readonly number[]>> = {
  x64: [62, 3],
  ia32: [3],
  arm64: [183, 40],
  arm: [40],
  ppc64: [21, 20],
  s390x: [22],
  riscv64: [243],
}

/** Mach-O of either width, and universal files. Source: <mach-o/loader.h>, <mach-o/fat.h>. */
const machO = new Set([0xfe_ed_fa_ce, 0xfe_ed_fa_cf, 0xce_fa_ed_fe, 0xcf_fa_ed_fe, 0xca_fe_ba_be])

/** Whether the kernel was taught further formats, an emulator's for instance. */
const hasEmulators = async (): Promise<boolean> => {
  const names = await readdir('/proc/sys/fs/binfmt_misc').catch((): string[] => [])
  return names.some((name) => name !== 'register' && name !== 'status')
}

const elfMachine = (head: Buffer): number =>
  head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18)

const headOf = async (path: string): Promise<Buffer | undefined> => {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(20), 0, 20, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Whether the kernel itself can start the file. What it refuses (a saved web page, a binary for another CPU) the C library and
 * every shell hand to /bin/sh as a script, line by line: that must not happen to a diagnosis.
 */
const startable = async (path: string): Promise<boolean> => {
  const head = await headOf(path)
  // May be run but not read: nothing more can be known.
  if (head === undefined) return true
  if (head.toString('latin1', 0, 2) === '#!') return true
  if (head.length === 20 && head.toString('latin1', 1, 4) === 'ELF') {
    const own = machines[arch()]
    return own === undefined || own.includes(elfMachine(head)) || hasEmulators()
  }
  if (process.platform === 'darwin' && head.length >= 4) return machO.has(head.readUInt32BE(0))
  return path.endsWith('.exe') && hasEmulators()
}

const candidates = (name: string, path: string): readonly string[] => {
  const endings = windows ? ['', '.exe', '.cmd'] : ['']
  if (isAbsolute(name) || name.includes('/')) return [name]
  return path
    .split(delimiter)
    .flatMap((dir) => (dir === '' ? [] : endings.map((end) => join(dir, name + end))))
}

/** What a file on PATH is to who would start it. */
export type ProgramState = 'runs' | 'no-program' | 'may-not-run' | 'cannot-run'

const isDenied = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EACCES'

/** Asked in this process. */
export const programAt = async (path: string): Promise<ProgramState> => {
  try {
    await access(path, constants.X_OK)
    if (!(await stat(path)).isFile()) return 'no-program'
    return windows || (await startable(path)) ? 'runs' : 'cannot-run'
  } catch (error) {
    return isDenied(error) ? 'may-not-run' : 'no-program'
  }
}

/** The program's file, as a shell would find it; throws `Unreadable` where there is none or it cannot be started. */
export const findProgram = async (argv: Argv, path: string | undefined): Promise<string> => {
  let denied = false
  let silent: Unreadable | undefined
  for (const candidate of candidates(argv[0], path ?? '')) {
    const state = await attempt(asking('programAt', candidate, () => programAt(candidate)))
    if (!state.ok) silent ??= state.why
    else if (state.value === 'runs') return candidate
    else if (state.value === 'cannot-run') throw new Unreadable('denied', command(argv))
    else denied ||= state.value === 'may-not-run'
  }
  // It may lie in a folder that does not answer.
  if (silent !== undefined) throw silent
  throw new Unreadable(denied ? 'denied' : 'missing-program', command(argv))
}
