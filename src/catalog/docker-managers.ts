import { asRoot, asUser } from '../model/step.ts'
import type { ByHand } from '../model/step.ts'

export type DockerManager =
  | 'systemd'
  | 'rootless'
  | 'snap'
  | 'sysv'
  | 'desktop-linux'
  | 'desktop-mac'
  | 'desktop-windows'
  | 'colima'
  | 'orbstack'
  /** A chosen address whose owner is not known, often another machine. */
  | 'elsewhere'
  /** Nothing that starts services. */
  | 'none'

interface Manner {
  /** Starts the engine, now and at every boot. */
  readonly start: readonly ByHand[]
  readonly restart: readonly ByHand[]
  /** The system's own unit behind it. */
  readonly unit?: string
  /** The engine's settings file, where root keeps one. */
  readonly config?: string
}

const etc = '/etc/docker/daemon.json'

/**
 * How each thing that keeps an engine running is told to. Source: docs.docker.com (linux-postinstall, rootless, desktop),
 * canonical/docker-snap README (services and paths), abiosoft/colima docs/FAQ.md.
 */
const dockerManagers: Readonly<Record<DockerManager, Manner>> = {
  systemd: {
    start: [asRoot('systemctl', 'enable', '--now', 'docker')],
    restart: [asRoot('systemctl', 'restart', 'docker')],
    unit: 'docker.service',
    config: etc,
  },
  rootless: {
    start: [asUser('systemctl', '--user', 'enable', '--now', 'docker')],
    restart: [asUser('systemctl', '--user', 'restart', 'docker')],
  },
  snap: {
    start: [asRoot('snap', 'start', '--enable', 'docker')],
    restart: [asRoot('snap', 'restart', 'docker')],
    unit: 'snap.docker.dockerd.service',
    config: '/var/snap/docker/current/config/daemon.json',
  },
  sysv: {
    start: [asRoot('service', 'docker', 'start')],
    restart: [asRoot('service', 'docker', 'restart')],
    unit: 'docker.service',
    config: etc,
  },
  'desktop-linux': {
    start: [asUser('systemctl', '--user', 'enable', '--now', 'docker-desktop')],
    restart: [asUser('systemctl', '--user', 'restart', 'docker-desktop')],
  },
  'desktop-mac': { start: [asUser('open', '-a', 'Docker')], restart: [] },
  'desktop-windows': { start: [], restart: [] },
  colima: { start: [asUser('colima', 'start')], restart: [asUser('colima', 'restart')] },
  orbstack: { start: [asUser('open', '-a', 'OrbStack')], restart: [] },
  elsewhere: { start: [], restart: [] },
  none: { start: [], restart: [], config: etc },
}

const isManager = (name: string): name is DockerManager => name in dockerManagers

/** The manner of a manager named in a finding's args. */
export const mannerOf = (name: string): Manner =>
  isManager(name) ? dockerManagers[name] : dockerManagers.none
