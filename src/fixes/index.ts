import { dockerDns } from './docker-dns.ts'
import { installDocker } from './install-docker.ts'
import { joinDockerGroup } from './join-docker-group.ts'
import { restartDocker } from './restart-docker.ts'
import { setClock } from './set-clock.ts'
import { startDocker } from './start-docker.ts'

/** Every fix. */
export const fixes = [
  installDocker,
  joinDockerGroup,
  startDocker,
  restartDocker,
  dockerDns,
  setClock,
] as const
