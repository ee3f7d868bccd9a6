import { packageCommands } from '../catalog/package-commands.ts'
import { debKey, rpmKey } from '../catalog/docker-keys.ts'
import { dockerPackage } from '../catalog/docker-packages.ts'
import {
  communityPackages,
  debKeyPath,
  debRepository,
  debRepositoryPath,
  repositoryFile,
  rpmKeyPath,
  rpmRepository,
  rpmRepositoryPath,
} from '../catalog/docker-repository.ts'
import type { EngineInstall } from '../facts/engine-install.ts'
import { defineFix } from '../model/fix.ts'
import { asRoot } from '../model/step.ts'
import type { ByHand, Step } from '../model/step.ts'
import { term, url, user } from '../model/value.ts'
import type { Term, Url, User } from '../model/value.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { startDocker } from './start-docker.ts'

export type EngineArgs = {
  readonly manager: Term
  /** The folder of Docker's own repository, where the distribution has no engine. */
  readonly repository: Term | undefined
  /** Docker's own repository, and the release in it, where the distribution's sources are out of reach. */
  readonly source: Url | undefined
  readonly codename: Term | undefined
  /** Who starts it afterwards. */
  readonly service: Term | undefined
  /** Who may not use it yet. */
  readonly joins: User | undefined
}

/** What the findings that ask for it carry, as far as it could be read. Pure. */
export const engineArgs = ({
  packages,
  repository,
  source,
  service,
  joins,
}: Partial<EngineInstall>): EngineArgs => ({
  manager: term(packages ?? 'none'),
  repository: repository === undefined ? undefined : term(repository),
  source: source === undefined ? undefined : url(source.source),
  codename: source === undefined ? undefined : term(source.codename),
  service: service === undefined ? undefined : term(service),
  joins: joins === undefined ? undefined : user(joins),
})

/** The same for somebody who types. */
export const installCommands = ({
  manager,
  repository,
  source,
  service,
}: EngineArgs): readonly ByHand[] => {
  // A list and its key are more than a line to type.
  if (source !== undefined) return []
  const wanted = dockerPackage(manager.value)
  if (wanted !== undefined) return packageCommands(manager.value, 'install', [wanted])
  if (repository === undefined) return []
  return [
    asRoot('curl', '-fLo', '/etc/yum.repos.d/docker-ce.repo', repositoryFile(repository.value)),
    ...packageCommands(manager.value, 'install', communityPackages),
    ...(service?.value === 'systemd' ? [asRoot('systemctl', 'enable', '--now', 'docker')] : []),
  ]
}

/** From where the engine comes: the distribution, else Docker's own repository under a key that we bring. */
const packages = ({ manager, repository, source, codename }: EngineArgs): readonly Step[] => {
  const wanted = dockerPackage(manager.value)
  const step = { kind: 'packages', action: 'install', manager: manager.value } as const
  if (source !== undefined && codename !== undefined)
    return [
      { kind: 'write-file', path: debKeyPath, content: debKey, mode: 0o644 },
      {
        kind: 'write-file',
        path: debRepositoryPath,
        content: debRepository(source.value, codename.value),
        mode: 0o644,
      },
      { ...step, packages: communityPackages },
    ]
  if (wanted !== undefined) return [{ ...step, packages: [wanted] }]
  if (repository === undefined) return []
  return [
    { kind: 'write-file', path: rpmKeyPath, content: rpmKey, mode: 0o644 },
    {
      kind: 'write-file',
      path: rpmRepositoryPath,
      content: rpmRepository(repository.value),
      mode: 0o644,
    },
    { ...step, packages: communityPackages },
  ]
}

/** Installs the engine from signed packages, sees that it runs, and lets the user in: one repair, one look. */
export const installDocker = defineFix<EngineArgs>({
  id: 'install-docker',
  title: 'install the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: (args) => {
    const { service, joins } = args
    const first = packages(args)
    if (first.length === 0) return []
    return [
      ...first,
      ...(service === undefined ? [] : startDocker.plan({ manager: service })),
      ...(joins === undefined ? [] : joinDockerGroup.plan({ user: joins })),
    ]
  },
  verifies: 'docker/installed',
})
