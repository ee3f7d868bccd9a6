import { packageCommands } from '../catalog/package-commands.ts'
import { dockerPackage } from '../catalog/docker-packages.ts'
import type { EngineInstall } from '../facts/engine-install.ts'
import { defineFix } from '../model/fix.ts'
import type { ByHand } from '../model/step.ts'
import { term, user } from '../model/value.ts'
import type { Term, User } from '../model/value.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { startDocker } from './start-docker.ts'

export type EngineArgs = {
  readonly manager: Term
  /** Who starts it afterwards. */
  readonly service: Term | undefined
  /** Who may not use it yet. */
  readonly joins: User | undefined
}

/** What the findings that ask for it carry. Pure. */
export const engineArgs = ({ packages, service, joins }: EngineInstall): EngineArgs => ({
  manager: term(packages ?? 'none'),
  service: service === undefined ? undefined : term(service),
  joins: joins === undefined ? undefined : user(joins),
})

/** The same for somebody who types. */
export const installCommands = ({ manager }: Pick<EngineArgs, 'manager'>): readonly ByHand[] => {
  const wanted = dockerPackage(manager.value)
  return wanted === undefined ? [] : packageCommands(manager.value, 'install', [wanted])
}

/** Installs the engine from the distribution's signed packages, sees that it runs, and lets the user in: one repair, one look. */
export const installDocker = defineFix<EngineArgs>({
  id: 'install-docker',
  title: 'install the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: ({ manager, service, joins }) => {
    const wanted = dockerPackage(manager.value)
    if (wanted === undefined) return []
    return [
      { kind: 'packages', packages: [wanted], action: 'install', manager: manager.value },
      ...(service === undefined ? [] : startDocker.plan({ manager: service })),
      ...(joins === undefined ? [] : joinDockerGroup.plan({ user: joins })),
    ]
  },
  verifies: 'docker/installed',
})
