import { realpath } from 'node:fs/promises'
import type { Identity, RunOptions } from '../model/host.ts'
import { findProgram } from './executable.ts'
import type { Prefix } from './run.ts'

/** util-linux's own; busybox has a program of that name that changes no user. */
const hasSetpriv = async (path: string | undefined): Promise<boolean> => {
  try {
    return !(await realpath(await findProgram(['setpriv'], path))).endsWith('busybox')
  } catch {
    return false
  }
}

/** setpriv still has root's capabilities when it looks for the program and starts it; the shell after it has none. */
const withoutCapabilities = ['/bin/sh', '-c', 'exec "$@"', 'sh']

/** sudo puts its own PATH in the place of the user's, and lacks the user's programs. */
const throughSudo = (uid: number, path: string | undefined): readonly string[] => [
  'sudo',
  '-n',
  '-E',
  '-u',
  `#${uid}`,
  '--',
  ...(path === undefined ? [] : ['env', `PATH=${path}`]),
]

const nobodyElse = { argv: [], env: {} } as const

/**
 * How a command becomes the subject's own: with its rights, its groups read afresh, its home. Without sudo it is the subject's
 * already, but for groups joined since this login: `freshGroups` takes the way through sudo for these. `own` is the command's PATH.
 */
export const createSubject = (
  who: Promise<Identity>,
  path: string | undefined,
  freshGroups = false,
): ((
  as: RunOptions['as'],
  own?: string,
) => Promise<Prefix & { readonly env: NodeJS.ProcessEnv }>) => {
  let setpriv: Promise<boolean> | undefined
  return async (as, own = path) => {
    const { sudo, subject } = await who
    const { uid, gid, name, home } = subject
    if (as === 'root' || (!sudo && (!freshGroups || uid <= 0))) return nobodyElse
    // Nobody but root may change the groups of a process.
    if (!sudo) return { argv: throughSudo(uid, own), inSession: true, env: {} }
    setpriv ??= hasSetpriv(path)
    return {
      argv: [
        ...((await setpriv)
          ? ['setpriv', '--reuid', String(uid), '--regid', String(gid), '--init-groups', '--']
          : throughSudo(uid, own)),
        ...withoutCapabilities,
      ],
      owner: { uid, gid },
      env: { HOME: home, USER: name, LOGNAME: name },
    }
  }
}
