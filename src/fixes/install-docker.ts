import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** The engine's package in each distribution's own repositories; what is missing has none. */
const packages: Readonly<Record<string, readonly string[]>> = {
  apt: ['docker.io'],
  zypper: ['docker'],
  apk: ['docker'],
}

/** Installs the engine from the distribution's signed packages. */
export const installDocker = defineFix<{ readonly manager: Term }>({
  id: 'install-docker',
  title: 'install the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: ({ manager }) => {
    const wanted = packages[manager.value]
    return wanted === undefined ? [] : [{ kind: 'packages', packages: wanted, action: 'install' }]
  },
  verifies: 'docker/installed',
})
