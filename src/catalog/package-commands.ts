import { asRoot } from '../model/step.ts'
import type { ByHand } from '../model/step.ts'
import type { Argv } from '../model/value.ts'

type Action = 'install' | 'upgrade'

const refresh: Readonly<Record<string, Argv>> = { apt: ['apt-get', 'update'] }

/** Source: apt-get(8), dnf(8), yum(8), zypper(8), apk(8). */
const verbs: Readonly<Record<string, Readonly<Record<Action, Argv>>>> = {
  apt: {
    install: ['apt-get', 'install', '-y'],
    upgrade: ['apt-get', 'install', '-y', '--only-upgrade'],
  },
  dnf: { install: ['dnf', 'install', '-y'], upgrade: ['dnf', 'upgrade', '-y'] },
  yum: { install: ['yum', 'install', '-y'], upgrade: ['yum', 'update', '-y'] },
  zypper: { install: ['zypper', 'install', '-y'], upgrade: ['zypper', 'update', '-y'] },
  apk: { install: ['apk', 'add'], upgrade: ['apk', 'add', '--upgrade'] },
}

/** What a person types to a package manager; nothing where we do not know it. Pure. */
export const packageCommands = (
  manager: string,
  action: Action,
  packages: readonly string[],
): readonly ByHand[] => {
  const verb = verbs[manager]?.[action]
  if (verb === undefined || packages.length === 0) return []
  const first = refresh[manager]
  return [...(first === undefined ? [] : [asRoot(...first)]), asRoot(...verb, ...packages)]
}
