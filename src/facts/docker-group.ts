import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { identity } from './machine.ts'

export interface DockerGroup {
  /** The group exists. */
  readonly exists: boolean
  /** The group database names the subject. */
  readonly inDatabase: boolean
  /** This login carries the group. Always so with sudo, whose children read the database afresh. */
  readonly inLogin: boolean
  /** The group the system's socket belongs to; undefined where there is no such socket. */
  readonly socket: { readonly gid: number; readonly isDocker: boolean } | undefined
}

/** The subject's standing in the group `docker`, in the database and in this login, and whose the socket is. */
export const dockerGroup = defineFact({
  id: 'docker-group',
  read: async ({ host, get }): Promise<DockerGroup> => {
    const [{ subject, groups, sudo }, text, stat] = await Promise.all([
      get(identity),
      host.readText('/etc/group'),
      attempt(host.stat('/var/run/docker.sock')),
    ])
    const line = text?.split('\n').find((entry) => entry.startsWith('docker:'))
    const [, , id = '', members = ''] = line?.split(':') ?? []
    const gid = stat.ok ? stat.value?.gid : undefined
    const socket =
      gid === undefined ? undefined : { gid, isDocker: line !== undefined && gid === Number(id) }
    if (line === undefined) return { exists: false, inDatabase: false, inLogin: false, socket }
    const inDatabase =
      Number(id) === subject.gid || members.trim().split(',').includes(subject.name)
    return {
      exists: true,
      inDatabase,
      inLogin: sudo ? inDatabase : groups.includes(Number(id)),
      socket,
    }
  },
})
