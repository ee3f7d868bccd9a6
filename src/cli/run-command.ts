import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createExplainer } from '../explain/explainer.ts'
import { findProgram } from '../host/executable.ts'
import { Unreadable } from '../model/unreadable.ts'
import type { Argv } from '../model/value.ts'
import { conclude, refuseTwoReports } from './explain-log.ts'
import type { ExplainOptions } from './explain-log.ts'
import { lineFeed } from './line-feed.ts'
import { print } from './output.ts'
import type { RunContext } from './program.ts'
import { UsageError } from './usage-error.ts'

/** As a shell tells it. */
const notFound = 127
const notExecutable = 126
const signalled = 128

/** From the end of the command to the end of its output, which what it left running may hold open. */
const drainMs = 1000

type Env = Readonly<Record<string, string | undefined>>
type Child = ChildProcessByStdio<null, Readable, Readable>

/** minikube takes a pipe for a file and leaves out what it shows a person; at a terminal it is told otherwise. */
const environment = (env: Env, { isTTY }: NodeJS.WriteStream): Env => {
  const plain = env['NO_COLOR'] !== undefined || env['TERM'] === 'dumb'
  return isTTY && !plain ? { MINIKUBE_IN_STYLE: 'true', ...env } : env
}

/** Shown as it comes, as fast as the reader takes it; who reads no more is noticed by the command, as in a pipe. */
const passOn = (from: Readable, to: NodeJS.WriteStream, take: (bytes: Buffer) => void): void => {
  from.on('data', take)
  from.pipe(to, { end: false })
  to.once('error', () => from.destroy())
}

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Whatever ends us is handed on; Ctrl-C at a terminal reaches the command by itself. */
const handOn = (child: Child): { readonly got: () => boolean; readonly stop: () => void } => {
  let got = false
  const heard = endings.map((name) => {
    const on = (): void => {
      got = true
      if (name !== 'SIGINT' || !process.stdin.isTTY) child.kill(name)
    }
    process.on(name, on)
    return () => process.off(name, on)
  })
  return {
    got: () => got,
    stop: () => {
      for (const off of heard) off()
    },
  }
}

interface Ended {
  readonly exit: number
  /** Somebody ended it: there is nothing to explain. */
  readonly interrupted: boolean
}

const codeOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? signalled + (signal === null ? 0 : constants.signals[signal])

const follow = async (
  [program, ...args]: Argv,
  push: (text: string) => void,
  stdout: NodeJS.WriteStream,
): Promise<Ended> => {
  const child: Child = spawn(program, args, {
    stdio: ['inherit', 'pipe', 'pipe'],
    env: { ...environment(process.env, stdout) },
  })
  const feeds = [lineFeed(push), lineFeed(push)] as const
  passOn(child.stdout, stdout, feeds[0].take)
  passOn(child.stderr, process.stderr, feeds[1].take)
  const signals = handOn(child)
  const closed = once(child, 'close')
  const [code, signal] = await new Promise<readonly [number | null, NodeJS.Signals | null]>(
    (done, failed) => {
      child.once('error', failed)
      child.once('exit', (...ended) => done(ended))
    },
  )
  await Promise.race([closed, sleep(drainMs, undefined, { ref: false })])
  child.stdout.destroy()
  child.stderr.destroy()
  signals.stop()
  for (const { end } of feeds) end()
  return {
    exit: codeOf(code, signal),
    interrupted:
      signals.got() || signal === 'SIGINT' || code === signalled + constants.signals.SIGINT,
  }
}

/** What a shell says where it cannot start a program; that, too, is explained. */
const notStarted = async (
  [name]: Argv,
  error: unknown,
  push: (text: string) => void,
): Promise<Ended> => {
  if (!(error instanceof Unreadable)) throw error
  const absent = error.why === 'missing-program'
  const line = absent ? `${name}: command not found\n` : `${name}: cannot execute binary file\n`
  push(line)
  await print(line, process.stderr)
  return { exit: absent ? notFound : notExecutable, interrupted: false }
}

/**
 * `run -- COMMAND …`: the command as it is, and after it, where it failed, what its output proves. Ends with the command's own exit
 * code, so that scripts go on as before. With --json the output goes to stderr and stdout holds the explanation alone.
 */
export const runCommand = async (
  [first, ...rest]: readonly string[],
  options: ExplainOptions,
  context: RunContext,
): Promise<number> => {
  if (first === undefined)
    throw new UsageError('run wants a command: k8s-doctor run -- minikube start')
  refuseTwoReports(options)
  const argv: Argv = [first, ...rest]
  const explainer = createExplainer()
  const stdout = options.json === true ? process.stderr : process.stdout
  const { exit, interrupted } = await findProgram(argv, process.env['PATH']).then(
    (program) => follow([program, ...rest], explainer.push, stdout),
    (error: unknown) => notStarted(argv, error, explainer.push),
  )
  const failed = exit !== 0 && !interrupted
  if (failed || options.json === true || options.output !== undefined)
    await conclude(explainer.end(), options, {
      ...context,
      ...(failed ? {} : { quiet: true }),
      stream: process.stderr,
    })
  return exit
}
