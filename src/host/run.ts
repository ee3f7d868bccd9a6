import { randomUUID } from 'node:crypto'
import { access, constants } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import type { Output, RunOptions } from '../model/host.ts'
import { exhaustedCode } from '../model/exhausted.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Why } from '../model/unreadable.ts'
import { command } from '../model/value.ts'
import type { Argv } from '../model/value.ts'
import { answers } from './asking.ts'
import { reserveForChild } from './descriptors.ts'
import { findProgram } from './executable.ts'
import { livingPath, whilePlacesAnswer } from './living-places.ts'
import { withScratch } from './scratch.ts'
import { kill, killStrays, markName } from './strays.ts'

/** The child's stdin is a leash: it closes when we end it or die, however we die, and then the whole group dies. */
const leash =
  'exec 3<&0 </dev/null; ((read -r _ <&3; kill -KILL -$$) >/dev/null 2>&1 &); exec "$@" 3<&-'
/** From SIGTERM to SIGKILL: a question has nothing to save. */
const graceMs = 250
/** From the end of the program to the end of its output, which others may hold open. */
const drainMs = 100
const defaultMaxBytes = 1024 * 1024
const windows = process.platform === 'win32'

/** The folder we stand in, which relative names in the environment start from; `/` where it is gone or closed to who runs the command. */
const folder = async (becoming: readonly string[]): Promise<string> => {
  if (becoming.length > 0) return '/'
  try {
    const here = process.cwd()
    await answers(here)
    await access(here, constants.X_OK)
    return here
  } catch {
    return '/'
  }
}

/** The launcher's own words where it could not start the program: they are no answer of the program. */
const notStarted =
  /^(sh|\/bin\/sh|setpriv|sudo|env): .*(not found|no such file|permission denied|bad interpreter|cannot execute|failed to execute|exec format)/i

const checkStarted = (argv: Argv, { exitCode, stderr }: Output): void => {
  if ((exitCode === 126 || exitCode === 127) && notStarted.test(stderr))
    throw new Unreadable(exitCode === 127 ? 'missing-program' : 'denied', command(argv))
}

const whyNotStarted = (code: string | undefined): Why => {
  if (exhaustedCode(Object.assign(new Error(), { code })) !== undefined) return 'exhausted'
  return code === 'EACCES' ? 'denied' : 'missing-program'
}

const pauseMs = 100
const pauses = 10

/** Others may give some back in a moment. Throws `Unreadable` where they do not. */
const untilRoom = async (argv: Argv): Promise<void> => {
  for (let left = pauses; ; left -= 1) {
    try {
      reserveForChild()
      return
    } catch (error) {
      if (left === 0) throw new Unreadable('exhausted', command(argv), { cause: error })
      await sleep(pauseMs)
    }
  }
}

const toText = (bytes: unknown): string =>
  bytes instanceof Uint8Array ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : ''

const spawn = async (
  argv: Argv,
  { deadlineMs, env, maxBytes = defaultMaxBytes, signal }: RunOptions,
  { inSession, argv: becoming }: Prefix,
): Promise<Output> => {
  const mark = randomUUID()
  const [file, ...args] = windows ? argv : (['/bin/sh', '-c', leash, 'sh', ...argv] as const)
  const cwd = await folder(becoming)
  await untilRoom(argv)
  const child = execa(file, args, {
    detached: !windows && inSession !== true,
    reject: false,
    cwd,
    stdin: windows ? 'ignore' : 'pipe',
    encoding: 'buffer',
    maxBuffer: maxBytes,
    extendEnv: false,
    env: { ...env, [markName]: mark },
  })
  const { pid } = child
  const signalGroup = (name: NodeJS.Signals): void => {
    if (pid === undefined) return
    if (windows) void execa('taskkill', ['/pid', String(pid), '/t', '/f'], { reject: false })
    else kill(-pid, name)
  }
  const endAll = async (): Promise<void> => {
    signalGroup('SIGKILL')
    if (!windows && pid !== undefined) await killStrays(mark, pid)
    child.stdout.destroy()
    child.stderr.destroy()
  }
  const grace = Math.min(graceMs, deadlineMs / 2)
  let ending: Promise<void> | undefined
  let late = false
  const end = async (): Promise<void> => {
    signalGroup('SIGTERM')
    await sleep(grace)
    await endAll()
  }
  const stop = (): void => {
    ending ??= end()
  }
  const deadline = setTimeout(() => {
    late = ending === undefined
    stop()
  }, deadlineMs - grace)
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop)
  let drain: NodeJS.Timeout | undefined
  child.once('exit', () => {
    if (!windows) signalGroup('SIGKILL')
    drain = setTimeout(() => void endAll(), drainMs)
  })
  try {
    const { exitCode, stdout, stderr, isMaxBuffer, code } = await child
    // Not even the launcher could be started: no memory, an argument too long.
    if (pid === undefined) throw new Unreadable(whyNotStarted(code), command(argv))
    return {
      // A program whose output was cut ended because of that, one way or another.
      exitCode: ending === undefined && !isMaxBuffer ? exitCode : undefined,
      stdout: toText(stdout),
      stderr: toText(stderr),
      timedOut: late,
      truncated: isMaxBuffer,
    }
  } finally {
    clearTimeout(deadline)
    clearTimeout(drain)
    signal?.removeEventListener('abort', stop)
    // What left the group must be gone before anybody goes on.
    await ending
  }
}

/** What stands before the command so that it runs as somebody else, and who owns the throw-away folders then. */
export interface Prefix {
  readonly argv: readonly string[]
  /** Stays in our session, which sudo's ticket belongs to: ended by its mark alone, not as a group. */
  readonly inSession?: true
  readonly owner?: { readonly uid: number; readonly gid: number }
}

/**
 * Runs a program with exactly the environment given. Never throws on a non-zero exit; throws `Unreadable` when the
 * program is missing or may not be executed. At the deadline the whole process tree is gone.
 */
export const run = async (argv: Argv, options: RunOptions, prefix: Prefix): Promise<Output> => {
  const [path] = await Promise.all([
    livingPath(options.env?.['PATH']),
    findProgram(argv, options.env?.['PATH']),
  ])
  const [first, ...rest] = [...prefix.argv, ...argv]
  const whole: Argv = [first ?? argv[0], ...rest]
  const { scratch = {} } = options
  const output = await withScratch(scratch, prefix.owner, (variables) => {
    const env = { ...options.env, PATH: path, ...variables }
    return whilePlacesAnswer(env, options.signal, (signal) =>
      spawn(whole, { ...options, env, ...(signal === undefined ? {} : { signal }) }, prefix),
    )
  })
  checkStarted(argv, output)
  return output
}
