import { changing, deadlines } from '../../catalog/deadlines.ts'
import { dockerEnv } from '../../facts/docker-env.ts'
import type { Output, RunOptions } from '../../model/host.ts'
import { attempt } from '../../model/unreadable.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { failureOf } from './commands.ts'

/** Asks docker; lines without blanks. Throws `StepError` where it does not answer. */
export const askDocker = async (
  host: WriteHost,
  ...args: readonly string[]
): Promise<readonly string[]> => {
  const env = dockerEnv(host.env)
  const output = await host.run(['docker', ...args], { deadlineMs: deadlines.docker, env })
  if (output.exitCode !== 0) throw failureOf(['docker', ...args], output)
  return output.stdout.split('\n').filter((line) => line.trim() !== '')
}

/** Has docker do something; whether it did is for the caller to see. */
export const tellDocker = (host: WriteHost, ...args: readonly string[]): Promise<Output> =>
  host.runChanging(['docker', ...args], {
    deadlineMs: args[0] === 'pull' ? changing.pull : changing.docker,
    env: dockerEnv(host.env),
  })

/** Has docker do what it must. Throws `StepError` with its reason where it did not. */
export const mustDocker = async (host: WriteHost, ...args: readonly string[]): Promise<void> => {
  const output = await tellDocker(host, ...args)
  if (output.exitCode !== 0) throw failureOf(['docker', ...args], output)
}

/** Containers that run now, as root sees them; none where no engine answers. */
export const runningContainers = async (host: WriteHost): Promise<number> => {
  const options: RunOptions = {
    deadlineMs: deadlines.docker,
    env: dockerEnv(host.env),
    as: 'root',
  }
  const output = await attempt(host.run(['docker', 'ps', '-q'], options))
  if (!output.ok || output.value.exitCode !== 0) return 0
  return output.value.stdout.split('\n').filter((line) => line !== '').length
}
