import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Unreadable } from '../model/unreadable.ts'
import { path as pathValue } from '../model/value.ts'
import type { Questions } from './reader-process.ts'

/** Without a sign of life a file system is given up; a network's own patience is minutes, or for ever. */
const patienceMs = 3000

/** As it was built: beside the command line, above the other chunks, or from the sources. */
const program = ['./reader.mjs', '../reader.mjs', '../../dist/reader.mjs']
  .map((place) => fileURLToPath(new URL(place, import.meta.url)))
  .find((file) => existsSync(file))

interface Waiting {
  readonly done: (value: unknown) => void
  readonly fail: (error: unknown) => void
}

type Reader = (question: string, args: readonly unknown[]) => Promise<unknown>

/** Made by `reader-process`, which is of this build. */
interface Answer {
  readonly id?: number
  readonly value?: unknown
  readonly why?: Unreadable['why']
  readonly what: Unreadable['what']
  readonly error?: string
}

/** A process that asks one file system. All of it is given up, and the process ended, when it has been silent for too long. */
const startReader = (mount: string): Reader => {
  const gone = (): Unreadable => new Unreadable('timeout', pathValue(mount))
  const waiting = new Map<number, Waiting>()
  let over = program === undefined
  let asked = 0
  let timer: NodeJS.Timeout | undefined
  const child = fork(program ?? '', {
    execArgv: [],
    env: {},
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  const end = (): void => {
    over = true
    clearTimeout(timer)
    child.kill('SIGKILL')
    for (const { fail } of waiting.values()) fail(gone())
    waiting.clear()
  }
  const wait = (): void => {
    clearTimeout(timer)
    if (waiting.size > 0) timer = setTimeout(end, patienceMs)
  }
  child.on('error', end)
  child.on('exit', end)
  child.on('message', (message) => {
    const { id = 0, value, why, what, error } = message as unknown as Answer
    const question = waiting.get(id)
    waiting.delete(id)
    wait()
    if (why !== undefined) question?.fail(new Unreadable(why, what))
    else if (error !== undefined) question?.fail(new Error(error))
    else question?.done(value)
  })
  child.unref()
  child.channel?.unref()
  process.once('exit', () => child.kill('SIGKILL'))
  return (question, args) =>
    new Promise((done, fail) => {
      if (over) {
        fail(gone())
        return
      }
      asked += 1
      waiting.set(asked, { done, fail })
      if (waiting.size === 1) wait()
      child.send([asked, question, args], (error) => {
        if (error !== null) end()
      })
    })
}

const readers = new Map<string, Reader>()

/** Asks a process about a file on that mount. Throws `Unreadable`, at once where the mount has been given up before. */
export const askReader = async <T>(
  mount: string,
  question: keyof Questions,
  args: readonly unknown[],
): Promise<T> => {
  const reader = readers.get(mount) ?? startReader(mount)
  readers.set(mount, reader)
  // The other end runs the very function of that name: its answer has that function's type.
  return (await reader(question, args)) as T
}
