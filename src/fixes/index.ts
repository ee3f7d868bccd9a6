import { installDocker } from './install-docker.ts'
import { installKubectl, installMinikube } from './install-tool.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { ownFiles } from './own-files.ts'
import { removeLocks } from './remove-locks.ts'
import { startDocker } from './start-docker.ts'

/** Every fix. */
export const fixes = [
  installDocker,
  joinDockerGroup,
  startDocker,
  installMinikube,
  installKubectl,
  ownFiles,
  removeLocks,
] as const
