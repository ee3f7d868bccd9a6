import type { DockerManager } from '../catalog/docker-managers.ts'
import { defineFact } from '../model/fact.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerDaemonConfig } from './docker-daemon-config.ts'
import { dockerManager } from './docker-manager.ts'
import { dockerService } from './docker-service.ts'
import type { DockerService } from './docker-service.ts'
import { dockerVersion } from './docker-version.ts'

export interface DockerDown {
  readonly manager: DockerManager
  /** Where systemd starts the engine and it is the system's own. */
  readonly service: DockerService | undefined
  /** A dockerd lies in a usual place. Only looked for where nothing that starts one is known. */
  readonly engine: boolean
  readonly brokenConfig: { readonly path: string; readonly said: string } | undefined
}

/** docker-ce and docker.io put it into /usr/bin or /usr/sbin, the static archive into /usr/local/bin. */
const enginePlaces = ['/usr/bin/dockerd', '/usr/sbin/dockerd', '/usr/local/bin/dockerd']

/** What stands behind an engine that does not answer; undefined while it answers, or fails in a way that has its own name. */
export const dockerDown = defineFact({
  id: 'docker-down',
  read: async ({ host, get }): Promise<DockerDown | undefined> => {
    const { failure } = await get(dockerVersion)
    if (failure !== 'not-running' && failure !== 'hung') return undefined
    const manager = await get(dockerManager)
    if (failure === 'hung')
      return { manager, service: undefined, engine: true, brokenConfig: undefined }
    const [service, config, found] = await Promise.all([
      manager === 'systemd' ? get(dockerService) : undefined,
      attempt(get(dockerDaemonConfig)),
      Promise.all(enginePlaces.map(async (path) => (await host.stat(path)) !== undefined)),
    ])
    const broken = config.ok ? config.value : undefined
    const none = manager === 'none' || (manager === 'systemd' && service?.known === false)
    return {
      manager: none ? 'none' : manager,
      service,
      engine: !none || found.includes(true),
      brokenConfig:
        broken?.broken === undefined
          ? undefined
          : { path: broken.path, said: service?.lastError ?? broken.broken },
    }
  },
})
