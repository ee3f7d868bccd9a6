import { defineFix } from '../model/fix.ts'
import type { Term } from '../model/value.ts'

/** Managers of services that the step knows how to talk to. */
const managed = new Set(['systemd', 'sysv', 'openrc', 'snap'])

/** Starts the engine's service, now and at every boot. */
export const startDocker = defineFix<{ readonly manager: Term }>({
  id: 'start-docker',
  title: 'start the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: ({ manager }) =>
    managed.has(manager.value)
      ? [{ kind: 'service', unit: 'docker.service', action: 'start' }]
      : [],
  verifies: 'docker/daemon',
})
