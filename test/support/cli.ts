import { spawn } from 'node:child_process'
import type { SpawnOptions } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { onTestFinished } from 'vitest'
import { reportSchema } from '../../src/report/schema.ts'
import type { JsonReport } from '../../src/report/schema.ts'

/** The file users start. */
export const bin = resolve('bin/k8s-doctor.mjs')

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Wall time around the whole process. */
  readonly ms: number
}

export interface ProcessOptions {
  /** The whole environment of the process: nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** What stdin is; a pipe that nobody closes unless told. */
  readonly stdin?: 'open' | 'ignore'
  /** Called with the process while it runs. */
  readonly during?: (pid: number) => void
}

/** Runs a program to its end, whatever its exit code. */
export const runProcess = (
  [program, ...args]: readonly [string, ...string[]],
  { env = {}, cwd, stdin = 'open', during }: ProcessOptions = {},
): Promise<Ended> =>
  new Promise((done, fail) => {
    const began = performance.now()
    const options: SpawnOptions = {
      env: { ...env },
      stdio: [stdin === 'open' ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    }
    const child = spawn(program, args, options)
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
    child.once('error', fail)
    child.once('close', (code) =>
      done({
        code,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
        ms: performance.now() - began,
      }),
    )
    if (child.pid !== undefined) during?.(child.pid)
  })

/** Runs the built file. */
export const runCli = (args: readonly string[], options: ProcessOptions = {}): Promise<Ended> =>
  runProcess([process.execPath, bin, ...args], options)

/** A copy of the program that everybody who may enter the folder can start, wherever the repository lies. */
export const copyProgram = (folder: string): string => {
  for (const part of ['bin', 'dist'])
    cpSync(resolve(part), join(folder, 'program', part), { recursive: true })
  return join(folder, 'program/bin/k8s-doctor.mjs')
}

/** Whether a process still runs; a zombie does not. Linux. */
export const alive = (pid: number | string): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** A folder that is gone after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'k8s-doctor-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Writes files below a folder: `{ 'a/b': 'text' }`. */
export const writeFiles = (
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  mode = 0o644,
): void => {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content, { mode })
  }
}

/** A machine with exactly these programs (bodies of shell scripts) on PATH and an empty home. */
export const machineWith = (
  programs: Readonly<Record<string, string>>,
): { readonly folder: string; readonly env: Readonly<Record<string, string>> } => {
  const folder = temporaryFolder()
  const scripts = Object.entries(programs).map(
    ([name, body]) => [join('bin', name), `#!/bin/sh\n${body}\n`] as const,
  )
  writeFiles(folder, Object.fromEntries(scripts), 0o755)
  writeFiles(folder, { 'home/.keep': '', 'tmp/.keep': '' })
  return {
    folder,
    env: {
      PATH: join(folder, 'bin'),
      HOME: join(folder, 'home'),
      TMPDIR: join(folder, 'tmp'),
      LANG: 'C.UTF-8',
    },
  }
}

/** A report as `--json` prints it; fails where it does not keep the contract. */
export const parseReport = (text: string): JsonReport => v.parse(reportSchema, JSON.parse(text))

/** Codes of all findings, in the order of the report. */
export const codesIn = ({ checks }: JsonReport): readonly string[] =>
  checks.flatMap(({ findings }) => findings.map(({ code }) => code))

export const statusOf = ({ checks }: JsonReport, id: string): string | undefined =>
  checks.find((check) => check.id === id)?.status
