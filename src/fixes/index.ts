import { installDocker } from './install-docker.ts'
import { startDocker } from './start-docker.ts'

/** Every fix. */
export const fixes = [installDocker, startDocker] as const
