import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { InstallError } from '../../model/install.ts'
import type { Download, Placement } from '../../model/install.ts'
import { reason } from '../../model/install-reason.ts'
import { Unreadable } from '../../model/unreadable.ts'
import type { Argv } from '../../model/value.ts'
import { identity } from '../identity.ts'
import { run } from '../run.ts'
import { createSubject } from '../subject.ts'

const deadlineMs = 10_000
/** A child of somebody else's may hold the new file open for writing until it has started its own program. */
const busyTries = 20
const busyMs = 25

const scratch = { HOME: {}, MINIKUBE_HOME: {}, XDG_CONFIG_HOME: {}, XDG_CACHE_HOME: {} }

const isBusy = (stderr: string): boolean => /text file busy/i.test(stderr)

const mayRun = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

const ask = async (
  argv: Argv,
  env: NodeJS.ProcessEnv,
  asSubject: boolean,
  triesLeft: number = busyTries,
): ReturnType<typeof run> => {
  const prefix = await createSubject(identity(env), env['PATH'])(asSubject ? 'subject' : 'root')
  const output = await run(
    argv,
    { deadlineMs, scratch, env: { PATH: env['PATH'], LC_ALL: 'C', TMPDIR: env['TMPDIR'] } },
    prefix,
  )
  if (output.exitCode === 0 || !isBusy(output.stderr) || triesLeft === 0) return output
  await sleep(busyMs)
  return ask(argv, env, asSubject, triesLeft - 1)
}

/**
 * Runs the staged file where it lies, in an empty home of its own: it must answer and name the version. The first word of the
 * placement's command stands for the file.
 */
export const selfTest = async (
  staged: string,
  { version, arch }: Download,
  { selfTest: asked, directory }: Placement,
  env: NodeJS.ProcessEnv,
  asSubject: boolean,
): Promise<void> => {
  if (asked === undefined) return
  if (!(await mayRun(staged))) throw new InstallError('no-exec', reason('noexec', directory))
  const [, ...rest] = asked
  try {
    const { exitCode, stdout, stderr, timedOut } = await ask([staged, ...rest], env, asSubject)
    if (isBusy(stderr)) throw new InstallError('busy', reason('in-use', directory))
    const output = `${stdout}\n${stderr}`
    if (exitCode === 0 && output.includes(version)) return
    const said = output.trim().split('\n')[0] ?? ''
    throw new InstallError(
      'self-test',
      timedOut ? reason('no-reply', deadlineMs) : reason('other-reply', version, exitCode, said),
    )
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new InstallError('other-cpu', reason('not-run-here', arch))
  }
}
