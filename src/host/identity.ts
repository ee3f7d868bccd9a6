import { readFile } from 'node:fs/promises'
import { homedir, hostname, userInfo } from 'node:os'
import type { Identity, Person } from '../model/host.ts'

const windowsId = -1

/** A line of /etc/passwd. */
const inDatabase = async (
  matches: (name: string, uid: number) => boolean,
): Promise<Person | undefined> => {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const line of text.split('\n')) {
    const [name = '', , uid = '', gid = '', , home = ''] = line.split(':')
    if (name !== '' && matches(name, Number(uid)))
      return { name, uid: Number(uid), gid: Number(gid), home }
  }
  return undefined
}

const self = async (env: NodeJS.ProcessEnv): Promise<Person> => {
  const uid = process.getuid?.() ?? windowsId
  const gid = process.getgid?.() ?? windowsId
  const known = await inDatabase((_, id) => id === uid)
  // HOME may point elsewhere on purpose; a caller without an entry in the database still has one.
  const home = env['HOME'] ?? known?.home ?? homedir()
  if (known !== undefined) return { ...known, home }
  try {
    return { uid, gid, name: userInfo().username, home }
  } catch {
    return { uid, gid, name: String(uid), home }
  }
}

/** SUDO_USER counts only when we really are root; sudo keeps or resets HOME, so the database says where the user lives. */
const behindSudo = async (env: NodeJS.ProcessEnv): Promise<Person | undefined> => {
  const uid = Number(env['SUDO_UID'] ?? '0')
  const name = env['SUDO_USER'] ?? ''
  if (process.getuid?.() !== 0 || !Number.isInteger(uid) || uid === 0 || name === '')
    return undefined
  const known = await inDatabase((_, id) => id === uid)
  const guessed = process.platform === 'darwin' ? `/Users/${name}` : `/home/${name}`
  return known ?? { uid, gid: Number(env['SUDO_GID'] ?? uid), name, home: guessed }
}

/** Who runs this, and whom it works for. */
export const identity = async (env: NodeJS.ProcessEnv): Promise<Identity> => {
  const caller = await self(env)
  const subject = await behindSudo(env)
  return {
    process: caller,
    subject: subject ?? caller,
    sudo: subject !== undefined,
    groups: process.getgroups?.() ?? [],
    hostname: hostname(),
  }
}
