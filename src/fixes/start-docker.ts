import { defineFix } from '../model/fix.ts'
import { serviceManagers } from '../model/step.ts'
import type { Term } from '../model/value.ts'

/** Starts the engine's service, now and at every boot; without a manager of services there is no such step. */
export const startDocker = defineFix<{ readonly manager: Term }>({
  id: 'start-docker',
  title: 'start the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: ({ manager }) => {
    const known = serviceManagers.find((name) => name === manager.value)
    return known === undefined
      ? []
      : [{ kind: 'service', unit: 'docker.service', action: 'start', manager: known }]
  },
  verifies: 'docker/daemon',
})
