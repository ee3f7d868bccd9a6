import { packageCommands } from '../catalog/package-commands.ts'
import { dockerPackage } from '../catalog/docker-packages.ts'
import {
  communityPackages,
  repositoryFile,
  rpmKey,
  rpmKeyPath,
  rpmRepository,
  rpmRepositoryPath,
} from '../catalog/docker-repository.ts'
import type { EngineInstall } from '../facts/engine-install.ts'
import { defineFix } from '../model/fix.ts'
import { asRoot } from '../model/step.ts'
import type { ByHand, Step } from '../model/step.ts'
import { term, user } from '../model/value.ts'
import type { Term, User } from '../model/value.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { startDocker } from './start-docker.ts'

export type EngineArgs = {
  readonly manager: Term
  /** The folder of Docker's own repository, where the distribution has no engine. */
  readonly repository: Term | undefined
  /** Who starts it afterwards. */
  readonly service: Term | undefined
  /** Who may not use it yet. */
  readonly joins: User | undefined
}

/** What the findings that ask for it carry. Pure. */
export const engineArgs = ({
  packages,
  repository,
  service,
  joins,
}: EngineInstall): EngineArgs => ({
  manager: term(packages ?? 'none'),
  repository: repository === undefined ? undefined : term(repository),
  service: service === undefined ? undefined : term(service),
  joins: joins === undefined ? undefined : user(joins),
})

/** The same for somebody who types. */
export const installCommands = ({
  manager,
  repository,
  service,
}: EngineArgs): readonly ByHand[] => {
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
const packages = ({ manager, repository }: EngineArgs): readonly Step[] => {
  const wanted = dockerPackage(manager.value)
  const step = { kind: 'packages', action: 'install', manager: manager.value } as const
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
