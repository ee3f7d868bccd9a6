import { defineFix } from '../model/fix.ts'

/** Goes on with the driver that needs no virtual machine. */
export const useDockerDriver = defineFix({
  id: 'use-docker-driver',
  title: 'go on with the docker driver',
  risk: 'safe',
  needsRoot: false,
  plan: () => [],
  choose: () => ({ driver: 'docker' }),
  verifies: 'host/virtualization',
})
