import { dockerPackage } from '../catalog/docker-packages.ts'
import { rpmFolder } from '../catalog/docker-repository.ts'
import type { DebSource } from '../catalog/docker-repository.ts'
import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerGroup } from './docker-group.ts'
import { engineSource } from './engine-source.ts'
import { identity } from './machine.ts'
import { osRelease } from './os-release.ts'
import { packageManager } from './package-manager.ts'
import type { PackageManager } from './package-manager.ts'

/** What installing the engine takes on this machine. */
export interface EngineInstall {
  /** Undefined where we know none. */
  readonly packages: PackageManager | undefined
  /** The folder of Docker's own repository, where the distribution itself has no engine; undefined where none fits. */
  readonly repository: string | undefined
  /** The same, where the system's own sources are out of reach. */
  readonly source: DebSource | undefined
  /** Who will start it; undefined where nobody does, or nobody can tell yet. */
  readonly service: 'systemd' | 'sysv' | undefined
  /** Who will not be in the group docker yet; root needs no group. */
  readonly joins: string | undefined
}

/** Without systemd Debian's and Ubuntu's docker.io brings a script for `service`. */
export const engineInstall = defineFact({
  id: 'engine-install',
  read: async ({ host, get }): Promise<EngineInstall> => {
    const [packages, { subject }, group, booted, release, source] = await Promise.all([
      get(packageManager),
      get(identity),
      attempt(get(dockerGroup)),
      host.stat('/run/systemd/system'),
      get(osRelease),
      get(engineSource),
    ])
    const member = subject.uid === 0 || (group.ok && group.value.inDatabase)
    const script = packages === 'apt' ? 'sysv' : undefined
    return {
      packages,
      repository:
        packages === undefined || dockerPackage(packages) !== undefined || release === undefined
          ? undefined
          : rpmFolder(release.id),
      source,
      service: booted === undefined ? script : 'systemd',
      joins: member ? undefined : subject.name,
    }
  },
})
