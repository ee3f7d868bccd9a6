import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { machineWith, runProcess, bin } from '../../support/cli.ts'
import type { Ended } from '../../support/cli.ts'
import { apart, serveNobody } from './requirements.ts'

export interface DeadMachine {
  /** Where nobody answers. */
  readonly dead: string
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** Runs the built file, killed after some time if it does not end. */
  readonly cli: (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<Ended>
}

const killMs = 20

/** A machine with the system's programs, an empty home and a mount that does not answer. */
export const machineWithDeadMount = (): DeadMachine => {
  const { folder, env } = machineWith({})
  const dead = join(folder, 'dead')
  mkdirSync(dead)
  const program = execFileSync('readlink', ['-f', process.execPath], { encoding: 'utf8' }).trim()
  return {
    dead,
    folder,
    env: { ...env, PATH: '/usr/local/bin:/usr/bin:/bin' },
    cli: (args, given) => {
      const variables = Object.entries(given).map(([name, value]) => `${name}=${value}`)
      const killing = ['timeout', '-s', 'KILL', String(killMs)]
      return runProcess(
        [
          'unshare',
          ...apart,
          'sh',
          '-c',
          serveNobody,
          'sh',
          dead,
          ...killing,
          'env',
          '-i',
          ...variables,
          program,
          bin,
          ...args,
        ],
        { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } },
      )
    },
  }
}
