import type { Output, RunOptions } from '../../model/host.ts'
import { systemPath } from '../../model/system-path.ts'
import type { Argv } from '../../model/value.ts'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'

const linesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What a command gives as its reason: the line it calls an error, else the last it said. Pure. */
export const reasonIn = ({ stdout, stderr }: Output): string => {
  const said = linesIn(stderr)
  return (
    said.find((line) => /^(E|ERROR|Error|Failed)\b/.test(line)) ??
    said.at(-1) ??
    linesIn(stdout).at(-1) ??
    ''
  )
}

/** Why a command did not do what it should, as a step's failure. Pure. */
export const failureOf = (argv: Argv, output: Output): StepError => {
  const line = argv.join(' ')
  if (output.timedOut) return new StepError('timeout', `${line} did not end in time`)
  const reason = reasonIn(output)
  const why = /no space left on device|enough free space/i.test(output.stderr)
    ? 'no-space'
    : 'failed'
  return new StepError(why, reason === '' ? `${line} failed` : `${line} failed: ${reason}`)
}

/** Runs a changing command that must succeed. */
export const change = async (host: WriteHost, argv: Argv, options: RunOptions): Promise<Output> => {
  const output = await host.runChanging(argv, options)
  if (output.exitCode === 0 && !output.timedOut) return output
  throw failureOf(argv, output)
}

/** Whether a program lies where a person, or root, would find it. */
export const hasProgram = async (host: WriteHost, name: string): Promise<boolean> => {
  for (const folder of systemPath(host.env['PATH']).split(':')) {
    const real = await host.realpath(`${folder}/${name}`).catch(() => undefined)
    const stat = real === undefined ? undefined : await host.stat(real).catch(() => undefined)
    if (stat?.kind === 'file' && (stat.mode & 0o111) !== 0) return true
  }
  return false
}

/** The first of several ways whose program is there. */
export const firstWay = async <T extends { readonly program: string }>(
  host: WriteHost,
  ways: readonly T[],
): Promise<T | undefined> => {
  for (const way of ways) if (await hasProgram(host, way.program)) return way
  return undefined
}

/** Asks again every second until it is so, or the seconds are over. */
export const waitUntil = async (
  host: WriteHost,
  seconds: number,
  isSo: () => Promise<boolean>,
): Promise<boolean> => {
  for (let second = 0; second < seconds; second += 1) {
    if (await isSo()) return true
    await host.sleep(1000)
  }
  return isSo()
}
