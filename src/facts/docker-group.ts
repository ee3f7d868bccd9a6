import { defineFact } from '../model/fact.ts'
import { identity } from './machine.ts'

export interface DockerGroup {
  /** The group exists. */
  readonly exists: boolean
  /** The group database names the subject. */
  readonly inDatabase: boolean
  /** This login carries the group. Always so with sudo, whose children read the database afresh. */
  readonly inLogin: boolean
}

/** The subject's standing in the group `docker`, in the database and in this login. */
export const dockerGroup = defineFact({
  id: 'docker-group',
  read: async ({ host, get }): Promise<DockerGroup> => {
    const [{ subject, groups, sudo }, text] = await Promise.all([
      get(identity),
      host.readText('/etc/group'),
    ])
    const line = text?.split('\n').find((entry) => entry.startsWith('docker:'))
    if (line === undefined) return { exists: false, inDatabase: false, inLogin: false }
    const [, , id = '', members = ''] = line.split(':')
    const inDatabase =
      Number(id) === subject.gid || members.trim().split(',').includes(subject.name)
    return { exists: true, inDatabase, inLogin: sudo ? inDatabase : groups.includes(Number(id)) }
  },
})
