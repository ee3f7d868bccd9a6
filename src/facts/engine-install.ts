import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerGroup } from './docker-group.ts'
import { identity } from './machine.ts'
import { packageManager } from './package-manager.ts'
import type { PackageManager } from './package-manager.ts'

/** What installing the engine takes on this machine. */
export interface EngineInstall {
  /** Undefined where we know none. */
  readonly packages: PackageManager | undefined
  /** Who will start it; undefined where nobody does, or nobody can tell yet. */
  readonly service: 'systemd' | 'sysv' | undefined
  /** Who will not be in the group docker yet; root needs no group. */
  readonly joins: string | undefined
}

/** Without systemd Debian's and Ubuntu's docker.io brings a script for `service`. */
export const engineInstall = defineFact({
  id: 'engine-install',
  read: async ({ host, get }): Promise<EngineInstall> => {
    const [packages, { subject }, group, booted] = await Promise.all([
      get(packageManager),
      get(identity),
      attempt(get(dockerGroup)),
      host.stat('/run/systemd/system'),
    ])
    const member = subject.uid === 0 || (group.ok && group.value.inDatabase)
    const script = packages === 'apt' ? 'sysv' : undefined
    return {
      packages,
      service: booted === undefined ? script : 'systemd',
      joins: member ? undefined : subject.name,
    }
  },
})
