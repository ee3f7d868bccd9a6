import { dropMirrors } from './drop-mirrors.ts'
import { installDocker } from './install-docker.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { startDocker } from './start-docker.ts'
import { upgradeDocker } from './upgrade-docker.ts'

/** Every fix. */
export const fixes = [
  installDocker,
  joinDockerGroup,
  startDocker,
  upgradeDocker,
  dropMirrors,
] as const
