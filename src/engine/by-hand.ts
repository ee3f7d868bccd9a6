import { cacheOf, keptBeside } from '../catalog/minikube-cache.ts'
import { packageCommands } from '../catalog/package-commands.ts'
import { createLesson, removeLesson } from '../cluster/lesson.ts'
import { asRoot, asUser } from '../model/step.ts'
import type { ByHand, ServiceManager, Step } from '../model/step.ts'
import type { Argv } from '../model/value.ts'

type Verb = 'start' | 'restart'

/** How each manager is told; only systemd knows units by their whole name. */
const told: Readonly<Record<ServiceManager, (unit: string, verb: Verb) => Argv>> = {
  systemd: (unit, verb) =>
    verb === 'start' ? ['systemctl', 'enable', '--now', unit] : ['systemctl', 'restart', unit],
  sysv: (unit, verb) => ['service', shortName(unit), verb],
  openrc: (unit, verb) => ['rc-service', shortName(unit), verb],
  snap: (unit, verb) =>
    verb === 'start'
      ? ['snap', 'start', '--enable', shortName(unit)]
      : ['snap', 'restart', shortName(unit)],
}

const shortName = (unit: string): string => unit.replace(/\.service$/, '')

/**
 * What a person would type to do a step by hand; empty where no short command says it (a file is edited, a program is
 * downloaded and verified). Pure.
 */
export const byHand = (step: Step): readonly ByHand[] => {
  switch (step.kind) {
    case 'service':
      return [
        asRoot(
          ...told[step.manager ?? 'systemd'](
            step.unit,
            step.action === 'start' ? 'start' : 'restart',
          ),
        ),
      ]
    case 'group-member':
      return [asRoot('usermod', '-aG', step.group, step.user)]
    case 'chown':
      return [asRoot('chown', ...(step.recursive ? ['-R'] : []), step.user, ...step.paths)]
    case 'sysctl':
      return Object.entries(step.settings).map(([name, value]) =>
        asRoot('sysctl', '-w', `${name}=${value}`),
      )
    case 'remove-file':
      return [asRoot('rm', step.path)]
    case 'set-aside':
      return [asUser('mv', step.path, `${step.path}.broken`)]
    case 'symlink':
      return [asUser('ln', '-s', step.target, step.path)]
    case 'prune-images':
      return [asUser('docker', 'image', 'prune', '-f')]
    case 'delete-profile':
      return [asUser('minikube', 'delete', '-p', step.profile)]
    case 'delete-all':
      return [asUser('minikube', 'delete', '--all')]
    case 'purge-home':
      return [
        asUser('mv', cacheOf(step.home), keptBeside(step.home)),
        asUser('minikube', 'delete', '--all', '--purge'),
        asUser('mkdir', '-p', step.home),
        asUser('mv', keptBeside(step.home), cacheOf(step.home)),
      ]
    case 'unpause':
      return [asUser('docker', 'unpause', step.container)]
    case 'update-context':
      return [asUser('minikube', 'update-context', '-p', step.profile)]
    case 'set-clock':
      return [asRoot('timedatectl', 'set-ntp', 'true')]
    case 'delete-leftovers':
      return [
        ...(step.containers.length > 0
          ? [asUser('docker', 'rm', '-f', '-v', ...step.containers)]
          : []),
        ...(step.volumes.length > 0 ? [asUser('docker', 'volume', 'rm', ...step.volumes)] : []),
        ...(step.networks.length > 0 ? [asUser('docker', 'network', 'rm', ...step.networks)] : []),
      ]
    case 'pull-image':
      return [
        asUser('docker', 'pull', step.image),
        ...(step.as === undefined ? [] : [asUser('docker', 'tag', step.image, step.as)]),
      ]
    case 'save-image':
      return [
        asUser('mkdir', '-p', step.path.slice(0, step.path.lastIndexOf('/'))),
        asUser('docker', 'save', '-o', step.path, step.image),
      ]
    case 'load-image':
      return [asUser('minikube', '-p', step.cluster, ...step.command.split(' '), step.image)]
    case 'smoke':
      return [...createLesson(step), removeLesson(step)].map((argv) => asUser(...argv))
    case 'packages':
      return packageCommands(step.manager ?? '', step.action, step.packages)
    case 'seed-cache':
    case 'install-tool':
    case 'minikube-start':
    case 'write-file':
    case 'merge-json':
    case 'text-block':
      return []
  }
}

/** All steps of a repair as a person would type them; nothing where one of them has no command, for the rest alone does not repair. Pure. */
export const recipeOf = (steps: readonly Step[]): readonly ByHand[] => {
  const commands = steps.map(byHand)
  return commands.some((each) => each.length === 0) ? [] : commands.flat()
}
