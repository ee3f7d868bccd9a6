import { defineFix } from '../model/fix.ts'
import type { Count } from '../model/value.ts'

/** Restarts the engine, which writes its firewall rules and switches forwarding on; never over somebody's running containers. */
export const restartDocker = defineFix<{ readonly running: Count }>({
  id: 'restart-docker',
  title: 'restart the Docker engine',
  risk: 'system',
  needsRoot: true,
  plan: ({ running }) =>
    running.value === 0 ? [{ kind: 'service', unit: 'docker.service', action: 'restart' }] : [],
  verifies: 'network/firewall',
})
