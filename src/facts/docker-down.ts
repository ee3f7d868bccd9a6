import type { DockerManager } from '../catalog/docker-managers.ts'
import { deadlines } from '../catalog/deadlines.ts'
import { defineFact } from '../model/fact.ts'
import type { ReadHost } from '../model/host.ts'
import { attempt } from '../model/unreadable.ts'
import { dockerDaemonConfig } from './docker-daemon-config.ts'
import type { DaemonConfig } from './docker-daemon-config.ts'
import { dockerManager } from './docker-manager.ts'
import { complaintIn, dockerService } from './docker-service.ts'
import type { DockerService } from './docker-service.ts'
import { dockerVersion } from './docker-version.ts'

export interface DockerDown {
  readonly manager: DockerManager
  /** Where systemd starts the engine and it is the system's own. */
  readonly service: DockerService | undefined
  /** A dockerd lies in a usual place. Only looked for where nothing that starts one is known. */
  readonly engine: boolean
  /** The daemon's own reason for not running, while it fails. */
  readonly complaint: string | undefined
  readonly brokenConfig:
    | (NonNullable<DaemonConfig['broken']> & { readonly path: string })
    | undefined
  /** Settings in daemon.json that this engine does not know, for which it does not start. */
  readonly unknownKeys: { readonly path: string; readonly keys: readonly string[] } | undefined
}

/** docker-ce and docker.io put it into /usr/bin or /usr/sbin, the static archive into /usr/local/bin. */
const enginePlaces = ['/usr/bin/dockerd', '/usr/sbin/dockerd', '/usr/local/bin/dockerd']

/** Where the init scripts of docker.io and docker-ce write what the engine says. Source: moby contrib/init/sysvinit-debian/docker. */
const log = '/var/log/docker.log'

/** The last thing the engine said, where that is a complaint. After an orderly end it is another line. */
const lastWords = async (host: ReadHost): Promise<string | undefined> => {
  if ((await host.stat(log)) === undefined) return undefined
  const output = await attempt(host.run(['tail', '-n', '5', log], { deadlineMs: deadlines.system }))
  const lines = output.ok ? output.value.stdout.split('\n').filter((line) => line !== '') : []
  return complaintIn(lines.at(-1) ?? '')
}

/** Source: moby daemon/config/config.go, `findConfigurationConflicts`. Pure. */
const unknownIn = (
  complaint: string | undefined,
  config: DaemonConfig | undefined,
): DockerDown['unknownKeys'] => {
  const [, named] =
    /the following directives don't match any configuration option: (.+)$/.exec(complaint ?? '') ??
    []
  if (named === undefined || config === undefined) return undefined
  const keys = named.split(', ')
  // Of an object's members it names the inner ones, and an old complaint is about a file that was mended since.
  return keys.every((key) => config.keys.includes(key)) ? { path: config.path, keys } : undefined
}

/** What stands behind an engine that does not answer; undefined while it answers, or fails in a way that has its own name. */
export const dockerDown = defineFact({
  id: 'docker-down',
  read: async ({ host, get }): Promise<DockerDown | undefined> => {
    const { failure } = await get(dockerVersion)
    if (failure !== 'not-running' && failure !== 'hung') return undefined
    const manager = await get(dockerManager)
    if (failure === 'hung')
      return {
        manager,
        service: undefined,
        engine: true,
        complaint: undefined,
        brokenConfig: undefined,
        unknownKeys: undefined,
      }
    const [service, said, config, found] = await Promise.all([
      manager === 'systemd' ? get(dockerService) : undefined,
      manager === 'sysv' ? lastWords(host) : undefined,
      attempt(get(dockerDaemonConfig)),
      Promise.all(enginePlaces.map(async (path) => (await host.stat(path)) !== undefined)),
    ])
    const known = config.ok ? config.value : undefined
    const complaint = service?.lastError ?? said
    const none = manager === 'none' || (manager === 'systemd' && service?.known === false)
    return {
      manager: none ? 'none' : manager,
      service,
      engine: !none || found.includes(true),
      complaint,
      brokenConfig:
        known?.broken === undefined
          ? undefined
          : { ...known.broken, path: known.path, said: complaint ?? known.broken.said },
      unknownKeys: unknownIn(complaint, known),
    }
  },
})
