import { readFile } from 'node:fs/promises'
import { homedir, hostname, userInfo } from 'node:os'
import type { Identity, Person } from '../model/host.ts'

const windowsId = -1

const isId = (text: string | undefined): text is string => /^\d{1,10}$/.test(text ?? '')

/** A line of /etc/passwd. */
const inDatabase = async (matches: (uid: number) => boolean): Promise<Person | undefined> => {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const line of text.split('\n')) {
    const [name = '', , uid = '', gid = '', , home = ''] = line.split(':')
    if (name !== '' && isId(uid) && matches(Number(uid)))
      return { name, uid: Number(uid), gid: Number(gid), home }
  }
  return undefined
}

/** A container may run as somebody whom its database does not know: that one's home is the root folder. */
const systemsHome = (): string => {
  try {
    return homedir()
  } catch {
    return '/'
  }
}

const self = async (env: NodeJS.ProcessEnv): Promise<Person> => {
  const uid = process.getuid?.() ?? windowsId
  const gid = process.getgid?.() ?? windowsId
  const known = await inDatabase((id) => id === uid)
  // HOME may point elsewhere on purpose; a caller without an entry in the database still has one.
  const home =
    [env['HOME'], known?.home].find((path) => path !== undefined && path !== '') ?? systemsHome()
  if (known !== undefined) return { ...known, home }
  try {
    return { uid, gid, name: userInfo().username, home }
  } catch {
    return { uid, gid, name: String(uid), home }
  }
}

/** SUDO_USER counts only when we really are root; sudo keeps or resets HOME, so the database says where the user lives. */
const behindSudo = async (env: NodeJS.ProcessEnv): Promise<Person | undefined> => {
  const { SUDO_UID: id, SUDO_GID: group, SUDO_USER: name = '' } = env
  if (process.getuid?.() !== 0 || !isId(id) || Number(id) === 0 || name === '') return undefined
  const uid = Number(id)
  const known = await inDatabase((id) => id === uid)
  const guessed = process.platform === 'darwin' ? `/Users/${name}` : `/home/${name}`
  return known ?? { uid, gid: isId(group) ? Number(group) : uid, name, home: guessed }
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
