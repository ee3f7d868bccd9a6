import { dockerPackage } from '../catalog/docker-packages.ts'
import { defineFix } from '../model/fix.ts'
import { asRoot } from '../model/step.ts'
import type { ByHand } from '../model/step.ts'
import type { Term } from '../model/value.ts'

type Manager = { readonly manager: Term }

const byHand: Readonly<Record<string, readonly ByHand[]>> = {
  apt: [asRoot('apt-get', 'update'), asRoot('apt-get', 'install', '-y', 'docker.io')],
  zypper: [asRoot('zypper', 'install', '-y', 'docker')],
  apk: [asRoot('apk', 'add', 'docker')],
}

/** The same for somebody who types. */
export const installCommands = ({ manager }: Manager): readonly ByHand[] =>
  byHand[manager.value] ?? []

/** Installs the engine from the distribution's signed packages. */
export const installDocker = defineFix<Manager>({
  id: 'install-docker',
  title: 'install the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: ({ manager }) => {
    const wanted = dockerPackage(manager.value)
    return wanted === undefined ? [] : [{ kind: 'packages', packages: [wanted], action: 'install' }]
  },
  verifies: 'docker/installed',
})
