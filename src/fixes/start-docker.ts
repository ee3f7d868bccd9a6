import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Starts the engine's service, now and at every boot. */
export const startDocker = defineFix<{ readonly manager: Term }>({
  id: 'start-docker',
  title: 'start the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: ({ manager }) =>
    manager.value === 'systemd'
      ? [{ kind: 'service', unit: 'docker.service', action: 'start' }]
      : [],
  verifies: 'docker/daemon',
})
