import { installDocker } from './install-docker.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { startDocker } from './start-docker.ts'

/** Every fix. */
export const fixes = [installDocker, joinDockerGroup, startDocker] as const
