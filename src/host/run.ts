import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, readdir, readFile } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import type { Output, RunOptions } from '../model/host.ts'
import { Unreadable } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { withScratch } from './scratch.ts'

/** The child's stdin is a leash: it closes when we end it or die, however we die, and then the whole group dies. */
const leash =
  'exec 3<&0 </dev/null; ((read -r _ <&3; kill -KILL -$$) >/dev/null 2>&1 &); exec "$@" 3<&-'
const graceMs = 500
const defaultMaxBytes = 1024 * 1024
const windows = process.platform === 'win32'

const kill = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch {
    // already gone
  }
}

/** Linux only: ends what left the process group (setsid) but still carries our mark in its environment. */
const killStrays = async (mark: string): Promise<void> => {
  const pids = await readdir('/proc').catch((): string[] => [])
  await Promise.all(
    pids
      .filter((pid) => /^\d+$/.test(pid))
      .map(async (pid) => {
        const environ = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
        if (environ.includes(mark)) kill(Number(pid), 'SIGKILL')
      }),
  )
}

/** The program's own path, as the shell would find it. */
const findProgram = async (argv: Argv, path: string | undefined): Promise<void> => {
  const [name] = argv
  const endings = windows ? ['', '.exe', '.cmd'] : ['']
  const candidates = isAbsolute(name)
    ? [name]
    : (path ?? '')
        .split(delimiter)
        .flatMap((dir) => (dir === '' ? [] : endings.map((end) => join(dir, name + end))))
  let denied = false
  for (const candidate of candidates) {
    try {
      await access(candidate, constants.X_OK)
      return
    } catch (error) {
      denied ||= error instanceof Error && 'code' in error && error.code === 'EACCES'
    }
  }
  throw new Unreadable(denied ? 'denied' : 'missing-program', command(argv))
}

const spawn = async (
  argv: Argv,
  { deadlineMs, env, maxBytes = defaultMaxBytes }: RunOptions,
): Promise<Output> => {
  const mark = `K8S_DOCTOR_RUN=${randomUUID()}`
  const [file, ...args] = windows ? argv : (['/bin/sh', '-c', leash, 'sh', ...argv] as const)
  const child = execa(file, args, {
    detached: !windows,
    reject: false,
    stdin: windows ? 'ignore' : 'pipe',
    maxBuffer: maxBytes,
    extendEnv: false,
    env: { ...env, K8S_DOCTOR_RUN: mark.slice('K8S_DOCTOR_RUN='.length) },
  })
  const { pid } = child
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (pid === undefined) return
    if (windows) void execa('taskkill', ['/pid', String(pid), '/t', '/f'], { reject: false })
    else kill(-pid, signal)
  }
  let timedOut = false
  const end = async (): Promise<void> => {
    timedOut = true
    signalGroup('SIGTERM')
    await sleep(graceMs)
    signalGroup('SIGKILL')
    if (!windows) await killStrays(mark)
    child.stdout.destroy()
    child.stderr.destroy()
  }
  const deadline = setTimeout(() => void end(), Math.max(deadlineMs - graceMs, 1))
  if (!windows) child.once('exit', () => signalGroup('SIGKILL'))
  try {
    const { exitCode, stdout, stderr, isMaxBuffer } = await child
    return { exitCode, stdout, stderr, timedOut, truncated: isMaxBuffer }
  } finally {
    clearTimeout(deadline)
  }
}

/** What stands before the command so that it runs as somebody else, and who owns the throw-away folders then. */
export interface Prefix {
  readonly argv: readonly string[]
  readonly owner?: { readonly uid: number; readonly gid: number }
}

/**
 * Runs a program with exactly the environment given. Never throws on a non-zero exit; throws `Unreadable` when the
 * program is missing or may not be executed. At the deadline the whole process tree is gone.
 */
export const run = async (argv: Argv, options: RunOptions, prefix: Prefix): Promise<Output> => {
  await findProgram(argv, options.env?.['PATH'])
  const [first, ...rest] = [...prefix.argv, ...argv]
  const whole: Argv = [first ?? argv[0], ...rest]
  const { scratch } = options
  if (scratch === undefined) return spawn(whole, options)
  return withScratch(scratch, prefix.owner, (variables) =>
    spawn(whole, { ...options, env: { ...options.env, ...variables } }),
  )
}
