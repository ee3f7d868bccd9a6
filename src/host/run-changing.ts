import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Output } from '../model/host.ts'
import type { Argv } from '../model/value.ts'
import type { ChangeOptions } from '../model/write-host.ts'
import { findProgram } from './executable.ts'
import { follow } from './follow.ts'
import { temporaryFolder } from './temporary.ts'
import { carriersOf, kill, markName } from './strays.ts'

/** From SIGTERM to SIGKILL: a package manager must get the time to leave its database whole. */
const graceMs = 10_000
const defaultMaxBytes = 1024 * 1024
const windows = process.platform === 'win32'

interface Ending {
  readonly exitCode: number | undefined
  readonly timedOut: boolean
}

/** What stands before the command so that it runs as somebody else. */
export interface Becoming {
  readonly argv: readonly string[]
  /** sudo's ticket belongs to our session: no session of its own, and it is ended by its mark. */
  readonly inSession?: boolean
  /** sudo, which has its own way to the deadline, gets so much longer. */
  readonly spareMs?: number
  /** What it reads from stdin, of at most a pipe's 64 KiB; nothing unless told. */
  readonly input?: string
}

type Streams = readonly [FileHandle | 'ignore', FileHandle | 'ignore']

const stdio = (stream: FileHandle | 'ignore'): number | 'ignore' =>
  stream === 'ignore' ? stream : stream.fd

/** The whole group; of a command that may be asked to end also what has left it. */
const signalAll = async (
  pid: number | undefined,
  mark: string | undefined,
  name: NodeJS.Signals,
): Promise<void> => {
  if (pid !== undefined) kill(windows ? pid : -pid, name)
  if (mark !== undefined) for (const carrier of await carriersOf(mark)) kill(carrier, name)
}

const finish = (
  [program, ...args]: Argv,
  { deadlineMs, env, signal }: ChangeOptions,
  [stdout, stderr]: Streams,
  { inSession = false, spareMs = 0, input }: Becoming,
): Promise<Ending> =>
  new Promise((done, failed) => {
    const mark = signal === undefined ? undefined : randomUUID()
    const child = spawn(program, args, {
      // A session of its own keeps Ctrl-C away, and sudo's ticket too.
      detached: !windows && !inSession,
      cwd: '/',
      env: { ...env, ...(mark === undefined ? {} : { [markName]: mark }) },
      stdio: [input === undefined ? 'ignore' : 'pipe', stdio(stdout), stdio(stderr)],
    })
    // Whoever refuses to start reads nothing.
    child.stdin?.on('error', () => undefined).end(input)
    let timedOut = false
    let ending = false
    const end = async (): Promise<void> => {
      if (ending) return
      ending = true
      await signalAll(child.pid, mark, 'SIGTERM')
      await sleep(graceMs, undefined, { ref: false })
      if (child.exitCode === null && child.signalCode === null)
        await signalAll(child.pid, mark, 'SIGKILL')
    }
    const onAbort = (): void => void end()
    const deadline = setTimeout(() => {
      timedOut = !ending
      void end()
    }, deadlineMs + spareMs)
    const settled = (): void => {
      clearTimeout(deadline)
      signal?.removeEventListener('abort', onAbort)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    if (signal?.aborted === true) onAbort()
    child.once('error', (error) => {
      settled()
      failed(error)
    })
    child.once('exit', (code) => {
      settled()
      done({ exitCode: ending ? undefined : (code ?? undefined), timedOut })
    })
  })

const tail = async (
  stream: FileHandle | 'ignore',
  maxBytes: number,
): Promise<{ readonly text: string; readonly cut: boolean }> => {
  if (stream === 'ignore') return { text: '', cut: false }
  const { size } = await stream.stat()
  const from = Math.max(size - maxBytes, 0)
  const { buffer, bytesRead } = await stream.read(Buffer.alloc(size - from), 0, size - from, from)
  return { text: buffer.subarray(0, bytesRead).toString('utf8'), cut: from > 0 }
}

/** Where the output goes meanwhile; on a disk without room for it the command runs all the same. */
const withStreams = async <T>(use: (streams: Streams) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(temporaryFolder(), 'k8s-doctor-')).catch(() => undefined)
  if (folder === undefined) return use(['ignore', 'ignore'])
  const [stdout, stderr] = await Promise.all(
    ['out', 'err'].map((name) => open(join(folder, name), 'wx+', 0o600).catch(() => undefined)),
  )
  const drop = (): Promise<void> => rm(folder, { recursive: true, force: true })
  // Open files need no name: a run that is killed leaves none behind.
  if (!windows) await drop()
  try {
    return await use([stdout ?? 'ignore', stderr ?? 'ignore'])
  } finally {
    await Promise.all([stdout?.close(), stderr?.close()])
    if (windows) await drop()
  }
}

/** Hands on what is said while it is said. */
const listening = async (
  [stdout, stderr]: Streams,
  { onOutput }: ChangeOptions,
  work: () => Promise<Ending>,
): Promise<Ending> => {
  if (onOutput === undefined) return work()
  const followers = [
    ...(stdout === 'ignore' ? [] : [follow(stdout, (text) => onOutput(text, 'stdout'))]),
    ...(stderr === 'ignore' ? [] : [follow(stderr, (text) => onOutput(text, 'stderr'))]),
  ]
  try {
    return await work()
  } finally {
    await Promise.all(followers.map(({ end }) => end()))
  }
}

/**
 * Runs a command that changes the machine. Other than a question it is not ended when we are: half an installation is worse than
 * one that nobody waits for; its output goes to a file so that it never writes into a closed pipe. What it leaves running (a
 * service) stays. At its deadline, or when the signal it was given fires, it is asked to end, and ended 10 s later. Throws
 * `Unreadable` when the program is missing.
 */
export const runChanging = async (
  argv: Argv,
  options: ChangeOptions,
  prefix: Becoming,
): Promise<Output> => {
  await findProgram(argv, options.env?.['PATH'])
  const [first, ...rest] = [...prefix.argv, ...argv]
  const { maxBytes = defaultMaxBytes } = options
  return withStreams(async (streams) => {
    const ending = await listening(streams, options, () =>
      finish([first ?? argv[0], ...rest], options, streams, prefix),
    )
    const [stdout, stderr] = await Promise.all(streams.map((stream) => tail(stream, maxBytes)))
    return {
      ...ending,
      stdout: stdout?.text ?? '',
      stderr: stderr?.text ?? '',
      truncated: stdout?.cut === true || stderr?.cut === true,
    }
  })
}
