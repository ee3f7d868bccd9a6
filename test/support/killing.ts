import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'

/** Bundles the program that is killed. */
export const buildKilledRun = async (outfile: string): Promise<void> => {
  await build({
    entryPoints: ['test/support/killed-run.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20.19',
    banner: {
      js: "import{createRequire as __c}from'node:module';const require=__c(import.meta.url);",
    },
  })
}

interface Killing {
  readonly env: Readonly<Record<string, string>>
  /** Killed when it has been at the machine so many times; never unless told. */
  readonly at?: number
  /** Milliseconds after that. */
  readonly later?: number
  /** Whose process it is; the test's own unless told. */
  readonly as?: { readonly uid: number; readonly gid: number }
}

export interface Killed {
  readonly killed: boolean
  /** How often it was at the machine. */
  readonly ticks: number
  /** What else it said. */
  readonly text: string
}

/** Runs `apply STEPS` or `undo` to its end, or to the moment it is killed. */
export const runKilled = (
  program: string,
  args: readonly string[],
  { env, at = Number.POSITIVE_INFINITY, later = 0, as }: Killing,
): Promise<Killed> =>
  new Promise((done, failed) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(as && { uid: as.uid, gid: as.gid }),
    })
    let said = ''
    let errors = ''
    let aimed = false
    const ticks = (): number => said.replaceAll(/[^.]/g, '').length
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (aimed || ticks() < at) return
      aimed = true
      setTimeout(() => child.kill('SIGKILL'), later)
    })
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.once('close', (code, signal) => {
      const killed = signal === 'SIGKILL'
      if (code === 0 || killed) done({ killed, ticks: ticks(), text: said.replaceAll('.', '') })
      else failed(new Error(`${args.join(' ')} ended with ${code}: ${errors}`))
    })
  })

const environmentOf = (pid: string): string => {
  try {
    return readFileSync(join('/proc', pid, 'environ'), 'utf8')
  } catch {
    return ''
  }
}

/** Waits for the commands that a killed run has left at work: they come to their end by design. They carry its home in their environment. */
export const leftAtWork = async (home: string): Promise<void> => {
  const isOne = (pid: string): boolean =>
    /^\d+$/.test(pid) && environmentOf(pid).split('\0').includes(`HOME=${home}`)
  while (readdirSync('/proc').some(isOne)) await sleep(10)
}
