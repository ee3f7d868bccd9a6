import { dockerPackage } from '../catalog/docker-packages.ts'
import { communityPackages } from '../catalog/docker-repository.ts'
import { packageCommands } from '../catalog/package-commands.ts'
import { defineFix, riskOfRestart } from '../model/fix.ts'
import { asRoot } from '../model/step.ts'
import type { ByHand } from '../model/step.ts'
import type { Count, List, Range, Term, Version } from '../model/value.ts'

export type OldDocker = {
  readonly version: Version
  readonly wanted: Range
  /** Containers the upgrade would stop; undefined when the engine would not say. */
  readonly running: Count | undefined
  /** The package manager, or what else keeps the engine: `snap`, `desktop-mac`, … */
  readonly manager: Term
  readonly packages: List<'term'>
}

const fromDocker = new Set(['apt', 'dnf', 'yum', 'zypper'])

/** The packages an engine came from: Docker's own repository names itself in `Platform.Name`. Empty where nobody can tell. Pure. */
export const dockerPackages = (manager: string, platform: string): readonly string[] => {
  if (platform.includes('Community')) return fromDocker.has(manager) ? communityPackages : []
  const own = platform === '' ? dockerPackage(manager) : undefined
  return own === undefined ? [] : [own]
}

/** The same for somebody who types. */
export const upgradeCommands = ({ manager, packages }: OldDocker): readonly ByHand[] => {
  if (manager.value === 'snap') return [asRoot('snap', 'refresh', 'docker')]
  return packageCommands(
    manager.value,
    'upgrade',
    packages.value.map(({ value }) => value),
  )
}

/** Upgrades the engine from where it came; its restart stops every container. */
export const upgradeDocker = defineFix<OldDocker>({
  id: 'upgrade-docker',
  title: 'upgrade the Docker engine',
  risk: ({ running }) => riskOfRestart(running),
  needsRoot: true,
  plan: ({ manager, packages }) =>
    packages.value.length === 0
      ? []
      : [
          {
            kind: 'packages',
            packages: packages.value.map(({ value }) => value),
            action: 'upgrade',
            manager: manager.value,
          },
        ],
  verifies: 'docker/version',
})
